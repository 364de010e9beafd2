package dev.frogeye.encoder;

/**
 * Turns the frames of one video into spikes: which values changed, and by how much.
 *
 * <p>Whoever adds up the spikes holds {@link #sent()}. After {@link #reset()}, and at first, the next frame is sent
 * whole: every non-zero value is a spike of exactly that value, and {@code sent} equals the frame bit for bit. Later
 * frames send only what moved. For every kind a threshold of 0 sends every change with its exact difference, so that
 * {@code sent} stays equal to the frame.
 *
 * <p>A spike's value is the change of {@code sent} up to float rounding; the encoder keeps {@code sent} itself free of
 * accumulated rounding. A frame allocates nothing. Not thread-safe; one per video.
 */
public sealed interface Encoder permits RowEncoder {
    /**
     * A new encoder.
     *
     * @param threshold one a channel, in units of the frame's values, finite and not negative; copied. {@code DVS} takes
     *     frames of intensities from 0 (black) to 1 (white); {@link #dvs} is for others
     */
    static Encoder of(EncoderKind kind, Shape shape, float... threshold) {
        return switch (kind) {
            case SEND_ON_DELTA -> new SendOnDeltaEncoder(shape, threshold);
            case HERDING -> new HerdingEncoder(shape, threshold);
            case DVS -> dvs(shape, threshold, 0, 1);
            case FRAME_DIFFERENCE -> new FrameDifferenceEncoder(shape, threshold);
        };
    }

    /**
     * A new {@code DVS} encoder of frames whose intensities do not run from 0 to 1, such as normalised ones.
     *
     * @param threshold one a channel, in units of the frame's values near black and growing with the light from there,
     *     like the contrast that an event camera needs; finite and not negative; copied
     * @param black the value of no light
     * @param white the value of full light, above {@code black}
     */
    static Encoder dvs(Shape shape, float[] threshold, float black, float white) {
        return new DvsEncoder(shape, threshold, black, white);
    }

    /** Extent of a frame. */
    Shape shape();

    /**
     * Encodes the next frame.
     *
     * @param frame channels-last, of {@link #shape()}, finite; not kept and not modified
     * @param out overwritten
     */
    void encode(float[] frame, Spikes out);

    /** What downstream believes the frame is: zeros before the first. Not copied, must not be modified. */
    float[] sent();

    /** Forgets every earlier frame: the next one is sent whole and exactly. */
    void reset();
}
