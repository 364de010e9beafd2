package dev.frogeye.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frogeye.cli.Main;
import dev.frogeye.cli.TerminalSession;
import dev.frogeye.cli.command.ErrorReport;
import dev.frogeye.cli.option.OptionOrigins;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class FailuresTest {
    @Test
    void tooLittleMemorySaysHowToGiveMore() {
        assertThat(Failures.explain(new IllegalStateException("worker", new OutOfMemoryError("Java heap space"))))
                .contains("Java heap space", "FROGEYE_JAVA_OPTS=-Xmx");
    }

    @Test
    void missingNativesNameThePlatformAndTheCache() {
        String platform = System.getProperty("os.arch");
        assertThat(Failures.explain(new UnsatisfiedLinkError("no jniavutil")))
                .contains(platform, "no jniavutil", "~/.javacpp/cache");
        assertThat(Failures.explain(
                        new NoClassDefFoundError("Could not initialize class org.bytedeco.ffmpeg.global.avutil")))
                .contains(platform, "~/.javacpp/cache");
    }

    @Test
    void otherErrorsAreInternal() {
        assertThat(Failures.explain(new NoClassDefFoundError("dev/frogeye/Missing")))
                .contains("internal error", "install it again");
        assertThat(Failures.explain(new StackOverflowError())).contains("-Xss", "-vv");
        assertThat(Failures.explain(new IllegalStateException("odd"))).contains("odd", "-vv", "report it");
    }

    @Test
    void anErrorIsOneLineAndExitCodeOne() {
        TerminalSession terminal = new TerminalSession(0);
        ErrorReport report = new ErrorReport(terminal.session(), OptionOrigins.NONE);
        CommandLine none = null;
        assertThat(report.report(new OutOfMemoryError("Java heap space"), none)).isEqualTo(ExitCode.INTERNAL_ERROR);
        assertThat(terminal.screen()).singleElement().asString().startsWith("frogeye: out of memory");
    }

    @ParameterizedTest
    @CsvSource({"No space left on device, 4", "Broken pipe, 141"})
    void dataThatCannotBeWrittenEndsTheCommand(String reason, int exitCode) {
        TerminalSession terminal = new TerminalSession(0);
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException(reason);
            }
        };
        Interruption interruption = new Interruption();
        Session session = Session.on(full, terminal.session().err(), 0, interruption, Map.of());
        assertThat(Main.run(session, "inspect", "builtin:gabor")).isEqualTo(exitCode);
        assertThat(interruption.requested()).isTrue();
        assertThat(terminal.sent().lines())
                .hasSize(exitCode == ExitCode.BROKEN_PIPE ? 0 : 1)
                .allMatch(line -> line.equals("frogeye: cannot write to standard output (No space left on device)"));
    }
}
