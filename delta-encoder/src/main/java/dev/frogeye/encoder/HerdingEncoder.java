package dev.frogeye.encoder;

/**
 * The sigma-delta modulation of O'Connor and Welling (arXiv 1611.02024), {@code s = round(k * accumulated)} with
 * {@code k = 1 / threshold}: a value is sent as whole multiples of the threshold. Counted from the frame that was sent
 * whole, the integers sent so far sum up to {@code round(k * (value - first))} whatever came between, so nothing
 * accumulates and {@code |value - sent| <= threshold / 2}.
 *
 * <p>Neither the accumulator nor its integer is stored: both follow from {@code first} and {@code sent}.
 */
final class HerdingEncoder extends RowEncoder {
    private final float[] step; // (width * channels), 1 / k
    private final float[] nearlyHalf; // (width * channels)
    private final float[] first; // (height, width, channels)

    HerdingEncoder(Shape shape, float[] threshold) {
        super(shape);
        step = rowThreshold(shape, threshold);
        nearlyHalf = new float[step.length];
        for (int i = 0; i < step.length; i++) {
            // A little less than half: the multiples are found in double, the scan compares in float.
            nearlyHalf[i] = Math.max(0.499f * step[i], ANY_CHANGE);
        }
        first = new float[shape.size()];
    }

    @Override
    void begin(float[] frame) {
        System.arraycopy(frame, 0, first, 0, frame.length);
    }

    @Override
    void encodeRow(float[] frame, int rowStart, Spikes out) {
        float[] sent = sent();
        if (isWithin(nearlyHalf, frame, sent, rowStart)) {
            out.endPixels(shape().width());
            return;
        }
        int channels = shape().channels();
        for (int pixel = 0; pixel < step.length; pixel += channels) {
            for (int position = pixel; position < pixel + channels; position++) {
                int i = rowStart + position;
                if (Math.abs(frame[i] - sent[i]) >= nearlyHalf[position]) {
                    send(frame[i], i, position, out);
                }
            }
            out.endPixel();
        }
    }

    private void send(float value, int i, int position, Spikes out) {
        float[] sent = sent();
        if (step[position] == ANY_CHANGE) {
            out.append(position, value - sent[i]);
            sent[i] = value;
            return;
        }
        double k = 1.0 / step[position];
        double before = Math.rint(((double) sent[i] - first[i]) * k);
        double now = Math.rint(((double) value - first[i]) * k);
        if (now != before) {
            out.append(position, (float) ((now - before) / k));
            sent[i] = (float) (first[i] + now / k);
        }
    }
}
