package dev.frogeye.model;

/**
 * The error function {@code 2 / sqrt(pi) * integral of exp(-t^2) from 0 to x}, to a relative error below 1e-9.
 *
 * <p>Its values at the points of a grid come from the series 7.1.6 of Abramowitz and Stegun's Handbook of Mathematical
 * Functions, whose terms are all positive; between them its Taylor polynomial of degree 5 is evaluated, whose
 * coefficients are Hermite polynomials (7.1.19).
 */
final class ErrorFunction {
    private static final int POINTS_PER_UNIT = 32;
    /** Beyond it the function is 1 to double precision. */
    private static final int LIMIT = 6;

    private static final double[] VALUE = new double[LIMIT * POINTS_PER_UNIT + 1];
    private static final double[] SLOPE = new double[VALUE.length];

    static {
        for (int i = 0; i < VALUE.length; i++) {
            double x = (double) i / POINTS_PER_UNIT;
            SLOPE[i] = 2 / Math.sqrt(Math.PI) * Math.exp(-x * x);
            double term = x;
            double sum = x;
            for (int n = 1; term > sum * 1e-17; n++) {
                term *= 2 * x * x / (2 * n + 1);
                sum += term;
            }
            VALUE[i] = SLOPE[i] * sum;
        }
    }

    private ErrorFunction() {}

    static double erf(double x) {
        double distance = Math.abs(x);
        if (!(distance < LIMIT)) {
            return Double.isNaN(x) ? x : Math.signum(x);
        }
        int point = (int) (distance * POINTS_PER_UNIT + 0.5);
        double a = (double) point / POINTS_PER_UNIT;
        double h = distance - a;
        double square = a * a;
        double c2 = (2 * square - 1) / 3;
        double c3 = a * (2 * square - 3) / 6;
        double c4 = ((4 * square - 12) * square + 3) / 30;
        double polynomial = 1 - h * (a - h * (c2 - h * (c3 - h * c4)));
        return Math.copySign(VALUE[point] + SLOPE[point] * h * polynomial, x);
    }
}
