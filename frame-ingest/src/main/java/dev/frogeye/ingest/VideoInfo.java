package dev.frogeye.ingest;

import java.util.Objects;
import java.util.OptionalLong;

/**
 * What a source declares about itself. Declarations may be wrong: a file cut in half still declares its full length.
 *
 * @param name path or other name of the source, for messages
 * @param container FFmpeg's name of the container format, such as {@code matroska,webm}
 * @param codec FFmpeg's name of the video codec, such as {@code h264}
 * @param width pixels a row of the frames as delivered, after cropping and rotation
 * @param height rows of the frames as delivered, after cropping and rotation
 * @param rotation degrees clockwise, 0 to 359, by which the stored picture has to be turned to stand upright; applied
 *     unless the source was opened without auto-rotation
 * @param averageFps declared average frame rate in frames a second, 0 where unknown; never a base for timestamps
 * @param durationMicros declared duration of the video stream or, where the stream has none, from its start to the end of
 *     the whole file
 * @param declaredFrames number of frames the container declares
 * @param startMicros raw time of the start of the video stream
 * @param delayMicros the same moment on the clock of {@link RgbFrame#ptsMicros()}, whose 0 is the start of the container:
 *     by how much the pictures begin after sound or subtitles
 * @param timeBaseNum numerator of the unit of {@link RgbFrame#rawPts()} in seconds
 * @param timeBaseDen denominator of that unit
 * @param pixelFormat FFmpeg's name of the stored pixel format, such as {@code yuv420p}
 * @param pixelAspect shape of the pixels as delivered
 * @param stream number of the video stream among all streams
 */
public record VideoInfo(
        String name,
        String container,
        String codec,
        int width,
        int height,
        int rotation,
        double averageFps,
        OptionalLong durationMicros,
        OptionalLong declaredFrames,
        long startMicros,
        long delayMicros,
        int timeBaseNum,
        int timeBaseDen,
        String pixelFormat,
        PixelAspect pixelAspect,
        int stream) {
    public VideoInfo {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(durationMicros, "durationMicros");
        Objects.requireNonNull(declaredFrames, "declaredFrames");
        Objects.requireNonNull(pixelAspect, "pixelAspect");
    }

    /** Width in square pixels of the frames as players show them; they are stretched or squeezed across alone. */
    public int displayWidth() {
        return pixelAspect.squarePixels(width);
    }

    /** Of a source of one stream in square pixels, whose pictures begin with it. */
    public VideoInfo(
            String name,
            String container,
            String codec,
            int width,
            int height,
            int rotation,
            double averageFps,
            OptionalLong durationMicros,
            OptionalLong declaredFrames,
            long startMicros,
            int timeBaseNum,
            int timeBaseDen,
            String pixelFormat) {
        this(
                name,
                container,
                codec,
                width,
                height,
                rotation,
                averageFps,
                durationMicros,
                declaredFrames,
                startMicros,
                0,
                timeBaseNum,
                timeBaseDen,
                pixelFormat,
                PixelAspect.SQUARE,
                0);
    }

    /** A source of generated frames: no container, no declared length, raw timestamps in microseconds. */
    public static VideoInfo generated(String name, int width, int height, double fps) {
        return new VideoInfo(
                name,
                "generated",
                "rawvideo",
                width,
                height,
                0,
                fps,
                OptionalLong.empty(),
                OptionalLong.empty(),
                0,
                1,
                1_000_000,
                "rgb24");
    }
}
