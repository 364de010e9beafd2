package dev.frogeye.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreprocessorTest {
    /** Down, up, both, odd sizes, one pixel, no change, extreme reductions. */
    @ParameterizedTest
    @CsvSource({
        "640, 480, 341, 256",
        "1280, 720, 455, 256",
        "160, 120, 341, 256",
        "37, 53, 224, 224",
        "53, 37, 17, 91",
        "224, 224, 224, 224",
        "1, 1, 7, 5",
        "7, 5, 1, 1",
        "2, 3, 3, 2",
        "3, 2, 4, 4",
        "1000, 3, 3, 9",
        "641, 359, 299, 299"
    })
    void equalsThePublishedDefinitionWithinOneLevel(int width, int height, int toWidth, int toHeight) {
        RgbFrame frame = randomFrame(width, height, 7);
        for (Resampling filter : Resampling.values()) {
            double[] expected = SlowResize.of(filter).resize(frame.rgb(), width, height, toWidth, toHeight);
            float[] actual = levels(frame, "size=" + toWidth + "x" + toHeight + ",fit=stretch,filter=" + filter.name());
            int different = 0;
            double worst = 0;
            for (int i = 0; i < expected.length; i++) {
                worst = Math.max(worst, Math.abs(actual[i] - expected[i]));
                different += actual[i] != expected[i] ? 1 : 0;
            }
            assertThat(worst).as(filter.name()).isLessThanOrEqualTo(1);
            // Fixed point differs from double precision where a sum lies half way between two levels.
            assertThat(different).as(filter.name()).isLessThanOrEqualTo(1 + expected.length / 100);
        }
    }

    /** By hand: the kernel with a = -1/2 at quarter positions is -9, 111, 29, -3 over 128. */
    @Test
    void bicubicDoublingTakesTheWeightsOfKeys() {
        float[] actual = levels(grey(6, 1, 0, 0, 0, 128, 0, 0), "size=12x1,fit=stretch,filter=bicubic");
        float[] first = new float[12];
        for (int i = 0; i < 12; i++) {
            first[i] = actual[3 * i];
        }
        // What would be below black is black.
        assertThat(first).containsExactly(0, 0, 0, 0, 0, 29, 111, 111, 29, 0, 0, 0);
    }

    @Test
    void lanczosAndBicubicStayWithinTheLevels() {
        for (String filter : new String[] {"bicubic", "lanczos"}) {
            float[] actual =
                    levels(grey(8, 1, 0, 0, 0, 0, 255, 255, 255, 255), "size=23x1,fit=stretch,filter=" + filter);
            assertThat(actual).contains(0, 255);
            for (float level : actual) {
                assertThat(level).isBetween(0f, 255f);
            }
        }
    }

    @Test
    void aStretchedFrameMayBeCropped() {
        RgbFrame frame = randomFrame(640, 480, 9);
        float[] whole = levels(frame, "size=256x256,fit=stretch,filter=bicubic");
        float[] actual = levels(frame, "size=224x224,fit=stretch,crop_pct=0.875,filter=bicubic");
        for (int y = 0; y < 224; y++) {
            assertThat(Arrays.copyOfRange(actual, y * 672, (y + 1) * 672))
                    .containsExactly(Arrays.copyOfRange(whole, (y + 16) * 768 + 48, (y + 16) * 768 + 48 + 672));
        }
    }

    /** CRC-32 of what Pillow 12.3 makes, {@code resize(size, BILINEAR)}, of the same random bytes. */
    @ParameterizedTest
    @CsvSource({
        "640, 480, 341, 256, ead6cb34",
        "1280, 720, 455, 256, dc8276b",
        "160, 120, 341, 256, 913198ea",
        "37, 53, 224, 224, b3bfbd15",
        "53, 37, 17, 91, 9373b105",
        "224, 224, 224, 224, fdd2ab1a",
        "1, 1, 7, 5, b732e635",
        "7, 5, 1, 1, 11199145",
        "2, 3, 3, 2, 51c60ad7",
        "3, 2, 4, 4, ee9678b9",
        "1000, 3, 3, 9, 8a443122",
        "641, 359, 299, 299, a1a71b0f"
    })
    void equalsPillowToTheBit(int width, int height, int toWidth, int toHeight, String crc) {
        float[] levels = levels(randomFrame(width, height, 7), "size=" + toWidth + "x" + toHeight + ",fit=stretch");
        CRC32 sum = new CRC32();
        for (float level : levels) {
            sum.update((int) level);
        }
        assertThat(Long.toHexString(sum.getValue())).isEqualTo(crc);
    }

    @Test
    void cropEqualsCroppingTheWholeResizedFrame() {
        RgbFrame frame = randomFrame(640, 480, 8);
        double[] whole = SlowResize.of(Resampling.BILINEAR).resize(frame.rgb(), 640, 480, 341, 256);
        float[] actual = levels(frame, "size=224x224,fit=crop,crop_pct=0.875");
        double worst = 0;
        for (int y = 0; y < 224; y++) {
            for (int x = 0; x < 224 * 3; x++) {
                double expected = whole[(y + 16) * 341 * 3 + 58 * 3 + x];
                worst = Math.max(worst, Math.abs(actual[y * 224 * 3 + x] - expected));
            }
        }
        assertThat(worst).isLessThanOrEqualTo(1);
    }

    @Test
    void halvingWeighsFourNeighboursOneThreeThreeOne() {
        // Two output pixels; the first window is cut off at the border and normalised again: (3, 3, 1) / 7.
        RgbFrame frame = grey(4, 1, 0, 70, 140, 210);
        float[] actual = levels(frame, "size=2x1,fit=stretch");
        assertThat(actual[0]).isEqualTo(50); // (0 * 3 + 70 * 3 + 140) / 7
        assertThat(actual[3]).isEqualTo(160); // (70 + 140 * 3 + 210 * 3) / 7
    }

    @Test
    void doublingInterpolatesAtQuarterPositions() {
        float[] actual = levels(grey(2, 1, 0, 100), "size=4x1,fit=stretch");
        assertThat(new float[] {actual[0], actual[3], actual[6], actual[9]}).containsExactly(0, 25, 75, 100);
    }

    @Test
    void onePixelFillsEverything() {
        assertThat(levels(grey(1, 1, 77), "size=5x3,fit=stretch")).containsOnly(77);
    }

    @Test
    void aFlatFrameStaysFlatAtEveryScale() {
        for (int level : new int[] {0, 1, 127, 254, 255}) {
            RgbFrame frame = new RgbFrame();
            Arrays.fill(frame.resize(333, 211), (byte) level);
            assertThat(levels(frame, "size=100x97,fit=stretch")).containsOnly(level);
        }
    }

    @Test
    void normalisesInTheOrderOfTheOutputChannels() {
        RgbFrame frame = new RgbFrame();
        byte[] rgb = frame.resize(1, 1);
        rgb[0] = (byte) 200;
        rgb[1] = 100;
        rgb[2] = 50;
        float[] values = new float[3];
        new Preprocessor(Preprocessing.parse("size=1x1,scale=0.5,mean=1/2/3,std=4/5/6")).apply(frame, values);
        assertThat(values).containsExactly(99 / 4f, 48 / 5f, 22 / 6f);
        new Preprocessor(Preprocessing.parse("size=1x1,scale=0.5,mean=1/2/3,std=4/5/6,order=bgr")).apply(frame, values);
        assertThat(values).containsExactly(24 / 4f, 48 / 5f, 97 / 6f);
    }

    @Test
    void letterboxBarsAreBlackPixels() {
        RgbFrame frame = grey(2, 1, 255, 255);
        float[] values = new float[2 * 4 * 3];
        Arrays.fill(values, Float.NaN);
        new Preprocessor(Preprocessing.parse("size=2x4,fit=letterbox,mean=0.5,std=0.5")).apply(frame, values);
        // Bars of 3 rows, the odd one below: half to even, like the crop.
        assertThat(Arrays.copyOfRange(values, 0, 12)).containsOnly(-1);
        assertThat(Arrays.copyOfRange(values, 12, 18)).containsOnly(1);
        assertThat(Arrays.copyOfRange(values, 18, 24)).containsOnly(-1);
    }

    @Test
    void followsAChangeOfGeometry() {
        Preprocessor preprocessor = new Preprocessor(Preprocessing.IMAGENET);
        float[] before = new float[224 * 224 * 3];
        float[] after = new float[224 * 224 * 3];
        RgbFrame large = randomFrame(640, 480, 1);
        preprocessor.apply(large, before);
        preprocessor.apply(randomFrame(320, 240, 2), after);
        preprocessor.apply(large, after);
        assertThat(after).isEqualTo(before);
    }

    @Test
    void rejectsADestinationOfAnotherSize() {
        Preprocessor preprocessor = new Preprocessor(Preprocessing.IMAGENET);
        assertThatThrownBy(() -> preprocessor.apply(randomFrame(8, 8, 1), new float[10]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("10")
                .hasMessageContaining("150528");
        assertThatThrownBy(() -> preprocessor.apply(new RgbFrame(), new float[150528]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("empty");
    }

    /** Vectors are objects until the compiler has turned them into registers; in steady state there are none. */
    @Test
    void allocatesNothingForFurtherFrames() {
        com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        Preprocessor preprocessor = new Preprocessor(Preprocessing.IMAGENET);
        RgbFrame frame = randomFrame(320, 240, 1);
        float[] input = new float[224 * 224 * 3];
        int frames = 50;
        long allocated = Long.MAX_VALUE;
        for (int round = 0; round < 200 && allocated >= frames * 100; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < frames; i++) {
                preprocessor.apply(frame, input);
            }
            allocated = threads.getCurrentThreadAllocatedBytes() - before;
        }
        assertThat(allocated).as("bytes for %d frames, warm", frames).isLessThan(frames * 100);
    }

    private static float[] levels(RgbFrame frame, String specification) {
        Preprocessing p = Preprocessing.parse(specification + ",scale=1");
        float[] values = new float[p.width() * p.height() * 3];
        new Preprocessor(p).apply(frame, values);
        return values;
    }

    private static RgbFrame randomFrame(int width, int height, long seed) {
        RgbFrame frame = new RgbFrame();
        new Random(seed).nextBytes(frame.resize(width, height));
        return frame;
    }

    private static RgbFrame grey(int width, int height, int... levels) {
        RgbFrame frame = new RgbFrame();
        byte[] rgb = frame.resize(width, height);
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) levels[i / 3];
        }
        return frame;
    }
}
