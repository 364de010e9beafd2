package dev.frogeye.cli.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.frogeye.cli.option.OptionOrigins.Origin;
import dev.frogeye.cli.option.OptionOrigins.Source;
import dev.frogeye.cli.text.UsageException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OptionOriginsTest {
    private static final Origin VARIABLE = new Origin(Source.ENVIRONMENT, "FROGEYE_FPS");
    private static final Origin LINE = new Origin(Source.FILE, "run.yaml, line 1");

    @Test
    void theStrongestOfAnExclusiveGroupCounts() {
        assertThat(chosen(Map.of("--fps", Origin.FLAG, "--every", VARIABLE, "--frames", LINE)))
                .isEqualTo("--fps");
        assertThat(chosen(Map.of("--every", VARIABLE, "--frames", LINE))).isEqualTo("--every");
        assertThat(chosen(Map.of("--frames", LINE, "--threads", Origin.FLAG))).isEqualTo("--frames");
        assertThat(chosen(Map.of())).isEqualTo("none");
    }

    @Test
    void twoOfTheSameStrengthAreRefusedByName() {
        assertThatThrownBy(() -> chosen(Map.of("--fps", Origin.FLAG, "--frames", Origin.FLAG, "--every", LINE)))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("--fps and --frames exclude each other");
        assertThatThrownBy(() -> chosen(Map.of("--fps", LINE, "--every", LINE)))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("--fps and --every");
    }

    private static String chosen(Map<String, Origin> origins) {
        return new OptionOrigins(origins).choose("--fps", "--every", "--frames").orElse("none");
    }

    @Test
    void messagesSayWhereTheirOptionsWereSet() {
        OptionOrigins origins = new OptionOrigins(Map.of("--fps", VARIABLE, "--every", Origin.FLAG));
        assertThat(origins.note("--fps and --every and --fps exclude each other"))
                .isEqualTo("; --fps is from FROGEYE_FPS");
        assertThat(origins.note("--every must be positive")).isEmpty();
    }
}
