package dev.frogeye.model.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ModelFuzzTest {
    /** Seconds of the ordinary build; {@code -Dfrogeye.fuzz.inputs} gives another number. */
    private static final int INPUTS = Integer.getInteger("frogeye.fuzz.inputs", 20_000);

    @Test
    void changedModelsAreImportedAndRunOrRefusedInOneLine() {
        ModelFuzzing fuzzing = new ModelFuzzing();
        long first = Long.getLong("frogeye.fuzz.seed", 0);
        for (long seed = first; seed < first + INPUTS; seed++) {
            fuzzing.input(seed);
        }

        assertThat(fuzzing.failures()).isEmpty();
        // Changes that only break would not reach what comes behind the first check.
        assertThat(fuzzing.imported()).isGreaterThan(INPUTS / 20);
        assertThat(fuzzing.run()).isGreaterThan(INPUTS / 40);
    }
}
