package dev.frogeye.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_RGB24;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PixelMaskTest {
    @TempDir
    private Path folder;

    /** Black where {@code x < blackColumns}, else white. */
    private static RgbFrame leftBlack(int width, int height, int blackColumns) {
        RgbFrame frame = new RgbFrame();
        byte[] rgb = frame.resize(width, height);
        for (int i = 0; i < width * height; i++) {
            Arrays.fill(rgb, 3 * i, 3 * i + 3, (byte) (i % width < blackColumns ? 0 : 255));
        }
        return frame;
    }

    private static RgbFrame noise(int width, int height) {
        RgbFrame frame = new RgbFrame();
        byte[] rgb = frame.resize(width, height);
        new Random(3).nextBytes(rgb);
        return frame;
    }

    @ParameterizedTest
    @CsvSource({
        // specification, frame, mask and its black columns; first and end column of the input that is 0
        "'size=8x8,fit=stretch', 16, 16, 16, 16, 8, 0, 4",
        "'size=8x8,fit=stretch', 64, 48, 640, 480, 320, 0, 4",
        "'size=8x8,fit=stretch', 64, 48, 640, 480, 359, 0, 4",
        "'size=8x8,fit=stretch', 64, 48, 640, 480, 361, 0, 5",
        "'size=8x8,fit=stretch', 64, 48, 4, 3, 1, 0, 2",
        "'size=8x8,fit=crop', 16, 8, 16, 8, 8, 0, 4",
        "'size=8x8,fit=crop', 16, 8, 32, 16, 10, 0, 1",
        "'size=16x16,fit=crop,crop_pct=0.5', 32, 32, 32, 32, 16, 0, 8",
        "'size=16x16,fit=letterbox', 8, 16, 8, 16, 4, 4, 8",
        "'size=8x8', 8, 8, 8, 8, 0, 0, 0",
    })
    void maskedPixelsAreZeroAndTheOthersAsWithoutAMask(
            String specification, int width, int height, int maskWidth, int maskHeight, int black, int from, int to) {
        Preprocessing preprocessing = Preprocessing.parse(specification + ",mean=0.3,std=0.2");
        PixelMask mask = PixelMask.of("mask", leftBlack(maskWidth, maskHeight, black));
        float[] plain = new float[3 * preprocessing.width() * preprocessing.height()];
        float[] masked = plain.clone();
        RgbFrame frame = noise(width, height);
        new Preprocessor(preprocessing).apply(frame, plain);
        new Preprocessor(preprocessing, mask).apply(frame, masked);
        for (int i = 0; i < masked.length; i++) {
            int x = i / 3 % preprocessing.width();
            boolean isMasked = x >= from && x < to;
            assertThat(masked[i]).as("value %d, column %d", i, x).isEqualTo(isMasked ? 0 : plain[i]);
        }
    }

    @Test
    void aMaskOfAnotherShapeIsRefusedNamingBothSizes() {
        Preprocessor preprocessor =
                new Preprocessor(Preprocessing.parse("size=8x8"), PixelMask.of("m.png", leftBlack(16, 9, 4)));
        assertThatThrownBy(() -> preprocessor.prepare(noise(640, 480)))
                .isInstanceOfSatisfying(
                        VideoException.class, e -> assertThat(e.code()).isEqualTo(VideoException.Code.MASK_MISMATCH))
                .hasMessageContaining("m.png")
                .hasMessageContaining("16x9")
                .hasMessageContaining("640x480");
        assertThatThrownBy(() -> preprocessor.apply(noise(640, 480), new float[192]))
                .isInstanceOf(UncheckedIOException.class)
                .hasCauseInstanceOf(VideoException.class);
    }

    @ParameterizedTest
    @CsvSource({"1920, 1080, 960, 540", "1920, 1080, 299, 168", "854, 480, 1920, 1080", "63, 47, 127, 94"})
    void roundedSizesAreTheSameShape(int width, int height, int maskWidth, int maskHeight) throws VideoException {
        Preprocessor preprocessor = new Preprocessor(
                Preprocessing.parse("size=8x8"), PixelMask.of("mask", leftBlack(maskWidth, maskHeight, 1)));
        preprocessor.prepare(noise(width, height));
    }

    @Test
    void aNewGeometryMovesTheMask() {
        Preprocessing preprocessing = Preprocessing.parse("size=8x8,fit=letterbox");
        Preprocessor preprocessor = new Preprocessor(preprocessing, PixelMask.of("mask", leftBlack(8, 8, 4)));
        float[] first = new float[192];
        float[] again = new float[192];
        preprocessor.apply(noise(16, 16), first);
        preprocessor.apply(noise(24, 24), again);
        preprocessor.apply(noise(16, 16), again);
        assertThat(again).isEqualTo(first);
    }

    @Test
    void masksAreReadFromPictures() throws IOException {
        Path png = folder.resolve("mask.png");
        writeGreyPng(png, 6, 2, new int[] {0, 127, 128, 255, 255, 0, 255, 255, 255, 255, 255, 255});
        PixelMask mask = PixelMask.read(png);
        assertThat(mask.width()).isEqualTo(6);
        assertThat(mask.height()).isEqualTo(2);
        float[] values = new float[36];
        Preprocessor preprocessor = new Preprocessor(Preprocessing.parse("size=6x2,fit=stretch,mean=-1"), mask);
        preprocessor.apply(noise(6, 2), values);
        for (int i = 0; i < 12; i++) {
            assertThat(values[3 * i] == 0).as("pixel %d", i).isEqualTo(i == 0 || i == 1 || i == 5);
        }
        Path rgb =
                OddWriter.write(folder.resolve("rgb.png"), OddWriter.format("image2pipe", "png", AV_PIX_FMT_RGB24), 0);
        assertThat(PixelMask.read(rgb).width()).isEqualTo(64);
        Path text = Files.writeString(folder.resolve("text.png"), "no picture");
        assertThatThrownBy(() -> PixelMask.read(text)).isInstanceOf(VideoException.class);
    }

    @Test
    void aVideoIsNoMask() throws IOException {
        Path video = Clips.write(folder.resolve("clip.mkv"), 0, Clips.every(40_000, 3));
        assertThatThrownBy(() -> PixelMask.read(video))
                .isInstanceOfSatisfying(
                        VideoException.class, e -> assertThat(e.code()).isEqualTo(VideoException.Code.MASK_MISMATCH))
                .hasMessage(video + " is a video; give a picture");
    }

    @Test
    void aMaskMustLeaveSomething() throws IOException {
        Path png = folder.resolve("black.png");
        writeGreyPng(png, 2, 2, new int[] {0, 127, 0, 20});
        assertThatThrownBy(() -> PixelMask.read(png))
                .isInstanceOfSatisfying(
                        VideoException.class, e -> assertThat(e.code()).isEqualTo(VideoException.Code.MASK_MISMATCH))
                .hasMessage(png + " masks everything; what is black is left out");
        writeGreyPng(png, 2, 2, new int[] {0, 127, 128, 20});
        assertThat(PixelMask.read(png).width()).isEqualTo(2);
    }

    /** The three chunks of a grey PNG of 8 bits. */
    private static void writeGreyPng(Path file, int width, int height, int[] levels) throws IOException {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        png.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        DataOutputStream fields = new DataOutputStream(header);
        fields.writeInt(width);
        fields.writeInt(height);
        fields.write(new byte[] {8, 0, 0, 0, 0});
        chunk(png, "IHDR", header.toByteArray());
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        try (DeflaterOutputStream packed = new DeflaterOutputStream(data)) {
            for (int y = 0; y < height; y++) {
                packed.write(0);
                for (int x = 0; x < width; x++) {
                    packed.write(levels[y * width + x]);
                }
            }
        }
        chunk(png, "IDAT", data.toByteArray());
        chunk(png, "IEND", new byte[0]);
        Files.write(file, png.toByteArray());
    }

    private static void chunk(ByteArrayOutputStream png, String type, byte[] data) throws IOException {
        ByteArrayOutputStream typed = new ByteArrayOutputStream();
        typed.writeBytes(type.getBytes(StandardCharsets.US_ASCII));
        typed.writeBytes(data);
        CRC32 crc = new CRC32();
        crc.update(typed.toByteArray());
        DataOutputStream out = new DataOutputStream(png);
        out.writeInt(data.length);
        out.write(typed.toByteArray());
        out.writeInt((int) crc.getValue());
    }
}
