package dev.frogeye.comparison;

/**
 * Pearson's correlation of pairs that arrive in batches. Each batch is centred by its own means and merged after Chan,
 * Golub and LeVeque (1983), so that common offsets cancel nothing.
 */
final class Correlation {
    private long count;
    private double meanX;
    private double meanY;
    private double squaresX;
    private double squaresY;
    private double products;

    /**
     * Adds the changes of two vectors from one frame to the next: {@code x - previousX} beside {@code y - previousY}, all
     * values. None of them is changed.
     */
    void addChanges(float[] x, float[] previousX, float[] y, float[] previousY) {
        int n = x.length;
        double sumX = 0;
        double sumY = 0;
        for (int i = 0; i < n; i++) {
            sumX += (double) x[i] - previousX[i];
            sumY += (double) y[i] - previousY[i];
        }
        double batchX = sumX / n;
        double batchY = sumY / n;
        double xx = 0;
        double yy = 0;
        double xy = 0;
        for (int i = 0; i < n; i++) {
            double dx = (double) x[i] - previousX[i] - batchX;
            double dy = (double) y[i] - previousY[i] - batchY;
            xx += dx * dx;
            yy += dy * dy;
            xy += dx * dy;
        }
        merge(n, batchX, batchY, xx, yy, xy);
    }

    private void merge(int n, double batchX, double batchY, double xx, double yy, double xy) {
        long all = count + n;
        double dx = batchX - meanX;
        double dy = batchY - meanY;
        double weight = (double) count * n / all;
        squaresX += xx + dx * dx * weight;
        squaresY += yy + dy * dy * weight;
        products += xy + dx * dy * weight;
        meanX += dx * n / all;
        meanY += dy * n / all;
        count = all;
    }

    /** From -1 to 1; NaN where one of the two is constant, or nothing was added. */
    double value() {
        if (squaresX == 0 || squaresY == 0) {
            return Double.NaN;
        }
        return products / (Math.sqrt(squaresX) * Math.sqrt(squaresY));
    }
}
