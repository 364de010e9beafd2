package dev.frogeye.kernel;

import static dev.frogeye.kernel.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;

/**
 * Sums, maxima and products of the taps of windows on vectors, three taps in a pass because most windows are three wide.
 * Pixel by pixel, as they lie in memory. The methods look alike and stay apart: an operator that is not a constant to the
 * compiler is a call, not an instruction.
 */
final class VectorTaps {
    private static final int LANES = Lanes.COUNT;

    private VectorTaps() {}

    /** {@code y[i] += a * x[i]} for {@code i < end}, a multiple of the lanes, as in all these methods. */
    static void axpy(float a, float[] x, int xAt, float[] y, int yAt, int end) {
        for (int i = 0; i < end; i += LANES) {
            FloatVector.fromArray(SPECIES, y, yAt + i)
                    .add(FloatVector.fromArray(SPECIES, x, xAt + i).mul(a))
                    .intoArray(y, yAt + i);
        }
    }

    static void add(TapRun run, int end) {
        int tap = 0;
        for (; tap + 3 <= run.taps; tap += 3) {
            add3(run, tap, end);
        }
        for (; tap < run.taps; tap++) {
            add1(run, tap, end);
        }
    }

    private static void add3(TapRun run, int tap, int end) {
        float[] source = run.source;
        float[] sums = run.sums;
        int step = run.tapStep;
        int x = run.sourceAt + tap * run.tapStep;
        int y = run.sumsAt;
        for (int pixel = 0; pixel < run.pixels; pixel++, x += run.pixelStep, y += run.sumStep) {
            for (int i = 0; i < end; i += LANES) {
                FloatVector.fromArray(SPECIES, sums, y + i)
                        .add(FloatVector.fromArray(SPECIES, source, x + i))
                        .add(FloatVector.fromArray(SPECIES, source, x + step + i))
                        .add(FloatVector.fromArray(SPECIES, source, x + 2 * step + i))
                        .intoArray(sums, y + i);
            }
        }
    }

    private static void add1(TapRun run, int tap, int end) {
        float[] source = run.source;
        float[] sums = run.sums;
        int x = run.sourceAt + tap * run.tapStep;
        int y = run.sumsAt;
        for (int pixel = 0; pixel < run.pixels; pixel++, x += run.pixelStep, y += run.sumStep) {
            for (int i = 0; i < end; i += LANES) {
                FloatVector.fromArray(SPECIES, sums, y + i)
                        .add(FloatVector.fromArray(SPECIES, source, x + i))
                        .intoArray(sums, y + i);
            }
        }
    }

    static void max(TapRun run, int end) {
        int tap = 0;
        for (; tap + 3 <= run.taps; tap += 3) {
            max3(run, tap, end);
        }
        for (; tap < run.taps; tap++) {
            max1(run, tap, end);
        }
    }

    private static void max3(TapRun run, int tap, int end) {
        float[] source = run.source;
        float[] sums = run.sums;
        int step = run.tapStep;
        int x = run.sourceAt + tap * run.tapStep;
        int y = run.sumsAt;
        for (int pixel = 0; pixel < run.pixels; pixel++, x += run.pixelStep, y += run.sumStep) {
            for (int i = 0; i < end; i += LANES) {
                FloatVector.fromArray(SPECIES, sums, y + i)
                        .max(FloatVector.fromArray(SPECIES, source, x + i))
                        .max(FloatVector.fromArray(SPECIES, source, x + step + i))
                        .max(FloatVector.fromArray(SPECIES, source, x + 2 * step + i))
                        .intoArray(sums, y + i);
            }
        }
    }

    private static void max1(TapRun run, int tap, int end) {
        float[] source = run.source;
        float[] sums = run.sums;
        int x = run.sourceAt + tap * run.tapStep;
        int y = run.sumsAt;
        for (int pixel = 0; pixel < run.pixels; pixel++, x += run.pixelStep, y += run.sumStep) {
            for (int i = 0; i < end; i += LANES) {
                FloatVector.fromArray(SPECIES, sums, y + i)
                        .max(FloatVector.fromArray(SPECIES, source, x + i))
                        .intoArray(sums, y + i);
            }
        }
    }

    static void multiplyAdd(TapRun run, int end) {
        int tap = 0;
        for (; tap + 3 <= run.taps; tap += 3) {
            multiplyAdd3(run, tap, end);
        }
        for (; tap < run.taps; tap++) {
            multiplyAdd1(run, tap, end);
        }
    }

    private static void multiplyAdd3(TapRun run, int tap, int end) {
        float[] source = run.source;
        float[] sums = run.sums;
        float[] weights = run.weights;
        int w = run.weightsAt + tap * run.weightStep;
        int w1 = w + run.weightStep;
        int w2 = w1 + run.weightStep;
        int step = run.tapStep;
        int x = run.sourceAt + tap * run.tapStep;
        int y = run.sumsAt;
        for (int pixel = 0; pixel < run.pixels; pixel++, x += run.pixelStep, y += run.sumStep) {
            for (int i = 0; i < end; i += LANES) {
                FloatVector.fromArray(SPECIES, sums, y + i)
                        .add(FloatVector.fromArray(SPECIES, source, x + i)
                                .mul(FloatVector.fromArray(SPECIES, weights, w + i)))
                        .add(FloatVector.fromArray(SPECIES, source, x + step + i)
                                .mul(FloatVector.fromArray(SPECIES, weights, w1 + i)))
                        .add(FloatVector.fromArray(SPECIES, source, x + 2 * step + i)
                                .mul(FloatVector.fromArray(SPECIES, weights, w2 + i)))
                        .intoArray(sums, y + i);
            }
        }
    }

    private static void multiplyAdd1(TapRun run, int tap, int end) {
        float[] source = run.source;
        float[] sums = run.sums;
        float[] weights = run.weights;
        int w = run.weightsAt + tap * run.weightStep;
        int x = run.sourceAt + tap * run.tapStep;
        int y = run.sumsAt;
        for (int pixel = 0; pixel < run.pixels; pixel++, x += run.pixelStep, y += run.sumStep) {
            for (int i = 0; i < end; i += LANES) {
                FloatVector.fromArray(SPECIES, sums, y + i)
                        .add(FloatVector.fromArray(SPECIES, source, x + i)
                                .mul(FloatVector.fromArray(SPECIES, weights, w + i)))
                        .intoArray(sums, y + i);
            }
        }
    }
}
