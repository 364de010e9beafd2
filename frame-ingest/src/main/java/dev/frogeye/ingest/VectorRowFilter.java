package dev.frogeye.ingest;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * The horizontal pass on the Vector API: the six bytes of two neighbouring pixels fill six of eight lanes, so one output
 * takes a multiplication for each pair of taps, and at the end the second pixel's lanes are added to the first's.
 */
final class VectorRowFilter implements RowFilter {
    private static final VectorSpecies<Byte> BYTES = ByteVector.SPECIES_64;
    private static final VectorSpecies<Integer> LANES = IntVector.SPECIES_256;
    private static final int PAIR = 2 * CHANNELS;
    private static final VectorShuffle<Integer> SECOND_PIXEL =
            VectorShuffle.fromOp(LANES, lane -> (lane + CHANNELS) % LANES.length());

    private final ResizeAxis axis;
    private final ScalarRowFilter scalar;
    private final int pairs;
    /** {@code [output][pair][lane]}; the last two lanes are 0. */
    private final int[] weight;

    VectorRowFilter(ResizeAxis axis) {
        this.axis = axis;
        scalar = new ScalarRowFilter(axis);
        pairs = (axis.taps + 1) / 2;
        weight = new int[axis.outputs * pairs * LANES.length()];
        for (int i = 0; i < axis.outputs; i++) {
            for (int t = 0; t < axis.taps; t++) {
                int at = (i * pairs + t / 2) * LANES.length() + t % 2 * CHANNELS;
                for (int c = 0; c < CHANNELS; c++) {
                    weight[at + c] = axis.weight[i * axis.taps + t];
                }
            }
        }
    }

    /** Whether the CPU has registers of eight {@code int} lanes. */
    static boolean isFast() {
        return IntVector.SPECIES_PREFERRED.length() >= LANES.length();
    }

    @Override
    public int rowLength() {
        return axis.outputs * CHANNELS + LANES.length() - CHANNELS;
    }

    @Override
    public void apply(byte[] rgb, int rowStart, int[] row) {
        // A pair of taps reads eight bytes, two more than it needs: near the picture's end that is too far.
        int readable = rgb.length - rowStart - (pairs - 1) * PAIR - BYTES.length();
        int i = 0;
        for (; i < axis.outputs && axis.first[i] * CHANNELS <= readable; i++) {
            int s = rowStart + axis.first[i] * CHANNELS;
            int w = i * pairs * LANES.length();
            // Reductions down to a half need two pairs. Written out, because JDK 17 boxes a sum that lives across a
            // loop.
            IntVector sum = pairs == 2
                    ? product(rgb, s, w).add(product(rgb, s + PAIR, w + LANES.length()))
                    : sumOfPairs(rgb, s, w);
            sum.add(sum.rearrange(SECOND_PIXEL))
                    .add(HALF)
                    .lanewise(VectorOperators.ASHR, ResizeAxis.PRECISION_BITS)
                    .intoArray(row, i * CHANNELS);
        }
        if (axis.overshoots) {
            for (int at = 0; at < i * CHANNELS; at++) {
                row[at] = Math.max(0, Math.min(row[at], MAX_LEVEL));
            }
        }
        scalar.apply(rgb, rowStart, i, row);
    }

    private IntVector sumOfPairs(byte[] rgb, int s, int w) {
        IntVector sum = product(rgb, s, w);
        for (int pair = 1; pair < pairs; pair++) {
            sum = sum.add(product(rgb, s + pair * PAIR, w + pair * LANES.length()));
        }
        return sum;
    }

    private IntVector product(byte[] rgb, int s, int w) {
        IntVector bytes = (IntVector) ByteVector.fromArray(BYTES, rgb, s).convertShape(VectorOperators.B2I, LANES, 0);
        return bytes.and(0xff).mul(IntVector.fromArray(LANES, weight, w));
    }
}
