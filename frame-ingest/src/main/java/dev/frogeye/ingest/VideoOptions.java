package dev.frogeye.ingest;

/**
 * How a video file is decoded.
 *
 * @param autorotate turn frames upright as the display matrix says, like every player does
 * @param threads decoder threads, at least 1
 */
public record VideoOptions(boolean autorotate, int threads) {
    /**
     * Upright frames from one decoder thread. One, because a delta network leaves little else to do and several videos
     * are read side by side; because it delays no frame; and because FFmpeg's messages can then be told apart by file,
     * which they cannot when its own worker threads log them.
     */
    public static final VideoOptions DEFAULT = new VideoOptions(true, 1);

    public VideoOptions {
        if (threads < 1) {
            throw new IllegalArgumentException("decoder threads must be at least 1, was " + threads);
        }
    }
}
