package dev.frogeye.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PixelAspectTest {
    private static final String CASE = "size=32x32,fit=crop,filter=box,scale=1,mean=0,std=1,pixels=";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "2, 1, 2:1",
        "32, 22, 16:11",
        "0, 1, 1:1",
        "0, 0, 1:1",
        "1, 0, 1:1",
        "7, 7, 1:1",
        "-2, 1, 1:1",
        "2147483647, 1, 1:1",
        "1, 2147483647, 1:1",
        "2147483647, 2147483646, 1:1",
        "2000000001, 1000000000, 65536:32767"
    })
    void ratiosAreInLowestTermsAndUnlikelyOnesAreDamage(int width, int height, String expected) {
        PixelAspect aspect = PixelAspect.of(width, height);
        if (expected.startsWith("65536")) {
            assertThat((double) aspect.width() / aspect.height()).isCloseTo(2.0, within(1e-3));
        } else {
            assertThat((double) aspect.width() / aspect.height()).isCloseTo(ratio(expected), within(1e-4));
        }
    }

    private static double ratio(String text) {
        String[] sides = text.split(":");
        return Double.parseDouble(sides[0]) / Double.parseDouble(sides[1]);
    }

    /**
     * Means of four quarters of the input, by the description of the file: its columns are 0, 2, 4 .. 254. Sizes are whole
     * pixels, which moves the middle by half a pixel of the input, 1.5 levels.
     */
    @ParameterizedTest
    @CsvSource({"stored, 54, 103, 151, 200", "display, 92, 115, 139, 162"})
    void framesAreShapedAsTheyAreStoredOrShown(String pixels, int a, int b, int c, int d) throws IOException {
        int[] expected = {a, b, c, d};
        float[] input = new float[32 * 32 * 3];
        RgbFrame frame = stripes();
        new Preprocessor(Preprocessing.parse(CASE + pixels)).apply(frame, input);
        for (int quarter = 0; quarter < 4; quarter++) {
            double sum = 0;
            for (int y = 0; y < 8; y++) {
                for (int x = 0; x < 8; x++) {
                    sum += input[(y * 32 + quarter * 8 + x) * 3];
                }
            }
            assertThat(sum / 64).isCloseTo(expected[quarter], within(3.0));
        }
    }

    /** A frame with every column twice is what players show. */
    @Test
    void aFrameOfWidePixelsIsThatOfTwiceAsManySquareOnes() throws IOException {
        RgbFrame frame = stripes();
        RgbFrame twice = new RgbFrame();
        byte[] rgb = twice.resize(256, 96);
        for (int i = 0; i < 256 * 96; i++) {
            System.arraycopy(frame.rgb(), 3 * (i / 256 * 128 + i % 256 / 2), rgb, 3 * i, 3);
        }
        for (String fit : new String[] {"crop", "letterbox", "stretch"}) {
            Preprocessing preprocessing = Preprocessing.parse(CASE + "display").with("fit=" + fit);
            float[] shaped = new float[32 * 32 * 3];
            float[] shown = new float[32 * 32 * 3];
            new Preprocessor(preprocessing).apply(frame, shaped);
            new Preprocessor(preprocessing).apply(twice, shown);
            for (int i = 0; i < shaped.length; i++) {
                // A box is of whole pixels: up to one of 2 levels more.
                assertThat(shaped[i]).isCloseTo(shown[i], within(2.0f));
            }
        }
    }

    private static RgbFrame stripes() throws IOException {
        try (VideoFile video = VideoFile.open(Quadrants.file("sar2_stripes.mkv"))) {
            assertThat(video.info().pixelAspect()).hasToString("2:1");
            assertThat(video.info().displayWidth()).isEqualTo(256);
            RgbFrame frame = new RgbFrame();
            assertThat(video.read(frame)).isTrue();
            return frame;
        }
    }

    @Test
    void thePixelsAreTurnedWithThePicture() throws IOException {
        Path file = Remux.write(Quadrants.file("rot90noise.mp4"), folder.resolve("wide.mp4"), "mp4", "null", stream -> {
            AVRational aspect = stream.sample_aspect_ratio();
            aspect.num(4).den(3);
            stream.codecpar().sample_aspect_ratio().num(4).den(3);
        });
        try (VideoFile video = VideoFile.open(file)) {
            assertThat(video.info().pixelAspect()).hasToString("3:4");
            assertThat(video.info().displayWidth()).isEqualTo(72);
            RgbFrame frame = new RgbFrame();
            assertThat(video.read(frame)).isTrue();
            assertThat(frame.pixelAspect()).isEqualTo(video.info().pixelAspect());
        }
        assertThat(VideoProbe.probe(new VideoLocation.Local(file), false).info().pixelAspect())
                .hasToString("3:4");
    }

    @Test
    void whatTheCodecSaysCountsWhereTheContainerSaysNothing() throws IOException {
        Path file = Remux.write(
                Quadrants.file("rot90noise.mp4"),
                folder.resolve("raw.h264"),
                "h264",
                "h264_mp4toannexb,h264_metadata=sample_aspect_ratio=16/11",
                stream -> {});
        try (VideoFile video = VideoFile.open(file)) {
            assertThat(video.info().pixelAspect()).hasToString("16:11");
        }
    }

    @ParameterizedTest
    @CsvSource({
        // 720x576 of 16:11 is shown as 1047x576.
        "crop, 720, 576, 16, 11, 407, 224, 92, 0, 224, 224",
        "letterbox, 720, 576, 16, 11, 224, 123, 0, 0, 224, 123",
        "stretch, 720, 576, 16, 11, 224, 224, 0, 0, 224, 224",
        "crop, 720, 576, 1, 1, 280, 224, 28, 0, 224, 224"
    })
    void theResizeIsToTheShapeThatIsShown(
            String fit,
            int width,
            int height,
            int across,
            int down,
            int resizedWidth,
            int resizedHeight,
            int left,
            int top,
            int copiedWidth,
            int copiedHeight) {
        Preprocessing preprocessing = Preprocessing.parse("fit=" + fit + ",pixels=display");
        ResizeGeometry geometry = ResizeGeometry.of(preprocessing, width, height, new PixelAspect(across, down));
        assertThat(geometry.resizedWidth()).isEqualTo(resizedWidth);
        assertThat(geometry.resizedHeight()).isEqualTo(resizedHeight);
        assertThat(geometry.cropLeft()).isEqualTo(left);
        assertThat(geometry.cropTop()).isEqualTo(top);
        assertThat(geometry.copiedWidth()).isEqualTo(copiedWidth);
        assertThat(geometry.copiedHeight()).isEqualTo(copiedHeight);
        assertThat(ResizeGeometry.of(preprocessing.with("pixels=stored"), width, height, new PixelAspect(across, down)))
                .isEqualTo(ResizeGeometry.of(preprocessing, width, height));
    }

    @Test
    void masksMayBeOfTheShapeThatIsShown() throws VideoException {
        RgbFrame frame = new RgbFrame();
        frame.resize(128, 96);
        frame.pixelAspect(new PixelAspect(2, 1));
        RgbFrame black = new RgbFrame();
        black.resize(256, 96);
        Preprocessor preprocessor =
                new Preprocessor(Preprocessing.parse("size=8x8,pixels=display"), PixelMask.of("mask", black));
        preprocessor.prepare(frame);
    }

    @Test
    void theChoiceIsWrittenAndReadAgain() {
        Preprocessing display = Preprocessing.IMAGENET.with("pixels=display");
        assertThat(Preprocessing.parse(display.toString())).isEqualTo(display);
        assertThat(display.toString()).endsWith("pixels=display");
        assertThat(display.describe()).contains("shaped as displayed");
        assertThat(display.forInputSize(224, 224).pixels()).isEqualTo(Preprocessing.Pixels.DISPLAY);
    }
}
