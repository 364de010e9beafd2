package dev.frogeye.encoder;

/** The four things that are called a delta encoder. */
public enum EncoderKind {
    /** Sends a value's difference from what was last sent, once it reaches the threshold: graded spikes, bounded error. */
    SEND_ON_DELTA,
    /** Sends whole multiples of the threshold: the sigma-delta modulation of O'Connor and Welling, bounded error. */
    HERDING,
    /** Sends whole multiples of a step of log intensity, as an event camera does, bounded error in log intensity. */
    DVS,
    /** Compares neighbouring frames and forgets what it did not send: slow fades are lost. For comparison only. */
    FRAME_DIFFERENCE
}
