package dev.frogeye.delta;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frogeye.model.Graph;
import dev.frogeye.model.Layer;
import dev.frogeye.model.Layout;
import dev.frogeye.model.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MovedValuesTest {
    private static final int VALUES = 6 * 5 * 8;
    private static final Tensor INPUT = new Tensor("x", List.of(1, 8, 6, 5), Layout.CHANNELS_FIRST);

    @ParameterizedTest
    @CsvSource({"8, 6, 5", "5, 6, 8", "240, 1, 1", "1, 12, 20", "16, 3, 5", "3, 8, 10"})
    void noOrderNeedsMoreRunsThanAreCountedBefore(int channels, int height, int width) {
        Random random = new Random(11);
        for (int repeat = 0; repeat < 200; repeat++) {
            Layer.Rearrange layer = layer(List.of(1, channels, height, width), source(random));
            FeatureMap input = new FeatureMap(INPUT.shape());
            FeatureMap output = new FeatureMap(layer.output().shape());
            long most = MovedValues.mostRuns(layer);
            assertThat((long)
                            MovedValues.of(layer.source(), input, output, false).runs())
                    .isLessThanOrEqualTo(most);
        }
    }

    @Test
    void aRunThatStaysWithinItsPixelsIsCountedOnce() {
        int[] reversedPixels =
                IntStream.range(0, VALUES).map(i -> (29 - i / 8) * 8 + i % 8).toArray();
        assertThat(MovedValues.mostRuns(layer(List.of(1, 8, 6, 5), reversedPixels)))
                .isEqualTo(30);
    }

    @Test
    void aNetworkCountsTheMemoryOfItsMoves() {
        int[] reversed = IntStream.range(0, VALUES).map(i -> VALUES - 1 - i).toArray();
        Layer.Rearrange layer = layer(List.of(1, 8, 6, 5), reversed);
        Graph graph =
                new Graph("moves", "", INPUT, List.of(layer), List.of(layer.output()), Map.of(), Map.of(), Map.of());
        long values = 7L * VALUES;
        long runs = 5L * 30;
        assertThat(DeltaModel.of(graph).networkBytes()).isEqualTo((values + runs) * Float.BYTES);
    }

    private static Layer.Rearrange layer(List<Integer> dims, int[] source) {
        Tensor output = new Tensor("y", dims, Layout.CHANNELS_FIRST);
        return new Layer.Rearrange("y", "Move", INPUT, output, source, 0);
    }

    /** Stretches of values at some distance from each other, gaps between them. */
    private static int[] source(Random random) {
        int[] source = new int[VALUES];
        int i = 0;
        while (i < VALUES) {
            int length = 1 + random.nextInt(20);
            int step = random.nextInt(5) - 2;
            int from = random.nextInt(VALUES);
            boolean gap = random.nextInt(8) == 0;
            for (int k = 0; k < length && i < VALUES; k++) {
                source[i++] = gap ? -1 : Math.floorMod(from + k * step, VALUES);
            }
        }
        return source;
    }
}
