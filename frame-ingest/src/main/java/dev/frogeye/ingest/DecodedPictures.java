package dev.frogeye.ingest;

/** Which pictures of a stream a decoder decodes, and which of those it is asked for. */
enum DecodedPictures {
    /** All. */
    ALL,
    /** All are decoded, because a key frame's time is known by what comes before it; asked for are key frames. */
    KEY_FRAMES_AMONG_ALL,
    /** Key frames, each by itself, and with the time of its packet. */
    KEY_FRAMES_ALONE;

    boolean isKeyFramesOnly() {
        return this != ALL;
    }
}
