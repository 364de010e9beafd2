package dev.frogeye.ingest.preset;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PresetFuzzTest {
    /** Seconds of the ordinary build; {@code -Dfrogeye.fuzz.inputs} gives another number. */
    private static final int INPUTS = Integer.getInteger("frogeye.fuzz.inputs", 30_000);

    @Test
    void changedFilesAreReadOrRefusedInOneLine() {
        PresetFuzzing fuzzing = new PresetFuzzing();
        long first = Long.getLong("frogeye.fuzz.seed", 0);
        for (long seed = first; seed < first + INPUTS; seed++) {
            fuzzing.input(seed);
        }

        assertThat(fuzzing.failures()).isEmpty();
        // Enough of them are still files for the readers to have been reached.
        assertThat(fuzzing.read()).isBetween(INPUTS / 20L, INPUTS * 19L / 20);
    }
}
