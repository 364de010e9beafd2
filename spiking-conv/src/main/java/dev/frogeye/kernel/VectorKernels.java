package dev.frogeye.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The kernels on the Vector API, at the CPU's preferred width up to 512 bits. Multiply and add stay two roundings, as
 * in plain Java, so that every kernel set gives the same bits on every CPU.
 */
public final class VectorKernels implements Kernels {
    private static final VectorSpecies<Float> SPECIES =
            FloatVector.SPECIES_PREFERRED.length() > FloatVector.SPECIES_512.length()
                    ? FloatVector.SPECIES_512
                    : FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    @Override
    public String name() {
        return "vector-" + SPECIES.vectorBitSize();
    }

    @Override
    public int gate(
            float[] source,
            int sourceAt,
            float[] sent,
            int sentAt,
            int channels,
            float low,
            float high,
            float threshold,
            float quantum,
            int firstPosition,
            int[] position,
            float[] value,
            int count) {
        int vectorEnd = quantum == 0 && channels >= LANES ? channels : 0;
        int n = count;
        int c = 0;
        while (c < vectorEnd) {
            // The last vector may overlap the one before: what was sent there is 0 away from itself.
            c = Math.min(c, channels - LANES);
            FloatVector v = FloatVector.fromArray(SPECIES, source, sourceAt + c)
                    .max(low)
                    .min(high);
            FloatVector last = FloatVector.fromArray(SPECIES, sent, sentAt + c);
            FloatVector delta = v.sub(last);
            VectorMask<Float> moved = delta.abs().compare(VectorOperators.GE, threshold);
            if (moved.anyTrue()) {
                last.blend(v, moved).intoArray(sent, sentAt + c);
                FloatVector.zero(SPECIES).blend(delta, moved).intoArray(value, n);
                n = compactLanes(firstPosition + c, position, value, n);
            }
            c += LANES;
        }
        return compact(
                source,
                sourceAt + c,
                sent,
                sentAt + c,
                channels - c,
                low,
                high,
                threshold,
                quantum,
                firstPosition + c,
                position,
                value,
                n);
    }

    /**
     * Closes the gaps between the spikes of one vector, in place: {@code value} has its lanes from {@code count} on, 0
     * where nothing spiked. Writes every lane and moves on only behind those that spike: no branch to mispredict.
     */
    private static int compactLanes(int firstPosition, int[] position, float[] value, int count) {
        int n = count;
        for (int lane = 0; lane < LANES; lane++) {
            float spike = value[count + lane];
            int bits = Float.floatToRawIntBits(spike);
            position[n] = firstPosition + lane;
            value[n] = spike;
            n += (bits | -bits) >>> 31;
        }
        return n;
    }

    /** Writes every lane and moves on only behind those that spike: no branch to mispredict. */
    private static int compact(
            float[] source,
            int sourceAt,
            float[] sent,
            int sentAt,
            int lanes,
            float low,
            float high,
            float threshold,
            float quantum,
            int firstPosition,
            int[] position,
            float[] value,
            int count) {
        int n = count;
        for (int c = 0; c < lanes; c++) {
            float v = Math.min(Math.max(source[sourceAt + c], low), high);
            float last = sent[sentAt + c];
            float delta = v - last;
            float spike = quantum == 0 ? delta : (float) Math.rint(delta / quantum) * quantum;
            boolean moved = Math.abs(delta) >= threshold && spike != 0;
            position[n] = firstPosition + c;
            value[n] = spike;
            sent[sentAt + c] = moved ? (quantum == 0 ? v : last + spike) : last;
            n += moved ? 1 : 0;
        }
        return n;
    }

    @Override
    public void accumulate(
            float[] accumulator,
            int accumulatorAt,
            PackedWeights weights,
            SpikeRuns runs,
            int[] position,
            float[] value) {
        float[] data = weights.data();
        for (int block = 0; block < weights.stride(); block += PackedWeights.BLOCK) {
            int width = weights.width(block);
            int sumAt = accumulatorAt + block;
            for (int run = 0; run < runs.count; run++) {
                int from = runs.from[run];
                int to = runs.to[run];
                int rowsAt = weights.offset(block) + runs.weightRow[run] * width;
                int lane = 0;
                for (; lane + 4 * LANES <= width; lane += 4 * LANES) {
                    accumulate4(accumulator, sumAt + lane, data, rowsAt + lane, width, position, value, from, to);
                }
                for (; lane + 2 * LANES <= width; lane += 2 * LANES) {
                    accumulate2(accumulator, sumAt + lane, data, rowsAt + lane, width, position, value, from, to);
                }
                for (; lane < width; lane += LANES) {
                    accumulate1(accumulator, sumAt + lane, data, rowsAt + lane, width, position, value, from, to);
                }
            }
        }
    }

    /**
     * One run of spikes into four registers of accumulators. One flat loop: JDK 17 keeps vectors in registers through
     * it, but boxes them, eight times slower, where they live across a loop around it.
     */
    private static void accumulate4(
            float[] accumulator,
            int at,
            float[] weights,
            int weightsAt,
            int width,
            int[] position,
            float[] value,
            int from,
            int to) {
        FloatVector sum0 = FloatVector.fromArray(SPECIES, accumulator, at);
        FloatVector sum1 = FloatVector.fromArray(SPECIES, accumulator, at + LANES);
        FloatVector sum2 = FloatVector.fromArray(SPECIES, accumulator, at + 2 * LANES);
        FloatVector sum3 = FloatVector.fromArray(SPECIES, accumulator, at + 3 * LANES);
        for (int s = from; s < to; s++) {
            int row = weightsAt + position[s] * width;
            FloatVector spike = FloatVector.broadcast(SPECIES, value[s]);
            sum0 = sum0.add(FloatVector.fromArray(SPECIES, weights, row).mul(spike));
            sum1 = sum1.add(FloatVector.fromArray(SPECIES, weights, row + LANES).mul(spike));
            sum2 = sum2.add(
                    FloatVector.fromArray(SPECIES, weights, row + 2 * LANES).mul(spike));
            sum3 = sum3.add(
                    FloatVector.fromArray(SPECIES, weights, row + 3 * LANES).mul(spike));
        }
        sum0.intoArray(accumulator, at);
        sum1.intoArray(accumulator, at + LANES);
        sum2.intoArray(accumulator, at + 2 * LANES);
        sum3.intoArray(accumulator, at + 3 * LANES);
    }

    private static void accumulate2(
            float[] accumulator,
            int at,
            float[] weights,
            int weightsAt,
            int width,
            int[] position,
            float[] value,
            int from,
            int to) {
        FloatVector sum0 = FloatVector.fromArray(SPECIES, accumulator, at);
        FloatVector sum1 = FloatVector.fromArray(SPECIES, accumulator, at + LANES);
        for (int s = from; s < to; s++) {
            int row = weightsAt + position[s] * width;
            FloatVector spike = FloatVector.broadcast(SPECIES, value[s]);
            sum0 = sum0.add(FloatVector.fromArray(SPECIES, weights, row).mul(spike));
            sum1 = sum1.add(FloatVector.fromArray(SPECIES, weights, row + LANES).mul(spike));
        }
        sum0.intoArray(accumulator, at);
        sum1.intoArray(accumulator, at + LANES);
    }

    private static void accumulate1(
            float[] accumulator,
            int at,
            float[] weights,
            int weightsAt,
            int width,
            int[] position,
            float[] value,
            int from,
            int to) {
        FloatVector sum0 = FloatVector.fromArray(SPECIES, accumulator, at);
        for (int s = from; s < to; s++) {
            int row = weightsAt + position[s] * width;
            FloatVector spike = FloatVector.broadcast(SPECIES, value[s]);
            sum0 = sum0.add(FloatVector.fromArray(SPECIES, weights, row).mul(spike));
        }
        sum0.intoArray(accumulator, at);
    }

    @Override
    public void axpy(float a, float[] x, int xAt, float[] y, int yAt, int length) {
        int i = 0;
        for (int end = SPECIES.loopBound(length); i < end; i += LANES) {
            FloatVector.fromArray(SPECIES, y, yAt + i)
                    .add(FloatVector.fromArray(SPECIES, x, xAt + i).mul(a))
                    .intoArray(y, yAt + i);
        }
        for (; i < length; i++) {
            y[yAt + i] += a * x[xAt + i];
        }
    }

    @Override
    public void multiplyAdd(float[] x, int xAt, float[] w, int wAt, float[] y, int yAt, int length) {
        int i = 0;
        for (int end = SPECIES.loopBound(length); i < end; i += LANES) {
            FloatVector.fromArray(SPECIES, y, yAt + i)
                    .add(FloatVector.fromArray(SPECIES, x, xAt + i).mul(FloatVector.fromArray(SPECIES, w, wAt + i)))
                    .intoArray(y, yAt + i);
        }
        for (; i < length; i++) {
            y[yAt + i] += x[xAt + i] * w[wAt + i];
        }
    }

    @Override
    public void add(float[] x, int xAt, float[] y, int yAt, int length) {
        int i = 0;
        for (int end = SPECIES.loopBound(length); i < end; i += LANES) {
            FloatVector.fromArray(SPECIES, y, yAt + i)
                    .add(FloatVector.fromArray(SPECIES, x, xAt + i))
                    .intoArray(y, yAt + i);
        }
        for (; i < length; i++) {
            y[yAt + i] += x[xAt + i];
        }
    }

    @Override
    public void max(float[] x, int xAt, float[] y, int yAt, int length) {
        int i = 0;
        for (int end = SPECIES.loopBound(length); i < end; i += LANES) {
            FloatVector.fromArray(SPECIES, y, yAt + i)
                    .max(FloatVector.fromArray(SPECIES, x, xAt + i))
                    .intoArray(y, yAt + i);
        }
        for (; i < length; i++) {
            y[yAt + i] = Math.max(y[yAt + i], x[xAt + i]);
        }
    }
}
