package dev.frogeye.delta;

import dev.frogeye.encoder.EncoderKind;

/** What a spike says about a change that reached the threshold. */
public enum Coding {
    /** The change itself: what was sent equals the activation afterwards. */
    GRADED(EncoderKind.SEND_ON_DELTA),

    /**
     * The change in whole steps of the threshold, the rest kept for later: integer spikes, as in O'Connor and Welling's
     * network. Between key frames an activation and what was sent of it are at most half a step apart.
     */
    HERDING(EncoderKind.HERDING);

    private final EncoderKind pixels;

    Coding(EncoderKind pixels) {
        this.pixels = pixels;
    }

    /** How the input is encoded to the same effect. */
    EncoderKind pixels() {
        return pixels;
    }
}
