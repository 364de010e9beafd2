package dev.frogeye.encoder;

/**
 * A value spikes when it differs by {@code threshold} or more from the frame before, and then sends that difference.
 * There is no memory of what was not sent: a fade of less than the threshold a frame never arrives, and {@code sent}
 * drifts away from the frames without bound. It exists to be compared with.
 */
final class FrameDifferenceEncoder extends RowEncoder {
    private final float[] threshold; // (width * channels)
    private final float[] previous; // (height, width, channels)

    FrameDifferenceEncoder(Shape shape, float[] threshold) {
        super(shape);
        this.threshold = rowThreshold(shape, threshold);
        previous = new float[shape.size()];
    }

    @Override
    void begin(float[] frame) {
        System.arraycopy(frame, 0, previous, 0, frame.length);
    }

    @Override
    void encodeRow(float[] frame, int rowStart, Spikes out) {
        if (isWithin(threshold, frame, previous, rowStart)) {
            out.endPixels(shape().width());
        } else {
            sendChanges(frame, rowStart, out);
        }
        System.arraycopy(frame, rowStart, previous, rowStart, threshold.length);
    }

    private void sendChanges(float[] frame, int rowStart, Spikes out) {
        float[] sent = sent();
        int channels = shape().channels();
        for (int pixel = 0; pixel < threshold.length; pixel += channels) {
            for (int position = pixel; position < pixel + channels; position++) {
                int i = rowStart + position;
                float difference = frame[i] - previous[i];
                if (Math.abs(difference) >= threshold[position]) {
                    out.append(position, difference);
                    // Where nothing was lost so far, nothing shall be lost to rounding either.
                    sent[i] = sent[i] == previous[i] ? frame[i] : sent[i] + difference;
                }
            }
            out.endPixel();
        }
    }
}
