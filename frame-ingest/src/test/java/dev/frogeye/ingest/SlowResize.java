package dev.frogeye.ingest;

import java.util.function.DoubleUnaryOperator;

/**
 * Antialiased resize straight from its published definition, in double precision: each output is the mean of the input
 * pixels weighted by a kernel that is centred on the output's position in the input and as much wider as the picture is
 * reduced, never narrower. First along rows, rounded to whole levels, then along columns.
 */
final class SlowResize {
    private final DoubleUnaryOperator kernel;
    private final boolean widens;

    private SlowResize(DoubleUnaryOperator kernel, boolean widens) {
        this.kernel = kernel;
        this.widens = widens;
    }

    static SlowResize of(Resampling filter) {
        return switch (filter) {
            case NEAREST -> new SlowResize(x -> x > -0.5 && x <= 0.5 ? 1 : 0, false);
            case BOX -> new SlowResize(x -> x > -0.5 && x <= 0.5 ? 1 : 0, true);
            case BILINEAR -> new SlowResize(x -> Math.max(0, 1 - Math.abs(x)), true);
            case HAMMING ->
                new SlowResize(x -> Math.abs(x) < 1 ? sinc(x) * (0.54f + 0.46f * Math.cos(Math.PI * x)) : 0, true);
            case BICUBIC -> new SlowResize(x -> keys(Math.abs(x)), true);
            case LANCZOS -> new SlowResize(x -> Math.abs(x) < 3 ? sinc(x) * sinc(x / 3) : 0, true);
        };
    }

    /** Keys 1981 with a = -1/2. */
    private static double keys(double x) {
        if (x < 1) {
            return 1.5 * x * x * x - 2.5 * x * x + 1;
        }
        return x < 2 ? -0.5 * x * x * x + 2.5 * x * x - 4 * x + 2 : 0;
    }

    private static double sinc(double x) {
        return x == 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
    }

    /** Levels 0 to 255 as double, packed RGB. */
    double[] resize(byte[] rgb, int width, int height, int toWidth, int toHeight) {
        double[] levels = new double[rgb.length];
        for (int i = 0; i < rgb.length; i++) {
            levels[i] = rgb[i] & 0xff;
        }
        double[] rows = new double[height * toWidth * 3];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < toWidth; x++) {
                for (int c = 0; c < 3; c++) {
                    rows[3 * (y * toWidth + x) + c] = mean(levels, 3 * y * width + c, 3, x, width, toWidth);
                }
            }
        }
        double[] result = new double[toHeight * toWidth * 3];
        for (int y = 0; y < toHeight; y++) {
            for (int i = 0; i < toWidth * 3; i++) {
                result[y * toWidth * 3 + i] = mean(rows, i, toWidth * 3, y, height, toHeight);
            }
        }
        return result;
    }

    private double mean(double[] levels, int start, int step, int to, int size, int toSize) {
        double scale = (double) size / toSize;
        double centre = (to + 0.5) * scale;
        double width = widens ? Math.max(1, scale) : 1;
        double sum = 0;
        double total = 0;
        // Generous bounds of where the weight is not 0.
        int end = Math.min(size, (int) (centre + 3 * width) + 2);
        for (int from = Math.max(0, (int) (centre - 3 * width) - 2); from < end; from++) {
            double weight = kernel.applyAsDouble((from + 0.5 - centre) / width);
            sum += weight * levels[start + from * step];
            total += weight;
        }
        return Math.max(0, Math.min(255, Math.floor(sum / total + 0.5)));
    }
}
