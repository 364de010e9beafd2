package dev.frogeye.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frogeye.cli.TerminalSession;
import java.io.IOException;
import java.io.OutputStream;
import org.junit.jupiter.api.Test;

class StatusLineTest {
    private final TerminalSession terminal = new TerminalSession(80);
    private final StatusLine line = terminal.session().statusLine();

    @Test
    void itStaysBelowWhatIsPrinted() {
        line.show("10 %");
        terminal.session().err().println("a message");
        line.show("20 %");
        terminal.session().err().println("another");
        assertThat(terminal.screen()).containsExactly("a message", "another", "20 %");
    }

    @Test
    void aShorterOneLeavesNothingOfALongerOne() {
        line.show("a long status line");
        line.show("short");
        assertThat(terminal.screen()).containsExactly("short");
        line.hide();
        assertThat(terminal.screen()).containsExactly("");
        terminal.session().err().println("done");
        assertThat(terminal.screen()).containsExactly("done");
    }

    @Test
    void itDoesNotBreakIntoALineThatIsNotComplete() {
        terminal.session().err().print("half");
        terminal.session().err().flush();
        line.show("10 %");
        terminal.session().err().println(" and whole");
        assertThat(terminal.screen()).containsExactly("half and whole", "10 %");
    }

    @Test
    void whatIsNotShownCostsNothing() {
        terminal.session().err().println("plain");
        assertThat(terminal.sent()).isEqualTo("plain" + System.lineSeparator());
    }

    @Test
    void aTerminalThatIsGoneIsNoFailure() {
        StatusLine gone = new StatusLine(
                new OutputStream() {
                    @Override
                    public void write(int b) throws IOException {
                        throw new IOException("gone");
                    }
                },
                80);
        gone.show("10 %");
        gone.hide();
        assertThat(gone.isTerminal()).isTrue();
    }
}
