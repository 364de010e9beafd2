package dev.frogeye.live;

/** Sees every processed frame, on the engine's thread. */
@FunctionalInterface
public interface LiveListener {
    /** Takes what it wants of the frame. Never waits: what it does not manage it leaves out and counts. */
    void accept(LiveFrame frame);
}
