package dev.frogeye.kernel;

import static dev.frogeye.kernel.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;

/** {@link Kernels#scatter} on vectors. */
final class VectorScatter {
    private static final int LANES = Lanes.COUNT;

    private VectorScatter() {}

    /**
     * Four spikes at a time, so that accumulators are loaded and stored a quarter as often, and all stretches for each
     * four: how many spikes a pixel has can't be foreseen, and is asked once this way.
     */
    static void scatter(
            int[] position,
            float[] value,
            int from,
            int to,
            int firstPosition,
            ScatterWeights weights,
            float[] accumulators,
            Stretches stretches) {
        float[] data = weights.data();
        int stride = weights.channelStride();
        int s = from;
        for (; s + 4 <= to; s += 4) {
            int w0 = (position[s] - firstPosition) * stride;
            int w1 = (position[s + 1] - firstPosition) * stride;
            int w2 = (position[s + 2] - firstPosition) * stride;
            int w3 = (position[s + 3] - firstPosition) * stride;
            for (int i = 0; i < stretches.count; i++) {
                int w = stretches.weightsAt[i];
                int at = stretches.at[i];
                scatter4(data, w + w0, w + w1, w + w2, w + w3, value, s, accumulators, at, stretches.length[i]);
            }
        }
        if (s + 2 <= to) {
            int w0 = (position[s] - firstPosition) * stride;
            int w1 = (position[s + 1] - firstPosition) * stride;
            for (int i = 0; i < stretches.count; i++) {
                int w = stretches.weightsAt[i];
                scatter2(data, w + w0, w + w1, value, s, accumulators, stretches.at[i], stretches.length[i]);
            }
            s += 2;
        }
        if (s < to) {
            int w0 = (position[s] - firstPosition) * stride;
            for (int i = 0; i < stretches.count; i++) {
                int w = stretches.weightsAt[i];
                scatter1(data, w + w0, value, s, accumulators, stretches.at[i], stretches.length[i]);
            }
        }
    }

    private static void scatter4(
            float[] weights, int w0, int w1, int w2, int w3, float[] value, int s, float[] sums, int at, int length) {
        FloatVector spike0 = FloatVector.broadcast(SPECIES, value[s]);
        FloatVector spike1 = FloatVector.broadcast(SPECIES, value[s + 1]);
        FloatVector spike2 = FloatVector.broadcast(SPECIES, value[s + 2]);
        FloatVector spike3 = FloatVector.broadcast(SPECIES, value[s + 3]);
        for (int i = 0; i < length; i += LANES) {
            FloatVector.fromArray(SPECIES, sums, at + i)
                    .add(FloatVector.fromArray(SPECIES, weights, w0 + i).mul(spike0))
                    .add(FloatVector.fromArray(SPECIES, weights, w1 + i).mul(spike1))
                    .add(FloatVector.fromArray(SPECIES, weights, w2 + i).mul(spike2))
                    .add(FloatVector.fromArray(SPECIES, weights, w3 + i).mul(spike3))
                    .intoArray(sums, at + i);
        }
    }

    private static void scatter2(
            float[] weights, int w0, int w1, float[] value, int s, float[] sums, int at, int length) {
        FloatVector spike0 = FloatVector.broadcast(SPECIES, value[s]);
        FloatVector spike1 = FloatVector.broadcast(SPECIES, value[s + 1]);
        for (int i = 0; i < length; i += LANES) {
            FloatVector.fromArray(SPECIES, sums, at + i)
                    .add(FloatVector.fromArray(SPECIES, weights, w0 + i).mul(spike0))
                    .add(FloatVector.fromArray(SPECIES, weights, w1 + i).mul(spike1))
                    .intoArray(sums, at + i);
        }
    }

    private static void scatter1(float[] weights, int w0, float[] value, int s, float[] sums, int at, int length) {
        FloatVector spike0 = FloatVector.broadcast(SPECIES, value[s]);
        for (int i = 0; i < length; i += LANES) {
            FloatVector.fromArray(SPECIES, sums, at + i)
                    .add(FloatVector.fromArray(SPECIES, weights, w0 + i).mul(spike0))
                    .intoArray(sums, at + i);
        }
    }
}
