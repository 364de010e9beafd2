package dev.frogeye.encoder;

/**
 * A value spikes when it lies {@code threshold} or more from what was last sent, and then sends the real difference.
 * After every frame {@code |value - sent| < threshold}: what was too small to send is kept, not lost, so a slow fade
 * arrives in steps.
 */
final class SendOnDeltaEncoder extends RowEncoder {
    private final float[] threshold; // (width * channels)

    SendOnDeltaEncoder(Shape shape, float[] threshold) {
        super(shape);
        this.threshold = rowThreshold(shape, threshold);
    }

    @Override
    void begin(float[] frame) {}

    @Override
    void encodeRow(float[] frame, int rowStart, Spikes out) {
        float[] sent = sent();
        if (isWithin(threshold, frame, sent, rowStart)) {
            out.endPixels(shape().width());
            return;
        }
        int channels = shape().channels();
        int[] positions = out.position();
        float[] values = out.value();
        int count = out.count();
        for (int pixel = 0; pixel < threshold.length; pixel += channels) {
            for (int position = pixel; position < pixel + channels; position++) {
                int i = rowStart + position;
                float difference = frame[i] - sent[i];
                int moved = ones(Math.abs(difference) - threshold[position]);
                positions[count] = position;
                values[count] = difference;
                count -= moved;
                // Not sent + difference, whose rounding would add up.
                sent[i] = choose(moved, frame[i], sent[i]);
            }
            out.setCount(count);
            out.endPixel();
        }
    }

    /** All bits set where {@code value} is not negative, else none. Which values move can't be foreseen: no branch. */
    private static int ones(float value) {
        return ~(Float.floatToRawIntBits(value) >> 31);
    }

    private static float choose(int ones, float ifOnes, float otherwise) {
        return Float.intBitsToFloat(
                Float.floatToRawIntBits(ifOnes) & ones | Float.floatToRawIntBits(otherwise) & ~ones);
    }
}
