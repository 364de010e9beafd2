package dev.frogeye.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeValueTest {
    @ParameterizedTest
    @CsvSource({
        "12.5, 12500000",
        "12.5s, 12500000",
        "0, 0",
        ".5, 500000",
        "90, 90000000",
        "250ms, 250000",
        "00:00:12.5, 12500000",
        "01:30, 90000000",
        "1:02:03.000004, 3723000004",
        "120:00:00, 432000000000",
        "0.0000014, 1"
    })
    void readsSecondsAndClockTimes(String text, long micros) {
        assertThat(TimeValue.parse(text)).isEqualTo(new TimeValue.Time(micros));
    }

    @Test
    void readsFrames() {
        assertThat(TimeValue.parse("30f")).isEqualTo(new TimeValue.Frames(30));
    }

    @ParameterizedTest
    @ValueSource(strings = {"12.5", "0", "30f", "3723.000004", "0.1"})
    void writesWhatParsesBack(String text) {
        TimeValue value = TimeValue.parse(text);
        assertThat(TimeValue.parse(value.toString())).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "1h", "1.5f", "12,5", "00:61:00", "00:00:61", "::", "f", "1e3", "NaN"})
    void rejectsOtherTextAndSaysWhatIsAllowed(String text) {
        assertThatThrownBy(() -> TimeValue.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + text + "'")
                .hasMessageContaining("30f")
                .hasMessageNotContaining("\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"99999999999999999999", "99999999999999999999f", "99999999999999999999:00:00"})
    void rejectsTimesBeyondTheClock(String text) {
        assertThatThrownBy(() -> TimeValue.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("too large");
    }
}
