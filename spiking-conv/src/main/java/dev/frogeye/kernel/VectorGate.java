package dev.frogeye.kernel;

import static dev.frogeye.kernel.Lanes.HALF;
import static dev.frogeye.kernel.Lanes.HALF_INTEGERS;
import static dev.frogeye.kernel.Lanes.INTEGERS;
import static dev.frogeye.kernel.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/** {@link Kernels#gate} on vectors: subtract, compare and compact in one pass. */
final class VectorGate {
    private static final int LANES = Lanes.COUNT;
    private static final IntVector LANE = IntVector.zero(INTEGERS).addIndex(1);

    private VectorGate() {}

    static int gate(GateRun run) {
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
            n = ScalarKernels.gateValues(run, c, sourceAt, sentAt, position, n);
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
                    Compression.compress(LANE, moved.cast(INTEGERS)).add(firstPosition);
            int spikes = moved.trueCount();
            if (spikes <= HALF.length()) { // A whole vector, put anywhere, most often straddles two cache lines.
                ((FloatVector) values.reinterpretShape(HALF, 0)).intoArray(run.value, count);
                ((IntVector) positions.reinterpretShape(HALF_INTEGERS, 0)).intoArray(run.position, count);
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
}
