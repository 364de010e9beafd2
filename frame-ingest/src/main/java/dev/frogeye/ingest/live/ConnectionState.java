package dev.frogeye.ingest.live;

/** Whether frames are coming from a live source. */
public enum ConnectionState {
    /** Not yet: it is being opened. */
    CONNECTING,
    /** Yes. */
    LIVE,
    /** Not any more: it was lost and is tried again. */
    RECONNECTING,
    /** It came to its end, or was closed. */
    ENDED,
    /** It failed for good. */
    LOST
}
