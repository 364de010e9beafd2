package dev.frogeye.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.frogeye.comparison.Energy.Format;
import dev.frogeye.comparison.report.Examples;
import org.junit.jupiter.api.Test;

class EnergyTest {
    /** Two frames with 1000, 400, 100, 30 and 20 operations each; 4000 bytes of weights and 800 of activations. */
    private static final ClipResult CLIP = Examples.ofOperations(new Operations(1000, 400, 100, 30, 20), 2, 4000, 800);

    @Test
    void frameByFrameIsMultiplyAddsAndEveryValueOnce() {
        Energy energy = Energy.frameByFrame(CLIP, Format.FLOAT32);

        assertThat(energy.computeJoules()).isCloseTo(1000 * 4.6e-12, within(1e-20));
        assertThat(energy.memoryJoules()).isCloseTo((4000 + 2 * 800) / 8.0 * 10e-12, within(1e-20));
        assertThat(energy.totalJoules()).isCloseTo(4600e-12 + 7000e-12, within(1e-20));
    }

    @Test
    void zeroSkipSavesNoMemory() {
        Energy energy = Energy.zeroSkip(CLIP, Format.FLOAT32);

        assertThat(energy.computeJoules()).isCloseTo(400 * 4.6e-12, within(1e-20));
        assertThat(energy.memoryJoules())
                .isEqualTo(Energy.frameByFrame(CLIP, Format.FLOAT32).memoryJoules());
    }

    @Test
    void deltaReadsAWeightForEachMultiplyAddAndAddsOnlyForUnitSpikes() {
        Energy energy = Energy.delta(CLIP, Format.FLOAT32);

        assertThat(energy.computeJoules()).isCloseTo((70 * 4.6 + 30 * 0.9 + 20 * 0.9) * 1e-12, within(1e-20));
        assertThat(energy.memoryJoules()).isCloseTo((100 * 5 + 20 * 2 * 5) * 1e-12, within(1e-20));
    }

    @Test
    void eightBitsKeepWideSums() {
        Energy energy = Energy.delta(CLIP, Format.INT8);

        assertThat(energy.computeJoules()).isCloseTo((70 * 0.3 + 30 * 0.1 + 20 * 0.1) * 1e-12, within(1e-20));
        assertThat(energy.memoryJoules()).isCloseTo((100 * 1.25 + 20 * 2 * 5) * 1e-12, within(1e-20));
        assertThat(Energy.frameByFrame(CLIP, Format.INT8).memoryJoules())
                .isCloseTo((1000 + 2 * 200) / 8.0 * 10e-12, within(1e-20));
    }
}
