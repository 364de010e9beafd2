package dev.frogeye.dense;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which values are taken for levels of pixels, and that bytes then hold them exactly. */
class ValueGridTest {
    @ParameterizedTest
    @CsvSource({
        "127.5, 127.5, 0, 255",
        "127.5, 127.5, 3, 250",
        "0, 255, 0, 255",
        "0, 1, 4, 240",
        "127, 128, 0, 255",
        "100.3, 58.4, 9, 255"
    })
    void bytesHoldNormalisedLevelsExactly(double mean, double std, int from, int to) {
        List<Float> values = levels(mean, std, from, to);

        ValueGrid grid = ValueGrid.through(values).orElseThrow();
        Affine bytes = grid.bytes(values.get(0), values.get(values.size() - 1));

        assertThat(grid.step()).isCloseTo((float) (1 / std), within((float) (1e-5 / std)));
        assertThat(Math.abs(grid.shift())).isLessThanOrEqualTo(grid.step() * 0.501f);
        for (float value : values) {
            int stored = Math.round((value - grid.shift()) / bytes.scale()) + bytes.zeroPoint();
            assertThat(stored).isBetween(0, 255);
            assertThat(bytes.scale() * (stored - bytes.zeroPoint()) + grid.shift())
                    .isCloseTo(value, within(0.01f * grid.step()));
        }
    }

    @Test
    void missingLevelsAreNoObstacle() {
        List<Float> values = levels(127.5, 127.5, 0, 255).stream()
                .filter(value -> (int) (value * 1000) % 3 != 0)
                .toList();

        assertThat(ValueGrid.through(values).orElseThrow().step()).isCloseTo(1 / 127.5f, within(1e-6f));
    }

    @Test
    void channelsOfDifferentSpacingAreNoGrid() {
        List<Float> values = new ArrayList<>(levels(100, 58, 0, 100));
        values.addAll(levels(110, 57, 0, 100));

        assertThat(ValueGrid.through(values)).isEmpty();
    }

    @Test
    void valuesTooFarFromZeroForAByteAreNoGrid() {
        assertThat(ValueGrid.through(levels(-200, 1, 0, 100))).isEmpty();
    }

    @Test
    void aFewValuesProveNothing() {
        assertThat(ValueGrid.through(List.of(0f, 1f, 2f))).isEmpty();
    }

    private static List<Float> levels(double mean, double std, int from, int to) {
        return IntStream.rangeClosed(from, to)
                .mapToObj(level -> (float) ((level - mean) / std))
                .toList();
    }
}
