package dev.frogeye.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ420P;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;

import java.io.IOException;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RgbConverterTest {
    private static final int WIDTH = 38;
    private static final int HEIGHT = 6;
    private static final int FULL = 2;
    private static final int LIMITED = 1;

    /** Colour space as numbered by H.273 (1 BT.709, 2 undeclared, 6 BT.601, 9 BT.2020) and its luma weights. */
    @ParameterizedTest
    @CsvSource({
        "1, 1, 0.2126, 0.0722",
        "1, 2, 0.2126, 0.0722",
        "2, 1, 0.299, 0.114",
        "2, 0, 0.299, 0.114",
        "6, 1, 0.299, 0.114",
        "6, 2, 0.299, 0.114",
        "9, 1, 0.2627, 0.0593"
    })
    void honoursTheDeclaredMatrixAndRange(int space, int range, double red, double blue) throws IOException {
        FfmpegLog.install();
        int[][] colours = {
            {16, 128, 128}, {235, 128, 128}, {126, 128, 128}, {81, 90, 200}, {145, 60, 40}, {100, 200, 110}
        };
        for (int[] yuv : colours) {
            byte[] rgb = convert(AV_PIX_FMT_YUV420P, space, range, yuv);
            double[] expected = definition(yuv, range == FULL, red, blue);
            for (int i = 0; i < rgb.length; i++) {
                assertThat((double) (rgb[i] & 0xff)).isCloseTo(expected[i % 3], within(1.0));
            }
        }
    }

    @Test
    void theOldFullRangeFormatIsFullRange() throws IOException {
        FfmpegLog.install();
        assertThat(convert(AV_PIX_FMT_YUVJ420P, 6, FULL, new int[] {7, 128, 128}))
                .containsOnly(7);
        assertThat(convert(AV_PIX_FMT_YUV420P, 6, LIMITED, new int[] {16, 128, 128}))
                .containsOnly(0);
    }

    private static byte[] convert(int format, int space, int range, int[] yuv) throws IOException {
        AVFrame frame = av_frame_alloc();
        try (RgbConverter converter = new RgbConverter()) {
            frame.width(WIDTH).height(HEIGHT).format(format).colorspace(space).color_range(range);
            av_frame_get_buffer(frame, 0);
            for (int plane = 0; plane < 3; plane++) {
                int rows = plane == 0 ? HEIGHT : HEIGHT / 2;
                for (int i = 0; i < rows * frame.linesize(plane); i++) {
                    frame.data(plane).put(i, (byte) yuv[plane]);
                }
            }
            RgbFrame into = new RgbFrame();
            PictureGeometry shown = new PictureGeometry(WIDTH, HEIGHT, Orientation.UPRIGHT, PixelAspect.SQUARE);
            converter.convert(frame, shown, into);
            assertThat(into.width()).isEqualTo(WIDTH);
            assertThat(into.rgb()).hasSize(3 * WIDTH * HEIGHT);
            return into.rgb();
        } finally {
            av_frame_free(frame);
            frame.close();
        }
    }

    /** The standards' equations in double precision. */
    private static double[] definition(int[] yuv, boolean isFull, double red, double blue) {
        double y = isFull ? yuv[0] / 255.0 : (yuv[0] - 16) / 219.0;
        double u = (yuv[1] - 128) / (isFull ? 255.0 : 224.0);
        double v = (yuv[2] - 128) / (isFull ? 255.0 : 224.0);
        double r = y + 2 * (1 - red) * v;
        double b = y + 2 * (1 - blue) * u;
        double g = (y - red * r - blue * b) / (1 - red - blue);
        return new double[] {level(r), level(g), level(b)};
    }

    private static double level(double value) {
        return Math.max(0, Math.min(255, Math.round(255 * value)));
    }
}
