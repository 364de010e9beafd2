package dev.frogeye.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
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
    private static final VectorSpecies<Integer> POSITIONS = VectorSpecies.of(int.class, SPECIES.vectorShape());
    private static final VectorSpecies<Float> HALF =
            VectorSpecies.of(float.class, VectorShape.forBitSize(Math.max(64, SPECIES.vectorBitSize() / 2)));
    private static final VectorSpecies<Integer> HALF_POSITIONS = VectorSpecies.of(int.class, HALF.vectorShape());
    private static final int LANES = SPECIES.length();
    private static final IntVector LANE = IntVector.zero(POSITIONS).addIndex(1);

    @Override
    public String name() {
        return "vector-" + SPECIES.vectorBitSize();
    }

    @Override
    public int gate(GateRun run) {
        int vectorEnd = run.quantum == 0 && run.channels >= LANES ? run.channels : 0;
        int n = run.count;
        for (int pixel = 0; pixel < run.pixels; pixel++) {
            int sourceAt = run.sourceAt + pixel * run.sourceStep;
            int sentAt = run.sentAt + pixel * run.sentStep;
            int position = run.firstPosition + pixel * run.positionStep;
            int c = 0;
            for (; c + LANES <= vectorEnd; c += LANES) {
                n = gateVector(run, sourceAt + c, sentAt + c, position + c, n);
            }
            if (c < vectorEnd) {
                // Overlaps the vector before: what was sent there is 0 away from itself.
                c = vectorEnd - LANES;
                n = gateVector(run, sourceAt + c, sentAt + c, position + c, n);
                c = vectorEnd;
            }
            n = gateRest(run, c, sourceAt, sentAt, position, n);
            run.end[run.endAt + pixel] = n - run.endBase;
        }
        return n;
    }

    private static int gateVector(GateRun run, int sourceAt, int sentAt, int firstPosition, int count) {
        FloatVector v = FloatVector.fromArray(SPECIES, run.source, sourceAt);
        v = v.blend(run.low, v.compare(VectorOperators.LT, run.low));
        v = v.blend(run.high, v.compare(VectorOperators.GT, run.high));
        FloatVector last = FloatVector.fromArray(SPECIES, run.sent, sentAt);
        FloatVector delta = v.sub(last);
        VectorMask<Float> moved = delta.abs().compare(VectorOperators.GE, run.threshold);
        if (Compression.IS_AVAILABLE) { // Without asking whether anything moved, which can't be foreseen.
            last.blend(v, moved).intoArray(run.sent, sentAt);
            FloatVector values = Compression.compress(delta, moved);
            IntVector positions =
                    Compression.compress(LANE, moved.cast(POSITIONS)).add(firstPosition);
            int spikes = moved.trueCount();
            if (spikes <= HALF.length()) { // A whole vector, put anywhere, most often straddles two cache lines.
                ((FloatVector) values.reinterpretShape(HALF, 0)).intoArray(run.value, count);
                ((IntVector) positions.reinterpretShape(HALF_POSITIONS, 0)).intoArray(run.position, count);
            } else {
                values.intoArray(run.value, count);
                positions.intoArray(run.position, count);
            }
            return count + spikes;
        }
        if (!moved.anyTrue()) {
            return count;
        }
        last.blend(v, moved).intoArray(run.sent, sentAt);
        FloatVector.zero(SPECIES).blend(delta, moved).intoArray(run.value, count);
        return closeGaps(moved.firstTrue(), moved.lastTrue(), firstPosition, run.position, run.value, count);
    }

    /**
     * Closes the gaps between the spikes of one vector, in place: {@code value} has its lanes from {@code count} on, 0
     * where nothing spiked. Writes every lane between the first spike and the last, and moves on only behind those that
     * spike: no branch to mispredict.
     */
    private static int closeGaps(
            int firstLane, int lastLane, int firstPosition, int[] position, float[] value, int count) {
        int n = count;
        for (int lane = firstLane; lane <= lastLane; lane++) {
            float spike = value[count + lane];
            int bits = Float.floatToRawIntBits(spike);
            position[n] = firstPosition + lane;
            value[n] = spike;
            n += (bits | -bits) >>> 31;
        }
        return n;
    }

    /** Writes every value and moves on only behind those that spike: no branch to mispredict. */
    private static int gateRest(GateRun run, int from, int sourceAt, int sentAt, int firstPosition, int count) {
        float quantum = run.quantum;
        int n = count;
        for (int c = from; c < run.channels; c++) {
            float v = Kernels.clamp(run.source[sourceAt + c], run.low, run.high);
            float last = run.sent[sentAt + c];
            float delta = v - last;
            float spike = quantum == 0 ? delta : (float) Math.rint(delta / quantum) * quantum;
            boolean moved = Math.abs(delta) >= run.threshold && spike != 0;
            run.position[n] = firstPosition + c;
            run.value[n] = spike;
            run.sent[sentAt + c] = moved ? (quantum == 0 ? v : last + spike) : last;
            n += moved ? 1 : 0;
        }
        return n;
    }

    @Override
    public void gather(
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

    /**
     * Four spikes at a time, so that accumulators are loaded and stored a quarter as often, and all stretches for each
     * four: how many spikes a pixel has can't be foreseen, and is asked once this way.
     */
    @Override
    public void scatter(
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
    public void multiplyAddRows(
            float[] x, int xAt, int xStep, float[] w, int wAt, int wStep, int rows, float[] y, int yAt, int length) {
        int row = 0;
        for (; row + 3 <= rows; row += 3) { // Most windows are three wide.
            multiplyAdd3(x, xAt + row * xStep, xStep, w, wAt + row * wStep, wStep, y, yAt, length);
        }
        for (; row < rows; row++) {
            multiplyAdd1(x, xAt + row * xStep, w, wAt + row * wStep, y, yAt, length);
        }
    }

    private static void multiplyAdd3(
            float[] x, int xAt, int xStep, float[] w, int wAt, int wStep, float[] y, int yAt, int length) {
        int i = 0;
        for (int end = SPECIES.loopBound(length); i < end; i += LANES) {
            FloatVector x0 = FloatVector.fromArray(SPECIES, x, xAt + i);
            FloatVector x1 = FloatVector.fromArray(SPECIES, x, xAt + xStep + i);
            FloatVector x2 = FloatVector.fromArray(SPECIES, x, xAt + 2 * xStep + i);
            FloatVector.fromArray(SPECIES, y, yAt + i)
                    .add(x0.mul(FloatVector.fromArray(SPECIES, w, wAt + i)))
                    .add(x1.mul(FloatVector.fromArray(SPECIES, w, wAt + wStep + i)))
                    .add(x2.mul(FloatVector.fromArray(SPECIES, w, wAt + 2 * wStep + i)))
                    .intoArray(y, yAt + i);
        }
        for (; i < length; i++) {
            for (int row = 0; row < 3; row++) {
                y[yAt + i] += x[xAt + row * xStep + i] * w[wAt + row * wStep + i];
            }
        }
    }

    private static void multiplyAdd1(float[] x, int xAt, float[] w, int wAt, float[] y, int yAt, int length) {
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
    public void addRows(float[] x, int xAt, int step, int rows, float[] y, int yAt, int length) {
        int row = 0;
        for (; row + 3 <= rows; row += 3) { // The windows of most pools are three wide.
            add3(x, xAt + row * step, step, y, yAt, length);
        }
        for (; row < rows; row++) {
            add1(x, xAt + row * step, y, yAt, length);
        }
    }

    private static void add3(float[] x, int xAt, int step, float[] y, int yAt, int length) {
        int i = 0;
        for (int end = SPECIES.loopBound(length); i < end; i += LANES) {
            FloatVector.fromArray(SPECIES, y, yAt + i)
                    .add(FloatVector.fromArray(SPECIES, x, xAt + i))
                    .add(FloatVector.fromArray(SPECIES, x, xAt + step + i))
                    .add(FloatVector.fromArray(SPECIES, x, xAt + 2 * step + i))
                    .intoArray(y, yAt + i);
        }
        for (; i < length; i++) {
            for (int row = 0; row < 3; row++) {
                y[yAt + i] += x[xAt + row * step + i];
            }
        }
    }

    private static void add1(float[] x, int xAt, float[] y, int yAt, int length) {
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
    public void maxRows(float[] x, int xAt, int step, int rows, float[] y, int yAt, int length) {
        int row = 0;
        for (; row + 3 <= rows; row += 3) { // The windows of most pools are three wide.
            max3(x, xAt + row * step, step, y, yAt, length);
        }
        for (; row < rows; row++) {
            max1(x, xAt + row * step, y, yAt, length);
        }
    }

    private static void max3(float[] x, int xAt, int step, float[] y, int yAt, int length) {
        int i = 0;
        for (int end = SPECIES.loopBound(length); i < end; i += LANES) {
            FloatVector.fromArray(SPECIES, y, yAt + i)
                    .max(FloatVector.fromArray(SPECIES, x, xAt + i))
                    .max(FloatVector.fromArray(SPECIES, x, xAt + step + i))
                    .max(FloatVector.fromArray(SPECIES, x, xAt + 2 * step + i))
                    .intoArray(y, yAt + i);
        }
        for (; i < length; i++) {
            for (int row = 0; row < 3; row++) {
                y[yAt + i] = Math.max(y[yAt + i], x[xAt + row * step + i]);
            }
        }
    }

    private static void max1(float[] x, int xAt, float[] y, int yAt, int length) {
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
