package dev.frogeye.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.frogeye.batch.Progress;
import dev.frogeye.cli.TerminalSession;
import dev.frogeye.cli.text.Printable;
import dev.frogeye.cli.text.ProgressMode;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The clock is the run's own, and the run is moved by hand. */
class ProgressReporterTest {
    private final TerminalSession terminal = new TerminalSession(120);
    private final TerminalSession pipe = new TerminalSession(0);
    private Progress now = at(0, 0);

    /** 25 frames a second of video, of which {@code frames} are done; 10 % of 100 MACs each. */
    private static Progress at(double seconds, long frames) {
        return new Progress(
                4,
                1,
                0,
                0,
                List.of("clip.mp4"),
                frames,
                frames / 25.0,
                frames * 10,
                frames * 100,
                seconds,
                OptionalDouble.empty());
    }

    private ProgressReporter reporter(ProgressMode mode, TerminalSession on) {
        return new ProgressReporter(mode, on.session(), () -> now);
    }

    @Test
    void aTerminalGetsABarThatIsGoneInTheEnd() {
        try (ProgressReporter reporter = reporter(ProgressMode.AUTO, terminal)) {
            now = at(10, 1000);
            reporter.update();
            assertThat(terminal.screen())
                    .containsExactly("[=====>              ]  25 %  2/4  100 fps  4.0x  10.0 % of MACs  clip.mp4");
            terminal.session().err().println("a warning");
            assertThat(terminal.screen()).hasSize(2).first().isEqualTo("a warning");
            now = new Progress(4, 4, 1, 1, List.of(), 2000, 80, 20_000, 200_000, 83, OptionalDouble.of(0));
        }
        assertThat(terminal.screen())
                .containsExactly(
                        "a warning",
                        "2 of 4 files, 1 skipped, 1 failed in 1:23: 2,000 frames, 24 frames/s, 1.0 times real time,"
                                + " 10.0 % of the frame-by-frame multiply-adds");
    }

    @Test
    void ratesAreThoseOfTheLastTenSeconds() {
        try (ProgressReporter reporter = reporter(ProgressMode.PLAIN, pipe)) {
            for (int second = 0; second <= 20; second++) {
                now = at(second, second * 100L);
                reporter.update();
            }
            for (int second = 21; second <= 40; second++) {
                now = at(second, 2000 + (second - 20) * 5L);
                reporter.update();
            }
        }
        List<String> lines = pipe.screen();
        assertThat(lines.get(15)).contains("file 2/4 (clip.mp4): 1,500 frames, 100 frames/s, 4.0 times real time");
        assertThat(lines.get(40)).contains("2,100 frames, 5.0 frames/s, 0.2 times real time");
        assertThat(lines.get(41)).contains("2,100 frames, 53 frames/s");
    }

    @Test
    void theTimeLeftMovesTheBar() {
        try (ProgressReporter reporter = reporter(ProgressMode.BAR, terminal)) {
            now = new Progress(1, 0, 0, 0, List.of("a"), 10, 1, 1, 2, 3 * 3600, OptionalDouble.of(3600 + 61));
            reporter.update();
            assertThat(terminal.screen())
                    .singleElement()
                    .asString()
                    .startsWith("[==============>     ]  74 %  1/1")
                    .contains("ETA 1:01:01");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 20, 40, 60, 69, 70, 80, 100})
    void aBarFitsIntoItsTerminal(int columns) {
        TerminalSession narrow = new TerminalSession(columns);
        try (ProgressReporter reporter = reporter(ProgressMode.AUTO, narrow)) {
            now = new Progress(
                    400, 100, 12, 0, List.of("日本語の名前.mp4", "b.mp4"), 1 << 20, 1e4, 1, 3, 1e5, OptionalDouble.of(1e6));
            reporter.update();
            assertThat(Printable.columns(narrow.screen().get(0))).isLessThan(columns);
        }
    }

    @Test
    void jsonIsOneObjectALine() throws Exception {
        try (ProgressReporter reporter = reporter(ProgressMode.JSON, terminal)) {
            now = at(2, 100);
            reporter.update();
        }
        List<String> lines = terminal.screen();
        assertThat(lines).hasSize(2);
        JsonNode first = new ObjectMapper().readTree(lines.get(0));
        assertThat(first.get("files").asInt()).isEqualTo(4);
        assertThat(first.get("running").toString()).isEqualTo("[\"clip.mp4\"]");
        assertThat(first.get("fps").asDouble()).isEqualTo(50);
        assertThat(first.get("times_real_time").asDouble()).isEqualTo(2);
        assertThat(first.get("macs").asLong()).isEqualTo(1000);
        assertThat(first.get("seconds_left").isNull()).isTrue();
        assertThat(first.get("finished").asBoolean()).isFalse();
        assertThat(new ObjectMapper().readTree(lines.get(1)).get("finished").asBoolean())
                .isTrue();
    }

    @Test
    void nothingIsShownWhereNothingWasAskedFor() {
        try (ProgressReporter reporter = reporter(ProgressMode.NONE, terminal)) {
            reporter.update();
        }
        assertThat(terminal.sent()).isEmpty();
    }

    @Test
    void namesCannotControlTheTerminal() {
        try (ProgressReporter reporter = reporter(ProgressMode.BAR, terminal)) {
            now = new Progress(1, 0, 0, 0, List.of("\u001b[2J\n.mp4"), 0, 0, 0, 0, 0, OptionalDouble.empty());
            reporter.update();
        }
        assertThat(terminal.sent()).doesNotContain("\u001b").contains("  \\u001b[2J .mp4");
    }

    @Test
    void itsThreadEndsWithIt() {
        ProgressReporter reporter = ProgressReporter.start(ProgressMode.BAR, terminal.session(), () -> now);
        reporter.close();
        reporter.close();
        reporter.update();
        assertThat(terminal.screen()).hasSize(1);
    }
}
