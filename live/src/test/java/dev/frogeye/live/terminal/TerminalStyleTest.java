package dev.frogeye.live.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TerminalStyleTest {
    @Test
    void theEnvironmentSaysWhatATerminalCanShow() {
        assertThat(TerminalStyle.of(100, Map.of("LANG", "de_DE.UTF-8", "LINES", "50")))
                .isEqualTo(new TerminalStyle(100, 50, true, true));
        assertThat(TerminalStyle.of(100, Map.of("LANG", "C.UTF-8", "LC_ALL", "C", "NO_COLOR", "1")))
                .isEqualTo(new TerminalStyle(100, 24, false, false));
        assertThat(TerminalStyle.of(80, Map.of("LC_CTYPE", "en_US.utf8", "LANG", "C", "NO_COLOR", "", "LINES", "x")))
                .isEqualTo(new TerminalStyle(80, 24, true, true));
        assertThat(TerminalStyle.of(80, Map.of())).isEqualTo(new TerminalStyle(80, 24, true, false));
    }

    @Test
    void whatCannotBeDrawnInPlaceIsNoTerminal() {
        assertThat(TerminalStyle.of(0, Map.of("TERM", "xterm")).isTerminal()).isFalse();
        assertThat(TerminalStyle.of(80, Map.of("TERM", "dumb")).isTerminal()).isFalse();
        assertThat(TerminalStyle.of(80, Map.of("TERM", "xterm")).isTerminal()).isTrue();
    }
}
