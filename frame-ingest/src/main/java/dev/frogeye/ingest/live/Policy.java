package dev.frogeye.ingest.live;

/** What happens to a frame that comes while the ones before it have not been taken. */
public enum Policy {
    /** The oldest one waiting is dropped for it: what is processed is as fresh as can be. */
    LATEST(1),
    /** It waits, and so does the source: nothing is dropped here, and processing may fall behind. */
    BLOCK(2),
    /** The stream ends with an error: for those who must not miss a frame. About a second may wait. */
    FAIL(30);

    private final int defaultQueue;

    Policy(int defaultQueue) {
        this.defaultQueue = defaultQueue;
    }

    /** How many frames may wait unless another number is asked for. */
    public int defaultQueue() {
        return defaultQueue;
    }
}
