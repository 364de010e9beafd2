package dev.frogeye.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_DATA_DISPLAYMATRIX;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_DATA_FRAME_CROPPING;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_get_pix_fmt;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How pictures are shown. What is right follows from the four colours of the picture and from the standards' words. */
class DisplayTest {
    private static final String AS_STORED = "128x96 RGBY";
    /** EXIF 2.32, tag 0x0112: what is at the top left once the picture is shown, and so on. */
    private static final List<String> BY_ORIENTATION = List.of(
            AS_STORED,
            "128x96 GRYB",
            "128x96 YBGR",
            "128x96 BYRG",
            "96x128 RBGY",
            "96x128 BRYG",
            "96x128 YGBR",
            "96x128 GYRB");

    @TempDir
    private Path folder;

    /** What is delivered, frame by frame, by a file, live, and as the file declares it and is probed. */
    static void expect(Path file, String... frames) throws IOException {
        VideoLocation location = new VideoLocation.Local(file);
        assertThat(read(location, VideoOptions.DEFAULT)).containsExactly(frames);
        CaptureRequest request = new CaptureRequest(
                new CaptureRequest.Origin.Recording(location),
                Map.of(),
                Duration.ofSeconds(5),
                Duration.ofSeconds(5),
                OptionalInt.empty());
        List<String> live = new ArrayList<>();
        try (Capture capture = Capture.open(request)) {
            RgbFrame frame = new RgbFrame();
            String before = "";
            while (capture.next()) {
                capture.convert(frame);
                live.add(Quadrants.of(frame));
                assertThat(capture.isOther()).isEqualTo(!Quadrants.of(frame).equals(before));
                before = Quadrants.of(frame);
            }
        }
        assertThat(live).containsExactly(frames);
        VideoProbe probe = VideoProbe.probe(location, false);
        assertThat(probe.info().width() + "x" + probe.info().height())
                .isEqualTo(frames[0].split(" ")[0]);
        assertThat(VideoProbe.probe(location, true).info()).isEqualTo(probe.info());
    }

    private static List<String> read(VideoLocation location, VideoOptions options) throws IOException {
        List<String> delivered = new ArrayList<>();
        try (VideoFile video = VideoFile.open(location, options)) {
            RgbFrame frame = new RgbFrame();
            while (video.read(frame)) {
                if (delivered.isEmpty()) {
                    assertThat(frame.width()).isEqualTo(video.info().width());
                    assertThat(frame.height()).isEqualTo(video.info().height());
                } else {
                    boolean isOther = !delivered.get(delivered.size() - 1).equals(Quadrants.of(frame));
                    assertThat(frame.discontinuity()).isEqualTo(isOther);
                }
                delivered.add(Quadrants.of(frame));
            }
            assertThat(video.report().decodeErrors()).isZero();
        }
        return delivered;
    }

    private static String[] five(String frame) {
        return new String[] {frame, frame, frame, frame, frame};
    }

    @Test
    void theCasesAreShownAsPlayersDo() throws IOException {
        expect(Quadrants.file("exif6.jpg"), "96x128 BRYG");
        expect(Quadrants.file("rot90noise.mp4"), five("96x128 GYRB"));
        expect(Quadrants.file("pixelcrop_left.mkv"), five("64x96 GGYY"));
    }

    @Test
    void anOrientationSaidWithAKeyFrameHoldsUntilTheNext() throws IOException {
        expect(Quadrants.file("sei90.mkv"), five("96x128 GYRB"));
    }

    @Test
    void allOrientationsOfExif() throws IOException {
        for (int orientation = 1; orientation <= 8; orientation++) {
            Path file = folder.resolve("exif" + orientation + ".jpg");
            Files.write(file, Quadrants.jpeg(orientation));
            expect(file, BY_ORIENTATION.get(orientation - 1));
        }
        // The same as a sequence of images, whose sides change.
        Path pattern = folder.resolve("exif%d.jpg");
        List<String> sequence = read(new VideoLocation.Images(pattern.toString(), 25), VideoOptions.DEFAULT);
        assertThat(sequence).isEqualTo(BY_ORIENTATION);
    }

    @Test
    void everyPictureOfAStreamIsTurnedByWhatItSaysItself() throws IOException {
        int[] orientations = {6, 6, 1, 8, 3};
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        String[] expected = new String[orientations.length];
        for (int i = 0; i < orientations.length; i++) {
            stream.write(Quadrants.jpeg(orientations[i]));
            expected[i] = BY_ORIENTATION.get(orientations[i] - 1);
        }
        Path raw = Files.write(folder.resolve("stream.mjpeg"), stream.toByteArray());
        expect(raw, expected);
        Path packed = Remux.write(raw, folder.resolve("stream.avi"), "avi", "null", s -> {});
        expect(packed, expected);
        List<String> stored = read(new VideoLocation.Local(packed), VideoOptions.DEFAULT.withAutorotate(false));
        assertThat(stored).containsOnly(AS_STORED);
    }

    /** Rotations of the message are anticlockwise, and come before flips. */
    @ParameterizedTest
    @CsvSource({
        "rotate=90, 96x128 GYRB",
        "rotate=180, 128x96 YBGR",
        "rotate=270, 96x128 BRYG",
        "flip=horizontal, 128x96 GRYB",
        "flip=vertical, 128x96 BYRG",
        "flip=horizontal+vertical, 128x96 YBGR"
    })
    void anOrientationMessageOfH264IsObeyed(String message, String expected) throws IOException {
        String filter = "h264_metadata=display_orientation=insert:" + message;
        Path file = Remux.write(
                Quadrants.file("rot90noise.mp4"), folder.resolve("sei.mkv"), "matroska", filter, OddDisplays::forget);
        expect(file, five(expected));
    }

    /** FFmpeg's player takes the first matrix that it finds with a picture, and lays that of the container there first. */
    @Test
    void theMatrixOfTheContainerCountsMoreThanTheMessage() throws IOException {
        Path file = Remux.write(
                Quadrants.file("rot90noise.mp4"),
                folder.resolve("both.mp4"),
                "mp4",
                "h264_metadata=display_orientation=insert:rotate=180",
                stream -> {});
        expect(file, five("96x128 GYRB"));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 65536, -65536, 0, 96x128 BRYG",
        "2, 65535, -65537, -3, 96x128 BRYG",
        "-1, -65536, 65536, 1, 96x128 GYRB",
        "-65536, 3, -2, -65535, 128x96 YBGR",
        "-65536, 0, 0, 65536, 128x96 GRYB",
        "65536, -1, 1, -65536, 128x96 BYRG",
        "0, 65536, 65536, 0, 96x128 RBGY",
        "1, -65536, -65536, 1, 96x128 YGBR",
        "65536, 1, -1, 65536, 128x96 RGBY",
        // Half as large: players turn, and leave the size.
        "0, 32768, -32768, 0, 96x128 BRYG"
    })
    void matricesThatAreAQuarterTurnButForRounding(int a, int b, int c, int d, String expected) throws IOException {
        expect(withMatrix(a, b, c, d), five(expected));
    }

    @Test
    void aMatrixThatIsNoQuarterTurnIsNoted() throws IOException {
        Path file = OddDisplays.turned(folder, 30);
        expect(file, five(AS_STORED));
        try (VideoFile video = VideoFile.open(file)) {
            RgbFrame frame = new RgbFrame();
            while (video.read(frame)) {
                assertThat(frame.width()).isEqualTo(Quadrants.WIDTH);
            }
            assertThat(video.report().notes()).singleElement().asString().contains(file.toString(), "by 30 degrees");
        }
        assertThat(VideoProbe.probe(new VideoLocation.Local(file), false).notes())
                .hasSize(1);
    }

    private Path withMatrix(int a, int b, int c, int d) throws IOException {
        return Remux.write(Quadrants.file("rot90noise.mp4"), folder.resolve("m.mp4"), "mp4", "null", stream -> {
            OddDisplays.forget(stream);
            Remux.sideData(stream, AV_PKT_DATA_DISPLAYMATRIX, a, b, 0, c, d, 0, 0, 0, 1 << 30);
        });
    }

    /** Top, bottom, left and right. */
    @ParameterizedTest
    @CsvSource({
        "matroska, 48, 0, 0, 0, 128x48 BYBY",
        "matroska, 0, 48, 0, 0, 128x48 RGRG",
        "matroska, 0, 0, 64, 0, 64x96 GGYY",
        "matroska, 0, 0, 0, 64, 64x96 RRBB",
        "matroska, 46, 8, 62, 22, 44x42 ????",
        "mp4, 48, 0, 0, 64, 64x48 BBBB",
        "mp4, 0, 48, 64, 0, 64x48 GGGG"
    })
    void whatTheContainerCutsOffIsCutOff(String container, int top, int bottom, int left, int right, String expected)
            throws IOException {
        Path file = cropped(container, top, bottom, left, right, OddDisplays::forget);
        List<String> delivered = read(new VideoLocation.Local(file), VideoOptions.DEFAULT);
        assertThat(delivered).hasSize(5);
        if (!expected.endsWith("?")) {
            expect(file, five(expected));
        } else {
            assertThat(delivered.get(0)).startsWith(expected.substring(0, 5));
        }
    }

    private Path cropped(String container, int top, int bottom, int left, int right, Consumer<AVStream> change)
            throws IOException {
        return Remux.write(
                Quadrants.file("rot90noise.mp4"), folder.resolve("cut." + container), container, "null", stream -> {
                    change.accept(stream);
                    Remux.sideData(stream, AV_PKT_DATA_FRAME_CROPPING, top, bottom, left, right);
                });
    }

    @Test
    void aPictureIsCutAndThenTurned() throws IOException {
        // The container turns G over R and Y over B; the right half, green and gray, is kept.
        Path file = cropped("mp4", 0, 0, 64, 0, stream -> {});
        expect(file, five("96x64 GYGY"));
        assertThat(read(new VideoLocation.Local(file), VideoOptions.DEFAULT.withAutorotate(false)))
                .containsOnly("64x96 GGYY");
    }

    @Test
    void whatTheCodecCutsOffIsCutOffToThePixel() throws IOException {
        Path file = Remux.write(
                Quadrants.file("rot90noise.mp4"),
                folder.resolve("codec.mkv"),
                "matroska",
                "h264_metadata=crop_left=66:crop_top=2",
                OddDisplays::forget);
        expect(file, five("62x94 GGYY"));
    }

    /** Sizes as FFmpeg's crop filter gives them: whole pixels of colour, and nothing where nothing is left. */
    @ParameterizedTest
    @CsvSource({
        "yuv420p, 3, 0, 5, 0, 58, 44",
        "yuv444p, 3, 0, 5, 0, 59, 45",
        "yuv420p, 1, 1, 1, 1, 62, 46",
        "yuv420p, 24, 24, 0, 0, 64, 48",
        "yuv420p, 0, 0, -1, 0, 64, 48"
    })
    void cutsAreRoundedToPixelsOfColour(
            String format, int top, int bottom, int left, int right, int width, int height) {
        AVFrame frame = av_frame_alloc();
        try (IntPointer sides = new IntPointer(top, bottom, left, right)) {
            frame.width(64).height(48).format(av_get_pix_fmt(format));
            av_frame_get_buffer(frame, 0);
            boolean isCut = Cropping.read(new BytePointer(sides)).apply(frame);
            assertThat(isCut).isEqualTo(width < 64);
            assertThat(frame.width()).isEqualTo(width);
            assertThat(frame.height()).isEqualTo(height);
        } finally {
            av_frame_free(frame);
        }
    }
}
