package dev.frogeye.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeRangeTest {
    private static final int FRAMES = 100;
    private static final int FRAME_MICROS = 40_000;

    /** What is taken of 100 frames at 25 frames a second: first frame, last frame, index of the first. */
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-, -, -, 0, 99, 0",
                "1, -, -, 25, 99, 0",
                "1.001, -, -, 26, 99, 0",
                "30f, -, -, 30, 99, 30",
                "-, 1, -, 0, 24, 0",
                "-, 10f, -, 0, 9, 0",
                "-, -, 2, 0, 49, 0",
                "-, -, 7f, 0, 6, 0",
                "1, 1, -, 25, 49, 0",
                "1, 3f, -, 25, 27, 0",
                "30f, 0.2, -, 30, 34, 30",
                "30f, 4f, -, 30, 33, 30",
                "1, -, 2, 25, 49, 0",
                "1, -, 40f, 25, 39, 0",
                "30f, -, 2, 30, 49, 30",
                "30f, -, 40f, 30, 39, 30",
                "3, 9, -, 75, 99, 0"
            })
    void takesExactlyTheFramesOfTheRange(String start, String duration, String end, int first, int last, int index) {
        RangeCursor cursor = new RangeCursor(TimeRange.parse(start, duration, end));
        List<Integer> taken = new ArrayList<>();
        List<Long> indices = new ArrayList<>();
        for (int frame = 0; frame < FRAMES; frame++) {
            RangeCursor.Decision decision = cursor.next((long) frame * FRAME_MICROS);
            if (decision == RangeCursor.Decision.STOP) {
                break;
            }
            if (decision == RangeCursor.Decision.TAKE) {
                taken.add(frame);
                indices.add(cursor.index());
            }
        }
        assertThat(taken).hasSize(last - first + 1).startsWith(first).endsWith(last);
        assertThat(indices).startsWith((long) index).endsWith((long) index + last - first);
    }

    @Test
    void seeksOnlyWhereNothingNeedsTheFrameCount() {
        assertThat(TimeRange.ALL.seekable()).isFalse();
        assertThat(TimeRange.parse("0", null, null).seekable()).isFalse();
        assertThat(TimeRange.parse("5", "10f", null).seekable()).isTrue();
        assertThat(TimeRange.parse("5", null, "300f").seekable()).isFalse();
        assertThat(TimeRange.parse("5f", null, null).seekable()).isFalse();
    }

    @Test
    void rejectsContradictions() {
        assertThatThrownBy(() -> TimeRange.parse(null, "5", "6")).hasMessageContaining("not both");
        assertThatThrownBy(() -> TimeRange.parse("6", null, "5")).hasMessageContaining("not after its start");
        assertThatThrownBy(() -> TimeRange.parse("6f", null, "6f")).hasMessageContaining("not after its start");
        assertThatThrownBy(() -> TimeRange.parse(null, "0", null)).hasMessageContaining("no frame");
        assertThatThrownBy(() -> TimeRange.parse(null, "0f", null)).hasMessageContaining("no frame");
        assertThatThrownBy(() -> TimeRange.parse(null, null, "0")).hasMessageContaining("not after its start");
    }

    @Test
    void writesWhatWasAsked() {
        assertThat(TimeRange.parse("1.5", "30f", null)).hasToString("-ss 1.5s -t 30f");
        assertThat(TimeRange.parse(null, null, "00:00:02")).hasToString("-to 2s");
        assertThat(TimeRange.ALL).hasToString("");
    }

    @Test
    void timeBaseIsExactWhereNanosecondsWouldOverflow() {
        TimeBase nanoseconds = new TimeBase(1, 1_000_000_000);
        long tenDays = 864_000L * 1_000_000_000;
        assertThat(nanoseconds.toMicros(tenDays + 1500)).isEqualTo(864_000L * 1_000_000 + 2);
        assertThat(new TimeBase(1, 90_000).toMicros(576_000)).isEqualTo(6_400_000);
        assertThat(new TimeBase(1, 90_000).toMicros(-3003)).isEqualTo(-33_367);
        assertThat(new TimeBase(1001, 30_000).toMicros(3)).isEqualTo(100_100);
        assertThat(new TimeBase(1001, 30_000).fromMicros(100_099)).isEqualTo(2);
        assertThat(new TimeBase(1001, 30_000).fromMicros(100_100)).isEqualTo(3);
    }
}
