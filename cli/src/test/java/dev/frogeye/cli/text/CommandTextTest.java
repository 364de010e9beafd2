package dev.frogeye.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CommandTextTest {
    @Test
    void argumentsThatAShellWouldReadOtherwiseAreQuoted() {
        assertThat(CommandText.text(List.of("compare", "a b.mp4", "--sweep=0,0.1:2", "it's", "$HOME", "")))
                .isEqualTo(" compare 'a b.mp4' --sweep=0,0.1:2 'it'\\''s' '$HOME' ''");
    }

    @Test
    void passwordsAndTokensAreLeftOut() {
        assertThat(CommandText.text(List.of(
                        "https://user:secret@host/clip.mp4?token=secret", "--check=rtsp://user:secret@host:554/live")))
                .doesNotContain("secret", "user")
                .contains("https://", "host/clip.mp4", "--check=rtsp://", "host:554/live");
    }
}
