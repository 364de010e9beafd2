package dev.frogeye.encoder;

/**
 * The pixel of an event camera (dynamic vision sensor): it remembers a log intensity and emits one ON or OFF event for
 * each {@code threshold} that the light has moved from there, so a frame may bring several to one value. As in the
 * usual models of the sensor the scale is linear near darkness:
 *
 * <pre>{@code L(x) = sign(x - black) * knee * ln(1 + |x - black| / knee),   knee = (white - black) / 10}</pre>
 *
 * <p>{@code L} has slope 1 at black, so that the threshold is in units of the frame's values there and grows with the
 * light: at 4/255 it is a contrast of about 15 percent in the bright.
 *
 * <p>A spike is the change of the <em>reconstructed intensity</em>, not of its logarithm: a network behind this encoder
 * sees images like those it was made for. With {@code n} events, ON counted positive, {@code L(sent)} moves by
 * {@code n * threshold} and the spike's value is the move of {@code sent}; its sign is the polarity. After every frame
 * {@code |L(value) - L(sent)| < threshold}.
 */
final class DvsEncoder extends RowEncoder {
    /** Part of full scale below which the log scale is nearly linear; sensor models use 20 of 255 levels. */
    private static final double KNEE = 0.1;

    private final float[] threshold; // (width * channels)
    private final double black;
    private final double knee;
    // The nearest intensities that cause an event: quiet values take no logarithm.
    private final float[] off; // (height, width, channels)
    private final float[] on; // (height, width, channels)

    DvsEncoder(Shape shape, float[] threshold, float black, float white) {
        super(shape);
        if (!(white > black) || Float.isInfinite(white - black)) {
            throw new IllegalArgumentException("white must be above black, was " + white + " with black " + black);
        }
        this.threshold = rowThreshold(shape, threshold);
        this.black = black;
        knee = KNEE * ((double) white - black);
        off = new float[shape.size()];
        on = new float[shape.size()];
    }

    @Override
    void begin(float[] frame) {
        for (int i = 0; i < frame.length; i++) {
            setBounds(i, frame[i], threshold[i % threshold.length]);
        }
    }

    @Override
    void encodeRow(float[] frame, int rowStart, Spikes out) {
        if (isBetweenBounds(frame, rowStart)) {
            out.endPixels(shape().width());
            return;
        }
        int channels = shape().channels();
        for (int pixel = 0; pixel < threshold.length; pixel += channels) {
            for (int position = pixel; position < pixel + channels; position++) {
                int i = rowStart + position;
                if (frame[i] >= on[i] || frame[i] <= off[i]) {
                    send(frame[i], i, position, out);
                }
            }
            out.endPixel();
        }
    }

    private boolean isBetweenBounds(float[] frame, int rowStart) {
        float excess = Float.NEGATIVE_INFINITY;
        for (int i = rowStart; i < rowStart + threshold.length; i++) {
            excess = Math.max(excess, Math.max(frame[i] - on[i], off[i] - frame[i]));
        }
        return excess < 0;
    }

    private void send(float value, int i, int position, Spikes out) {
        float[] sent = sent();
        float reference = sent[i];
        float moved = reconstruct(value, reference, threshold[position]);
        if (moved != reference) {
            out.append(position, moved - reference);
            sent[i] = moved;
            setBounds(i, moved, threshold[position]);
        }
    }

    private float reconstruct(float value, float reference, float step) {
        if (step == ANY_CHANGE || value == reference) {
            return value;
        }
        double from = log(reference);
        // Towards zero; at least one, as the bounds have been reached, whatever the rounding says here.
        double events = (long) ((log(value) - from) / step);
        if (events == 0) {
            events = Math.signum(value - reference);
        }
        return (float) exp(from + events * step);
    }

    private void setBounds(int i, float reference, float step) {
        if (step == ANY_CHANGE) {
            on[i] = reference;
            off[i] = reference;
            return;
        }
        double log = log(reference);
        on[i] = (float) exp(log + step);
        off[i] = (float) exp(log - step);
    }

    private double log(double value) {
        double light = value - black;
        return Math.copySign(knee * Math.log1p(Math.abs(light) / knee), light);
    }

    private double exp(double log) {
        return black + Math.copySign(knee * Math.expm1(Math.abs(log) / knee), log);
    }
}
