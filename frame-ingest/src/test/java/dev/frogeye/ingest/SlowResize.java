package dev.frogeye.ingest;

/**
 * Antialiased bilinear resize straight from its definition, in double precision: each output is the mean of the input
 * pixels weighted by a triangle that is centred on the output's position in the input and as wide as two output pixels,
 * but never narrower than two input pixels. First along rows, rounded to whole levels, then along columns.
 */
final class SlowResize {
    private SlowResize() {}

    /** Levels 0 to 255 as double, packed RGB. */
    static double[] resize(byte[] rgb, int width, int height, int toWidth, int toHeight) {
        double[] rows = new double[height * toWidth * 3];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < toWidth; x++) {
                for (int c = 0; c < 3; c++) {
                    double sum = 0;
                    double total = 0;
                    for (int from = first(x, width, toWidth); from < end(x, width, toWidth); from++) {
                        double weight = weight(from, x, width, toWidth);
                        sum += weight * (rgb[3 * (y * width + from) + c] & 0xff);
                        total += weight;
                    }
                    rows[3 * (y * toWidth + x) + c] = Math.floor(sum / total + 0.5);
                }
            }
        }
        double[] result = new double[toHeight * toWidth * 3];
        for (int y = 0; y < toHeight; y++) {
            for (int i = 0; i < toWidth * 3; i++) {
                double sum = 0;
                double total = 0;
                for (int from = first(y, height, toHeight); from < end(y, height, toHeight); from++) {
                    double weight = weight(from, y, height, toHeight);
                    sum += weight * rows[from * toWidth * 3 + i];
                    total += weight;
                }
                result[y * toWidth * 3 + i] = Math.floor(sum / total + 0.5);
            }
        }
        return result;
    }

    /** Generous bounds of where the weight is not 0. */
    private static int first(int to, int size, int toSize) {
        double scale = (double) size / toSize;
        return Math.max(0, (int) ((to - 1) * scale) - 2);
    }

    private static int end(int to, int size, int toSize) {
        double scale = (double) size / toSize;
        return Math.min(size, (int) ((to + 2) * scale) + 3);
    }

    private static double weight(int from, int to, int size, int toSize) {
        double scale = (double) size / toSize;
        double distance = Math.abs(from + 0.5 - (to + 0.5) * scale);
        return Math.max(0, 1 - distance / Math.max(1, scale));
    }
}
