package dev.frogeye.live.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatusBlockTest {
    private final Screen screen = new Screen();
    private final StatusBlock block = new StatusBlock(screen);
    private final PrintStream err = new PrintStream(block, true, StandardCharsets.UTF_8);

    @Test
    void theStatusStaysBelowWhatElseIsWritten() {
        err.println("before");
        block.show(List.of("one", "two", "three"));
        assertThat(screen.lines()).containsExactly("before", "one", "two", "three");
        block.show(List.of("1", "2 and more", "3"));
        assertThat(screen.lines()).containsExactly("before", "1", "2 and more", "3");
        err.println("a warning");
        assertThat(screen.lines()).containsExactly("before", "a warning", "1", "2 and more", "3");
        assertThat(screen.isWrapping).isTrue();
    }

    @Test
    void aStatusMayHaveFewerLinesThanBeforeOrNone() {
        block.show(List.of("one", "two", "three"));
        block.show(List.of("1", "2"));
        assertThat(screen.lines()).containsExactly("1", "2");
        block.show(List.of("1", "2", "3", "4"));
        assertThat(screen.lines()).containsExactly("1", "2", "3", "4");
        block.show(List.of());
        err.println("done");
        assertThat(screen.lines()).containsExactly("done", "");
    }

    @Test
    void aLineThatIsNotCompleteIsNotTornApart() {
        block.show(List.of("one", "two"));
        err.print("a question? ");
        err.flush();
        block.show(List.of("1", "2"));
        assertThat(screen.lines()).containsExactly("a question? ");
        err.println("yes");
        assertThat(screen.lines()).containsExactly("a question? yes", "1", "2");
    }

    @Test
    void aTerminalThatIsGoneIsNoReasonToStop() {
        StatusBlock gone = new StatusBlock(new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("gone");
            }
        });
        gone.show(List.of("one"));
        gone.show(List.of());
    }
}
