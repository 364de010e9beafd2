package dev.frogeye.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_MPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_UNSPECIFIED;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_get_pix_fmt;
import static org.bytedeco.ffmpeg.global.swscale.sws_alloc_context;
import static org.bytedeco.ffmpeg.global.swscale.sws_freeContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_scale_frame;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Colours of pictures that do not say which values stand for black and white. */
class UndeclaredRangeTest {
    private static final int WIDTH = 64;
    private static final int HEIGHT = 4;

    @TempDir
    private Path folder;

    /**
     * The judge is arithmetic: a value of so many bits, over the largest, is a level over 255. FFmpeg's own conversion of
     * more than 8 bits is up to 1.4 levels off, with 250 of 16 bits at 251.
     */
    @ParameterizedTest
    @CsvSource({
        "gray, 8, 1, 1", "gray9le, 9, 1, 1", "gray9be, 9, 1, 1", "gray10le, 10, 1, 1", "gray10be, 10, 1, 1",
        "gray12le, 12, 1, 1", "gray12be, 12, 1, 1", "gray14le, 14, 1, 1", "gray14be, 14, 1, 1", "gray16le, 16, 1, 1",
        "gray16be, 16, 1, 1", "ya8, 8, 2, 1", "ya16le, 16, 2, 1", "ya16be, 16, 2, 1"
    })
    void grayOfAnyDepthIsFull(String format, int bits, int samples, int seed) throws IOException {
        int[] values = new Random(seed).ints(WIDTH, 0, 1 << bits).toArray();
        values[0] = 0;
        values[1] = (1 << bits) - 1;
        AVFrame frame = frame(format, AVCOL_RANGE_UNSPECIFIED);
        try {
            for (int y = 0; y < HEIGHT; y++) {
                for (int x = 0; x < WIDTH * samples; x++) {
                    int value = x % samples == 0 ? values[x / samples] : (1 << bits) - 1;
                    put(frame, format, bits, y, x, value);
                }
            }
            RgbFrame rgb = converted(frame);
            for (int i = 0; i < 3 * WIDTH; i++) {
                double level = 255.0 * values[i / 3] / ((1 << bits) - 1);
                assertThat((double) (rgb.rgb()[i] & 0xff))
                        .as(format + " " + level)
                        .isCloseTo(level, within(1.5));
            }
        } finally {
            av_frame_free(frame);
        }
    }

    private static void put(AVFrame frame, String format, int bits, int y, int sample, int value) {
        long row = (long) y * frame.linesize(0);
        if (bits == 8) {
            frame.data(0).put(row + sample, (byte) value);
            return;
        }
        boolean isLittle = format.endsWith("le");
        frame.data(0).put(row + 2L * sample, (byte) (isLittle ? value : value >> 8));
        frame.data(0).put(row + 2L * sample + 1, (byte) (isLittle ? value >> 8 : value));
    }

    /** The judge is FFmpeg's own conversion of the frame, told nothing. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "gray", "gray10le", "gray12le", "gray14be", "gray16le", "gray16be", "ya8", "ya16le", "ya16be",
                        "yuv420p",
                "yuvj420p", "yuv422p", "yuvj444p", "yuv420p10le", "yuv444p12le", "nv12", "yuyv422", "yuva420p", "rgb24",
                        "bgra",
                "gbrp", "gbrp10le", "rgb48le", "rgb565le"
            })
    void everyFormatIsConvertedAsByFfmpegItself(String format) throws IOException {
        AVFrame frame = frame(format, AVCOL_RANGE_UNSPECIFIED);
        AVFrame judge = frame("rgb24", AVCOL_RANGE_UNSPECIFIED);
        SwsContext scaler = sws_alloc_context();
        try {
            fill(frame, format);
            assertThat(sws_scale_frame(scaler, judge, frame)).isNotNegative();
            RgbFrame rgb = converted(frame);
            for (int i = 0; i < 3 * WIDTH; i++) {
                assertThat((double) (rgb.rgb()[i] & 0xff))
                        .as("%s, value %d", format, i)
                        .isCloseTo(judge.data(0).get(i) & 0xff, within(3.0));
            }
        } finally {
            sws_freeContext(scaler);
            av_frame_free(frame);
            av_frame_free(judge);
        }
    }

    /** Values that stay the same over the picture, so that both ways to interpolate colour give the same. */
    private static void fill(AVFrame frame, String format) {
        boolean isWide = format.contains("16")
                || format.contains("10")
                || format.contains("12")
                || format.contains("14")
                || format.contains("48");
        int[] bits = {8, 9, 10, 12, 14, 16, 48};
        int depth = 8;
        for (int b : bits) {
            depth = format.replace("420", "").contains(String.valueOf(b)) ? Math.min(b, 16) : depth;
        }
        for (int plane = 0; plane < 4 && frame.linesize(plane) > 0; plane++) {
            int value = new int[] {60, 140, 170, 255}[plane];
            int rows = plane > 0 && format.contains("420") || format.equals("nv12") && plane > 0 ? HEIGHT / 2 : HEIGHT;
            for (int i = 0; i < rows * frame.linesize(plane); i++) {
                if (!isWide) {
                    frame.data(plane).put(i, (byte) value);
                } else {
                    int sample = value << depth - 8;
                    boolean isLow = i % 2 == 0 == format.endsWith("le");
                    frame.data(plane).put(i, (byte) (isLow ? sample : sample >> 8));
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"gray, 8, 1", "ya8, 8, 2", "gray10le, 10, 1"})
    void aDeclaredRangeIsHonoured(String format, int bits, int samples) throws IOException {
        AVFrame frame = frame(format, AVCOL_RANGE_MPEG);
        try {
            for (int y = 0; y < HEIGHT; y++) {
                for (int x = 0; x < WIDTH; x++) {
                    put(frame, format, bits, y, x * samples, (x % 2 == 0 ? 16 : 235) << bits - 8);
                }
            }
            assertThat(converted(frame).rgb()).startsWith(0, 0, 0, 255, 255, 255);
            frame.color_range(AVCOL_RANGE_JPEG);
            assertThat(converted(frame).rgb()).startsWith(16, 16, 16, 235, 235, 235);
        } finally {
            av_frame_free(frame);
        }
    }

    private static AVFrame frame(String format, int range) {
        FfmpegLog.install();
        AVFrame frame = av_frame_alloc();
        frame.width(WIDTH).height(HEIGHT).format(av_get_pix_fmt(format)).color_range(range);
        assertThat(av_frame_get_buffer(frame, 0)).isZero();
        return frame;
    }

    private static RgbFrame converted(AVFrame frame) throws IOException {
        RgbFrame rgb = new RgbFrame();
        try (RgbConverter converter = new RgbConverter()) {
            converter.convert(frame, new PictureGeometry(WIDTH, HEIGHT, Orientation.UPRIGHT, PixelAspect.SQUARE), rgb);
        }
        return rgb;
    }

    /** The files' own values, from their makers' description. */
    @ParameterizedTest
    @CsvSource({"gray16.tif, tiff", "gray16.pgm, pgm", "gray12_ffv1.avi, ffv1"})
    void theCasesAreNotStretched(String name, String codec) throws IOException {
        try (VideoFile video = VideoFile.open(Quadrants.file(name))) {
            assertThat(video.info().codec()).isEqualTo(codec);
            RgbFrame frame = new RgbFrame();
            assertThat(video.read(frame)).isTrue();
            int[] corners = name.endsWith(".tif") ? new int[] {81, 131, 49, 120} : new int[] {192, 57, 48, 0};
            int[] found = {
                frame.rgb()[3 * (8 * WIDTH * 2 + 8)] & 0xff, frame.rgb()[3 * (8 * WIDTH * 2 + 119)] & 0xff,
                frame.rgb()[3 * (87 * WIDTH * 2 + 8)] & 0xff, frame.rgb()[3 * (87 * WIDTH * 2 + 119)] & 0xff
            };
            assertThat(found).containsExactly(corners);
        }
    }

    /** Through encoders and decoders, which may declare a range of their own. */
    @ParameterizedTest
    @CsvSource({
        "png, image2pipe, gray16be, png", "tiff, image2pipe, gray16le, tif", "tiff, image2pipe, ya8, tif",
        "png, image2pipe, ya16be, png", "pgm, image2pipe, gray16be, pgm", "ffv1, matroska, gray10le, mkv",
        "ffv1, matroska, gray16le, mkv", "ffv1, avi, ya8, avi", "png, image2pipe, gray, png"
    })
    void grayFilesEqualTheSamePictureIn8Bits(String encoder, String container, String format, String suffix)
            throws IOException {
        Path deep = OddWriter.write(
                folder.resolve(String.format(Locale.ROOT, "deep.%s", suffix)),
                OddWriter.format(container, encoder, av_get_pix_fmt(format)),
                0);
        Path plain = OddWriter.write(
                folder.resolve("plain.mkv"), OddWriter.format("matroska", "ffv1", av_get_pix_fmt("gray")), 0);
        byte[] expected = Clips.readAll(plain, TimeRange.ALL).get(0).rgb();
        byte[] found = Clips.readAll(deep, TimeRange.ALL).get(0).rgb();
        assertThat(found).hasSameSizeAs(expected);
        for (int i = 0; i < found.length; i++) {
            assertThat((double) (found[i] & 0xff)).isCloseTo(expected[i] & 0xff, within(2.0));
        }
    }
}
