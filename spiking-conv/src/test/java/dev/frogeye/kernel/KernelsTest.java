package dev.frogeye.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The vector kernels against the plain ones, bit for bit: sizes around the lane counts, odd offsets, and guard cells
 * that must stay as they were.
 */
class KernelsTest {
    private static final float GUARD = -12345.5f;
    private static final int MARGIN = 37;

    private final Kernels scalar = new ScalarKernels();
    private final Kernels vector = VectorModule.kernels();
    private final Random random = new Random(7);

    static IntStream lengths() {
        return IntStream.of(0, 1, 2, 3, 7, 8, 9, 15, 16, 17, 31, 32, 33, 48, 63, 64, 65, 80, 127, 192, 257, 1000);
    }

    @ParameterizedTest
    @MethodSource("lengths")
    void elementwiseKernelsMatchScalar(int length) {
        for (int offset = 0; offset < 5; offset++) {
            float[] x = random(length + offset);
            float a = random.nextFloat();
            int at = MARGIN + offset;
            float[] start = guarded(length, at);
            int xAt = offset;
            assertSame(start, (kernels, y) -> kernels.axpy(a, x, xAt, y, at, length));
        }
    }

    @ParameterizedTest
    @MethodSource("lengths")
    void tapsOfWindowsMatchScalar(int length) {
        int step = length + 3;
        float[] rows = random(12 * step);
        for (int taps = 0; taps <= 7; taps++) {
            for (int pixels = 1; pixels <= 3; pixels++) {
                TapRun run = new TapRun()
                        .of(rows, 1, step, 2 * step)
                        .weighted(rows, 2, step)
                        .over(pixels, Math.min(taps, 12 - 2 * pixels), length);
                float[] start = guarded(pixels * (length + 5), MARGIN);
                assertSame(start, (kernels, y) -> kernels.add(run.into(y, MARGIN, length + 5)));
                assertSame(start, (kernels, y) -> kernels.max(run.into(y, MARGIN, length + 5)));
                assertSame(start, (kernels, y) -> kernels.multiplyAdd(run.into(y, MARGIN, length + 5)));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("lengths")
    void rowsOfWindowsMatchScalar(int sums) {
        int length = CacheLines.padded(sums);
        float[] weights = random(27 * length + 5);
        float[] image = random(200);
        for (int pixels = 1; pixels <= 9; pixels++) {
            for (int taps : new int[] {0, 1, 9, 27}) {
                TapRun run = new TapRun()
                        .of(image, 3, 1, 6)
                        .weighted(weights, 5, length)
                        .over(pixels, taps, length);
                float[] start = guarded(pixels * (length + 16), MARGIN);
                assertSame(start, (kernels, y) -> kernels.multiplyRows(run.into(y, MARGIN, length + 16)));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("lengths")
    void axpyAddsTheScaledVectorAndTouchesNothingElse(int length) {
        float[] x = random(length);
        float[] y = guarded(length, MARGIN);
        float[] expected = y.clone();
        for (int i = 0; i < length; i++) {
            expected[MARGIN + i] += 0.5f * x[i];
        }
        vector.axpy(0.5f, x, 0, y, MARGIN, length);
        assertThat(y).containsExactly(expected);
    }

    @ParameterizedTest
    @MethodSource("lengths")
    void gateMatchesScalar(int channels) {
        for (float density : new float[] {0, 0.02f, 0.3f, 1}) {
            float[] source = random(3 * (channels + 3));
            float[] sent = new float[3 * (channels + 2)];
            for (int pixel = 0; pixel < 3; pixel++) {
                for (int c = 0; c < channels; c++) {
                    boolean moved = random.nextFloat() < density;
                    float by = moved ? random.nextFloat() - 0.5f : 0;
                    sent[pixel * (channels + 2) + c] = source[3 + pixel * (channels + 1) + c] + by;
                }
            }
            for (float threshold : new float[] {Float.MIN_VALUE, 0.1f, -0.1f, 0.4f}) {
                Gated plain = gate(scalar, source, sent, channels, threshold);
                Gated fast = gate(vector, source, sent, channels, threshold);
                assertThat(fast.count).isEqualTo(plain.count);
                assertThat(fast.sent).containsExactly(plain.sent);
                assertThat(fast.ends).containsExactly(plain.ends);
                assertThat(Arrays.copyOfRange(fast.position, 5, fast.count))
                        .containsExactly(Arrays.copyOfRange(plain.position, 5, plain.count));
                assertThat(Arrays.copyOfRange(fast.value, 5, fast.count))
                        .containsExactly(Arrays.copyOfRange(plain.value, 5, plain.count));
            }
        }
    }

    @Test
    void gateSendsWhatMovedByTheThresholdOrMoreAndKeepsTheRest() {
        float[] source = {1, 2, -3, 10, 5, 9, 9, 9};
        float[] sent = {1, 1.5f, 0, 5, 4.75f, 6};
        int[] position = new int[6 + SLACK];
        float[] value = new float[6 + SLACK];
        int[] ends = new int[2];
        GateRun run = new GateRun()
                .clampedTo(0, 6)
                .thatMovedBy(0.5f, 0)
                .of(source, 0, 4, 3)
                .with(sent, 0, 3)
                .into(position, value, 100, 50)
                .notedIn(ends, 0, 0)
                .over(2, 0);
        assertThat(vector.gate(run)).isEqualTo(2);
        assertThat(Arrays.copyOf(position, 2)).containsExactly(101, 151);
        assertThat(Arrays.copyOf(value, 2)).containsExactly(0.5f, 1.25f);
        assertThat(ends).containsExactly(1, 2);
        assertThat(sent).containsExactly(1, 2, 0, 5, 6, 6);
    }

    static Stream<int[]> convolutions() {
        return Stream.of(
                new int[] {1, 1},
                new int[] {9, 3},
                new int[] {27, 24},
                new int[] {64, 48},
                new int[] {49, 80},
                new int[] {288, 64},
                new int[] {192, 100},
                new int[] {70, 320});
    }

    /** Two pixels in a tile, the second with its spikes at shifted positions. */
    @ParameterizedTest
    @MethodSource("convolutions")
    void gatherMatchesScalarAndPlainLoops(int[] size) {
        int rows = size[0];
        int outputs = size[1];
        float[] weights = random(rows * outputs);
        GatherWeights packed = new GatherWeights(weights, rows, outputs);
        int[] position = random.ints(40, 0, rows).toArray();
        float[] value = random(40);
        int second = MARGIN + packed.stride() + MARGIN;
        float[] start = guarded(2 * packed.stride() + MARGIN, MARGIN);
        int[] shifted = position.clone();
        for (int s = 20; s < 40; s++) {
            shifted[s] += 5;
        }
        SpikeTile tile = new SpikeTile();
        tile.add(MARGIN, 0, 20, 0);
        tile.add(second, 20, 40, -5);
        assertSame(start, (kernels, y) -> kernels.gather(tile, shifted, value, packed, y));
        float[] result = start.clone();
        vector.gather(tile, shifted, value, packed, result);
        assertSums(result, start, MARGIN, weights, outputs, position, value, 0, 20);
        assertSums(result, start, second, weights, outputs, position, value, 20, 40);
        for (int i = MARGIN + outputs; i < MARGIN + packed.stride(); i++) {
            assertThat(result[i]).isEqualTo(start[i]);
        }
    }

    /** Every number of spikes up to 11, so that groups of four, pairs and single spikes meet; two stretches. */
    @ParameterizedTest
    @MethodSource("convolutions")
    void scatterMatchesScalarAndPlainLoops(int[] size) {
        int inputs = size[0];
        int outputs = size[1];
        float[] weights = random(inputs * outputs);
        ScatterWeights packed = new ScatterWeights(weights, 1, 1, 1, inputs, outputs);
        int second = MARGIN + packed.stride() + MARGIN;
        Stretches stretches = new Stretches(2);
        stretches.add(MARGIN, packed.offset(0, 0), packed.stride());
        stretches.add(second, packed.offset(0, 0), packed.stride());
        for (int spikes = 0; spikes < 12; spikes++) {
            int[] position = random.ints(spikes, 0, inputs).toArray();
            int[] shifted = Arrays.stream(position).map(p -> p + 1000).toArray();
            float[] value = random(spikes);
            float[] start = guarded(2 * packed.stride() + MARGIN, MARGIN);
            int count = spikes;
            Operation operation = (kernels, y) -> kernels.scatter(shifted, value, 0, count, 1000, packed, y, stretches);
            assertSame(start, operation);
            float[] result = start.clone();
            operation.run(vector, result);
            assertSums(result, start, MARGIN, weights, outputs, position, value, 0, spikes);
            assertSums(result, start, second, weights, outputs, position, value, 0, spikes);
        }
    }

    private static void assertSums(
            float[] result,
            float[] start,
            int at,
            float[] weights,
            int outputs,
            int[] position,
            float[] value,
            int from,
            int to) {
        for (int o = 0; o < outputs; o++) {
            double expected = 0;
            for (int s = from; s < to; s++) {
                expected += (double) value[s] * weights[position[s] * outputs + o];
            }
            assertThat((double) result[at + o] - start[at + o])
                    .isCloseTo(expected, org.assertj.core.data.Offset.offset(1e-4));
        }
    }

    private interface Operation {
        void run(Kernels kernels, float[] destination);
    }

    private void assertSame(float[] start, Operation operation) {
        float[] plain = start.clone();
        float[] fast = start.clone();
        operation.run(scalar, plain);
        operation.run(vector, fast);
        assertThat(fast).containsExactly(plain);
    }

    private record Gated(int count, float[] sent, int[] ends, int[] position, float[] value) {}

    /** Room that kernels may overwrite behind the spikes. */
    private static final int SLACK = 16;

    /** Three pixels; a negative threshold asks for spikes in multiples of twice as much. */
    private static Gated gate(Kernels kernels, float[] source, float[] sent, int channels, float threshold) {
        float[] copy = sent.clone();
        int[] position = new int[3 * channels + 5 + SLACK];
        float[] value = new float[3 * channels + 5 + SLACK];
        int[] ends = new int[3];
        GateRun run = new GateRun()
                .clampedTo(-0.25f, 0.4f)
                .thatMovedBy(Math.abs(threshold), threshold < 0 ? -2 * threshold : 0)
                .of(source, 3, channels + 1, channels)
                .with(copy, 0, channels + 2)
                .into(position, value, 1000, channels + 7)
                .notedIn(ends, 0, 5)
                .over(3, 5);
        int count = kernels.gate(run);
        return new Gated(count, copy, ends, position, value);
    }

    private float[] guarded(int length, int at) {
        float[] values = new float[at + length + MARGIN];
        Arrays.fill(values, GUARD);
        for (int i = 0; i < length; i++) {
            values[at + i] = random.nextFloat() - 0.5f;
        }
        return values;
    }

    private float[] random(int length) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = random.nextFloat() - 0.5f;
        }
        return values;
    }
}
