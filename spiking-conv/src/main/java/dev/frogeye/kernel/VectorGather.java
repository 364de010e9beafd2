package dev.frogeye.kernel;

import static dev.frogeye.kernel.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;

/**
 * {@link Kernels#gather} on vectors: the accumulators of a block of channels stay in registers over a run of spikes. The
 * methods differ in how many registers; Java has no parameter for that.
 */
final class VectorGather {
    private static final int LANES = Lanes.COUNT;

    private VectorGather() {}

    static void gather(
            int[] position,
            float[] value,
            int from,
            int to,
            float[] weights,
            int weightsAt,
            int width,
            float[] accumulators,
            int at) {
        int lane = 0;
        for (; lane + 8 * LANES <= width; lane += 8 * LANES) {
            gather8(position, value, from, to, weights, weightsAt + lane, width, accumulators, at + lane);
        }
        for (; lane + 4 * LANES <= width; lane += 4 * LANES) {
            gather4(position, value, from, to, weights, weightsAt + lane, width, accumulators, at + lane);
        }
        for (; lane + 2 * LANES <= width; lane += 2 * LANES) {
            gather2(position, value, from, to, weights, weightsAt + lane, width, accumulators, at + lane);
        }
        for (; lane < width; lane += LANES) {
            gather1(position, value, from, to, weights, weightsAt + lane, width, accumulators, at + lane);
        }
    }

    /**
     * A run of spikes into 8 registers of accumulators. One flat loop: JDK 17 keeps vectors in registers through it, but
     * boxes them, eight times slower, where they live across a loop around it.
     */
    private static void gather8(
            int[] position,
            float[] value,
            int from,
            int to,
            float[] weights,
            int weightsAt,
            int width,
            float[] accumulators,
            int at) {
        FloatVector sum0 = FloatVector.fromArray(SPECIES, accumulators, at);
        FloatVector sum1 = FloatVector.fromArray(SPECIES, accumulators, at + LANES);
        FloatVector sum2 = FloatVector.fromArray(SPECIES, accumulators, at + 2 * LANES);
        FloatVector sum3 = FloatVector.fromArray(SPECIES, accumulators, at + 3 * LANES);
        FloatVector sum4 = FloatVector.fromArray(SPECIES, accumulators, at + 4 * LANES);
        FloatVector sum5 = FloatVector.fromArray(SPECIES, accumulators, at + 5 * LANES);
        FloatVector sum6 = FloatVector.fromArray(SPECIES, accumulators, at + 6 * LANES);
        FloatVector sum7 = FloatVector.fromArray(SPECIES, accumulators, at + 7 * LANES);
        for (int s = from; s < to; s++) {
            int w = weightsAt + position[s] * width;
            FloatVector spike = FloatVector.broadcast(SPECIES, value[s]);
            sum0 = sum0.add(FloatVector.fromArray(SPECIES, weights, w).mul(spike));
            sum1 = sum1.add(FloatVector.fromArray(SPECIES, weights, w + LANES).mul(spike));
            sum2 = sum2.add(
                    FloatVector.fromArray(SPECIES, weights, w + 2 * LANES).mul(spike));
            sum3 = sum3.add(
                    FloatVector.fromArray(SPECIES, weights, w + 3 * LANES).mul(spike));
            sum4 = sum4.add(
                    FloatVector.fromArray(SPECIES, weights, w + 4 * LANES).mul(spike));
            sum5 = sum5.add(
                    FloatVector.fromArray(SPECIES, weights, w + 5 * LANES).mul(spike));
            sum6 = sum6.add(
                    FloatVector.fromArray(SPECIES, weights, w + 6 * LANES).mul(spike));
            sum7 = sum7.add(
                    FloatVector.fromArray(SPECIES, weights, w + 7 * LANES).mul(spike));
        }
        sum0.intoArray(accumulators, at);
        sum1.intoArray(accumulators, at + LANES);
        sum2.intoArray(accumulators, at + 2 * LANES);
        sum3.intoArray(accumulators, at + 3 * LANES);
        sum4.intoArray(accumulators, at + 4 * LANES);
        sum5.intoArray(accumulators, at + 5 * LANES);
        sum6.intoArray(accumulators, at + 6 * LANES);
        sum7.intoArray(accumulators, at + 7 * LANES);
    }

    private static void gather4(
            int[] position,
            float[] value,
            int from,
            int to,
            float[] weights,
            int weightsAt,
            int width,
            float[] accumulators,
            int at) {
        FloatVector sum0 = FloatVector.fromArray(SPECIES, accumulators, at);
        FloatVector sum1 = FloatVector.fromArray(SPECIES, accumulators, at + LANES);
        FloatVector sum2 = FloatVector.fromArray(SPECIES, accumulators, at + 2 * LANES);
        FloatVector sum3 = FloatVector.fromArray(SPECIES, accumulators, at + 3 * LANES);
        for (int s = from; s < to; s++) {
            int w = weightsAt + position[s] * width;
            FloatVector spike = FloatVector.broadcast(SPECIES, value[s]);
            sum0 = sum0.add(FloatVector.fromArray(SPECIES, weights, w).mul(spike));
            sum1 = sum1.add(FloatVector.fromArray(SPECIES, weights, w + LANES).mul(spike));
            sum2 = sum2.add(
                    FloatVector.fromArray(SPECIES, weights, w + 2 * LANES).mul(spike));
            sum3 = sum3.add(
                    FloatVector.fromArray(SPECIES, weights, w + 3 * LANES).mul(spike));
        }
        sum0.intoArray(accumulators, at);
        sum1.intoArray(accumulators, at + LANES);
        sum2.intoArray(accumulators, at + 2 * LANES);
        sum3.intoArray(accumulators, at + 3 * LANES);
    }

    private static void gather2(
            int[] position,
            float[] value,
            int from,
            int to,
            float[] weights,
            int weightsAt,
            int width,
            float[] accumulators,
            int at) {
        FloatVector sum0 = FloatVector.fromArray(SPECIES, accumulators, at);
        FloatVector sum1 = FloatVector.fromArray(SPECIES, accumulators, at + LANES);
        for (int s = from; s < to; s++) {
            int w = weightsAt + position[s] * width;
            FloatVector spike = FloatVector.broadcast(SPECIES, value[s]);
            sum0 = sum0.add(FloatVector.fromArray(SPECIES, weights, w).mul(spike));
            sum1 = sum1.add(FloatVector.fromArray(SPECIES, weights, w + LANES).mul(spike));
        }
        sum0.intoArray(accumulators, at);
        sum1.intoArray(accumulators, at + LANES);
    }

    private static void gather1(
            int[] position,
            float[] value,
            int from,
            int to,
            float[] weights,
            int weightsAt,
            int width,
            float[] accumulators,
            int at) {
        FloatVector sum0 = FloatVector.fromArray(SPECIES, accumulators, at);
        for (int s = from; s < to; s++) {
            int w = weightsAt + position[s] * width;
            FloatVector spike = FloatVector.broadcast(SPECIES, value[s]);
            sum0 = sum0.add(FloatVector.fromArray(SPECIES, weights, w).mul(spike));
        }
        sum0.intoArray(accumulators, at);
    }
}
