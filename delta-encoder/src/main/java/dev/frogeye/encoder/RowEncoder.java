package dev.frogeye.encoder;

import java.util.Arrays;

/** What the encoders share: sending a frame whole, then going on row by row. */
abstract sealed class RowEncoder implements Encoder
        permits SendOnDeltaEncoder, HerdingEncoder, DvsEncoder, FrameDifferenceEncoder {
    /** Stands for a threshold of 0: every difference reaches it, and equality does not. */
    static final float ANY_CHANGE = Float.MIN_VALUE;

    private final Shape shape;
    private final float[] sent; // (height, width, channels)
    private boolean nextIsWhole = true;

    RowEncoder(Shape shape) {
        this.shape = shape;
        sent = new float[shape.size()];
    }

    /** Takes note of a frame that was sent whole; {@link #sent()} already equals it. */
    abstract void begin(float[] frame);

    /** Appends the spikes of the row that starts here, ends each of its pixels and updates {@link #sent()}. */
    abstract void encodeRow(float[] frame, int rowStart, Spikes out);

    @Override
    public final Shape shape() {
        return shape;
    }

    @Override
    public final float[] sent() {
        return sent;
    }

    @Override
    public final void reset() {
        Arrays.fill(sent, 0);
        nextIsWhole = true;
    }

    @Override
    public final void encode(float[] frame, Spikes out) {
        if (frame.length != shape.size()) {
            throw new IllegalArgumentException(
                    "a frame of " + shape + " has " + shape.size() + " values, got " + frame.length);
        }
        out.clear(shape);
        if (nextIsWhole) {
            sendWhole(frame, out);
            begin(frame);
            nextIsWhole = false;
            return;
        }
        int rowSize = shape.rowSize();
        for (int rowStart = 0; rowStart < frame.length; rowStart += rowSize) {
            encodeRow(frame, rowStart, out);
        }
    }

    private void sendWhole(float[] frame, Spikes out) {
        int rowSize = shape.rowSize();
        int channels = shape.channels();
        for (int rowStart = 0; rowStart < frame.length; rowStart += rowSize) {
            for (int pixel = 0; pixel < rowSize; pixel += channels) {
                for (int position = pixel; position < pixel + channels; position++) {
                    float value = frame[rowStart + position];
                    if (value != 0) {
                        out.append(position, value);
                    }
                }
                out.endPixel();
            }
        }
        System.arraycopy(frame, 0, sent, 0, frame.length);
    }

    /**
     * Whether every value of a row lies closer to its reference than its threshold. One running maximum without a
     * branch, which HotSpot turns into vector instructions; a NaN makes it false.
     */
    static boolean isWithin(float[] threshold, float[] frame, float[] reference, int rowStart) {
        float excess = Float.NEGATIVE_INFINITY;
        for (int i = 0; i < threshold.length; i++) {
            excess = Math.max(excess, Math.abs(frame[rowStart + i] - reference[rowStart + i]) - threshold[i]);
        }
        return excess < 0;
    }

    /**
     * The threshold of each value of a row, {@link #ANY_CHANGE} in place of 0.
     */
    static float[] rowThreshold(Shape shape, float[] threshold) {
        int channels = shape.channels();
        if (threshold.length != channels) {
            throw new IllegalArgumentException(
                    "need a threshold for each of " + channels + " channels, got " + threshold.length);
        }
        float[] row = new float[shape.rowSize()];
        for (int i = 0; i < row.length; i++) {
            float t = threshold[i % channels];
            if (!(t >= 0) || Float.isInfinite(t)) {
                throw new IllegalArgumentException("a threshold must be finite and not negative, was " + t);
            }
            row[i] = Math.max(t, ANY_CHANGE);
        }
        return row;
    }
}
