package dev.frogeye.kernel;

import static dev.frogeye.kernel.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;

/**
 * {@link Kernels#multiplyRows} on vectors: sums of four pixels by one or two vectors of channels stay in registers, so that
 * a weight is loaded once for four products. The methods differ in how many registers; Java has no parameter for that.
 */
final class VectorWindows {
    private static final int LANES = Lanes.COUNT;

    private VectorWindows() {}

    static void multiplyRows(TapRun run) {
        int i = 0;
        for (; i + 2 * LANES <= run.length; i += 2 * LANES) {
            int pixel = 0;
            for (; pixel + 4 <= run.pixels; pixel += 4) {
                multiply4By2(run, pixel, i);
            }
            for (; pixel < run.pixels; pixel++) {
                multiply1By2(run, pixel, i);
            }
        }
        for (; i < run.length; i += LANES) {
            int pixel = 0;
            for (; pixel + 4 <= run.pixels; pixel += 4) {
                multiply4By1(run, pixel, i);
            }
            for (; pixel < run.pixels; pixel++) {
                multiply1By1(run, pixel, i);
            }
        }
    }

    private static void multiply4By2(TapRun run, int pixel, int i) {
        float[] source = run.source;
        float[] weights = run.weights;
        float[] sums = run.sums;
        int pixelStep = run.pixelStep;
        int y0 = run.sumsAt + pixel * run.sumStep + i;
        int y1 = y0 + run.sumStep;
        int y2 = y1 + run.sumStep;
        int y3 = y2 + run.sumStep;
        FloatVector sum00 = FloatVector.fromArray(SPECIES, sums, y0);
        FloatVector sum01 = FloatVector.fromArray(SPECIES, sums, y0 + LANES);
        FloatVector sum10 = FloatVector.fromArray(SPECIES, sums, y1);
        FloatVector sum11 = FloatVector.fromArray(SPECIES, sums, y1 + LANES);
        FloatVector sum20 = FloatVector.fromArray(SPECIES, sums, y2);
        FloatVector sum21 = FloatVector.fromArray(SPECIES, sums, y2 + LANES);
        FloatVector sum30 = FloatVector.fromArray(SPECIES, sums, y3);
        FloatVector sum31 = FloatVector.fromArray(SPECIES, sums, y3 + LANES);
        int x = run.sourceAt + pixel * pixelStep;
        int w = run.weightsAt + i;
        for (int tap = 0; tap < run.taps; tap++, x += run.tapStep, w += run.weightStep) {
            FloatVector w0 = FloatVector.fromArray(SPECIES, weights, w);
            FloatVector w1 = FloatVector.fromArray(SPECIES, weights, w + LANES);
            FloatVector value0 = FloatVector.broadcast(SPECIES, source[x]);
            FloatVector value1 = FloatVector.broadcast(SPECIES, source[x + pixelStep]);
            FloatVector value2 = FloatVector.broadcast(SPECIES, source[x + 2 * pixelStep]);
            FloatVector value3 = FloatVector.broadcast(SPECIES, source[x + 3 * pixelStep]);
            sum00 = sum00.add(w0.mul(value0));
            sum01 = sum01.add(w1.mul(value0));
            sum10 = sum10.add(w0.mul(value1));
            sum11 = sum11.add(w1.mul(value1));
            sum20 = sum20.add(w0.mul(value2));
            sum21 = sum21.add(w1.mul(value2));
            sum30 = sum30.add(w0.mul(value3));
            sum31 = sum31.add(w1.mul(value3));
        }
        sum00.intoArray(sums, y0);
        sum01.intoArray(sums, y0 + LANES);
        sum10.intoArray(sums, y1);
        sum11.intoArray(sums, y1 + LANES);
        sum20.intoArray(sums, y2);
        sum21.intoArray(sums, y2 + LANES);
        sum30.intoArray(sums, y3);
        sum31.intoArray(sums, y3 + LANES);
    }

    private static void multiply4By1(TapRun run, int pixel, int i) {
        float[] source = run.source;
        float[] weights = run.weights;
        float[] sums = run.sums;
        int pixelStep = run.pixelStep;
        int y0 = run.sumsAt + pixel * run.sumStep + i;
        int y1 = y0 + run.sumStep;
        int y2 = y1 + run.sumStep;
        int y3 = y2 + run.sumStep;
        FloatVector sum0 = FloatVector.fromArray(SPECIES, sums, y0);
        FloatVector sum1 = FloatVector.fromArray(SPECIES, sums, y1);
        FloatVector sum2 = FloatVector.fromArray(SPECIES, sums, y2);
        FloatVector sum3 = FloatVector.fromArray(SPECIES, sums, y3);
        int x = run.sourceAt + pixel * pixelStep;
        int w = run.weightsAt + i;
        for (int tap = 0; tap < run.taps; tap++, x += run.tapStep, w += run.weightStep) {
            FloatVector w0 = FloatVector.fromArray(SPECIES, weights, w);
            sum0 = sum0.add(w0.mul(source[x]));
            sum1 = sum1.add(w0.mul(source[x + pixelStep]));
            sum2 = sum2.add(w0.mul(source[x + 2 * pixelStep]));
            sum3 = sum3.add(w0.mul(source[x + 3 * pixelStep]));
        }
        sum0.intoArray(sums, y0);
        sum1.intoArray(sums, y1);
        sum2.intoArray(sums, y2);
        sum3.intoArray(sums, y3);
    }

    private static void multiply1By2(TapRun run, int pixel, int i) {
        float[] source = run.source;
        float[] weights = run.weights;
        float[] sums = run.sums;
        int y = run.sumsAt + pixel * run.sumStep + i;
        FloatVector sum0 = FloatVector.fromArray(SPECIES, sums, y);
        FloatVector sum1 = FloatVector.fromArray(SPECIES, sums, y + LANES);
        int x = run.sourceAt + pixel * run.pixelStep;
        int w = run.weightsAt + i;
        for (int tap = 0; tap < run.taps; tap++, x += run.tapStep, w += run.weightStep) {
            FloatVector value = FloatVector.broadcast(SPECIES, source[x]);
            sum0 = sum0.add(FloatVector.fromArray(SPECIES, weights, w).mul(value));
            sum1 = sum1.add(FloatVector.fromArray(SPECIES, weights, w + LANES).mul(value));
        }
        sum0.intoArray(sums, y);
        sum1.intoArray(sums, y + LANES);
    }

    private static void multiply1By1(TapRun run, int pixel, int i) {
        float[] source = run.source;
        float[] weights = run.weights;
        float[] sums = run.sums;
        int y = run.sumsAt + pixel * run.sumStep + i;
        FloatVector sum = FloatVector.fromArray(SPECIES, sums, y);
        int x = run.sourceAt + pixel * run.pixelStep;
        int w = run.weightsAt + i;
        for (int tap = 0; tap < run.taps; tap++, x += run.tapStep, w += run.weightStep) {
            sum = sum.add(FloatVector.fromArray(SPECIES, weights, w).mul(source[x]));
        }
        sum.intoArray(sums, y);
    }
}
