package dev.frogeye.kernel;

import static dev.frogeye.kernel.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;

/**
 * Sums, maxima and products of rows on vectors, three rows in a pass because most windows are three wide. They look alike
 * and stay apart: an operator that is not a constant to the compiler is a call, not an instruction.
 */
final class VectorRows {
    private static final int LANES = Lanes.COUNT;

    private VectorRows() {}

    /** {@code y[i] += a * x[i]} for {@code i < end}, a multiple of the lanes, as in all these methods. */
    static void axpy(float a, float[] x, int xAt, float[] y, int yAt, int end) {
        for (int i = 0; i < end; i += LANES) {
            FloatVector.fromArray(SPECIES, y, yAt + i)
                    .add(FloatVector.fromArray(SPECIES, x, xAt + i).mul(a))
                    .intoArray(y, yAt + i);
        }
    }

    static void multiplyAdd(
            float[] x, int xAt, int xStep, float[] w, int wAt, int wStep, int rows, float[] y, int yAt, int end) {
        int row = 0;
        for (; row + 3 <= rows; row += 3) {
            multiplyAdd3(x, xAt + row * xStep, xStep, w, wAt + row * wStep, wStep, y, yAt, end);
        }
        for (; row < rows; row++) {
            multiplyAdd1(x, xAt + row * xStep, w, wAt + row * wStep, y, yAt, end);
        }
    }

    private static void multiplyAdd3(
            float[] x, int xAt, int xStep, float[] w, int wAt, int wStep, float[] y, int yAt, int end) {
        for (int i = 0; i < end; i += LANES) {
            FloatVector x0 = FloatVector.fromArray(SPECIES, x, xAt + i);
            FloatVector x1 = FloatVector.fromArray(SPECIES, x, xAt + xStep + i);
            FloatVector x2 = FloatVector.fromArray(SPECIES, x, xAt + 2 * xStep + i);
            FloatVector.fromArray(SPECIES, y, yAt + i)
                    .add(x0.mul(FloatVector.fromArray(SPECIES, w, wAt + i)))
                    .add(x1.mul(FloatVector.fromArray(SPECIES, w, wAt + wStep + i)))
                    .add(x2.mul(FloatVector.fromArray(SPECIES, w, wAt + 2 * wStep + i)))
                    .intoArray(y, yAt + i);
        }
    }

    private static void multiplyAdd1(float[] x, int xAt, float[] w, int wAt, float[] y, int yAt, int end) {
        for (int i = 0; i < end; i += LANES) {
            FloatVector.fromArray(SPECIES, y, yAt + i)
                    .add(FloatVector.fromArray(SPECIES, x, xAt + i).mul(FloatVector.fromArray(SPECIES, w, wAt + i)))
                    .intoArray(y, yAt + i);
        }
    }

    static void add(float[] x, int xAt, int step, int rows, float[] y, int yAt, int end) {
        int row = 0;
        for (; row + 3 <= rows; row += 3) {
            add3(x, xAt + row * step, step, y, yAt, end);
        }
        for (; row < rows; row++) {
            add1(x, xAt + row * step, y, yAt, end);
        }
    }

    private static void add3(float[] x, int xAt, int step, float[] y, int yAt, int end) {
        for (int i = 0; i < end; i += LANES) {
            FloatVector.fromArray(SPECIES, y, yAt + i)
                    .add(FloatVector.fromArray(SPECIES, x, xAt + i))
                    .add(FloatVector.fromArray(SPECIES, x, xAt + step + i))
                    .add(FloatVector.fromArray(SPECIES, x, xAt + 2 * step + i))
                    .intoArray(y, yAt + i);
        }
    }

    private static void add1(float[] x, int xAt, float[] y, int yAt, int end) {
        for (int i = 0; i < end; i += LANES) {
            FloatVector.fromArray(SPECIES, y, yAt + i)
                    .add(FloatVector.fromArray(SPECIES, x, xAt + i))
                    .intoArray(y, yAt + i);
        }
    }

    static void max(float[] x, int xAt, int step, int rows, float[] y, int yAt, int end) {
        int row = 0;
        for (; row + 3 <= rows; row += 3) {
            max3(x, xAt + row * step, step, y, yAt, end);
        }
        for (; row < rows; row++) {
            max1(x, xAt + row * step, y, yAt, end);
        }
    }

    private static void max3(float[] x, int xAt, int step, float[] y, int yAt, int end) {
        for (int i = 0; i < end; i += LANES) {
            FloatVector.fromArray(SPECIES, y, yAt + i)
                    .max(FloatVector.fromArray(SPECIES, x, xAt + i))
                    .max(FloatVector.fromArray(SPECIES, x, xAt + step + i))
                    .max(FloatVector.fromArray(SPECIES, x, xAt + 2 * step + i))
                    .intoArray(y, yAt + i);
        }
    }

    private static void max1(float[] x, int xAt, float[] y, int yAt, int end) {
        for (int i = 0; i < end; i += LANES) {
            FloatVector.fromArray(SPECIES, y, yAt + i)
                    .max(FloatVector.fromArray(SPECIES, x, xAt + i))
                    .intoArray(y, yAt + i);
        }
    }
}
