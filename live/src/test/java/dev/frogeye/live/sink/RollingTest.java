package dev.frogeye.live.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RollingTest {
    @Test
    void timesAndSizesAreReadInAnyOrder() {
        assertThat(Rolling.parse("10min")).isEqualTo(Rolling.every(Duration.ofMinutes(10)));
        assertThat(Rolling.parse("64MB")).isEqualTo(Rolling.atBytes(64_000_000));
        assertThat(Rolling.parse("1 GiB")).isEqualTo(Rolling.atBytes(1 << 30));
        assertThat(Rolling.parse("1h, 64kB")).isEqualTo(new Rolling(Duration.ofHours(1), 64_000));
        assertThat(Rolling.parse("64kB,1h")).isEqualTo(new Rolling(Duration.ofHours(1), 64_000));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10", "ten minutes", "1h,", "1h,2h", "1MB,2MB", "0s", "0MB", "-1h"})
    void whatIsNeitherIsToldWithWhatIs(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Rolling.parse(text))
                .withMessageStartingWith("'" + text + "' does not say when a new file begins")
                .withMessageContaining("10min,64MB");
    }
}
