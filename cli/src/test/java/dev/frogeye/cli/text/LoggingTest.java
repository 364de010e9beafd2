package dev.frogeye.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.frogeye.cli.Cli;
import dev.frogeye.cli.TerminalSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoggingTest {
    private static final Logger OURS = Logger.getLogger("dev.frogeye.ingest.DecodeTally");
    private static final Logger PARQUET = Logger.getLogger("org.apache.parquet.io.RecordConsumerLoggingWrapper");

    @TempDir
    Path folder;

    private final TerminalSession terminal = new TerminalSession(80);
    private final Logging logging = terminal.session().logging();

    @AfterEach
    void close() {
        logging.close();
    }

    @Test
    void onlySevereMessagesAreShownUnlessMoreIsAskedFor() {
        OURS.warning("unseen");
        OURS.severe("seen");
        logging.show(1);
        OURS.warning("shown");
        OURS.fine("not yet");
        logging.show(2);
        OURS.fine("now");
        assertThat(terminal.screen()).containsExactly("error: seen", "warning: shown", "debug: now");
    }

    @Test
    void stackTracesComeWithVvOnly() {
        OURS.log(Level.SEVERE, "failed", new IOException("disk"));
        logging.show(1);
        OURS.log(Level.SEVERE, "failed", new IOException("disk"));
        assertThat(terminal.screen()).containsExactly("error: failed", "error: failed");
        logging.show(2);
        OURS.log(Level.SEVERE, "failed", new IOException("disk"));
        assertThat(terminal.sent()).contains("java.io.IOException: disk", "\tat ");
    }

    @Test
    void librariesAreNamedAndTalkativeOnesKeptQuiet() {
        logging.show(2);
        PARQUET.fine("start message");
        PARQUET.info("start message");
        PARQUET.warning("a footer is odd");
        assertThat(terminal.screen()).containsExactly("warning RecordConsumerLoggingWrapper: a footer is odd");
    }

    @Test
    void messagesCannotControlTheTerminal() {
        OURS.severe("codec \u001b[2J\u0007\nand more");
        assertThat(terminal.screen()).containsExactly("error: codec \\u001b[2J\\u0007 and more");
    }

    @Test
    void theFileHasEverythingWithItsTimeAndIsAddedTo() throws IOException {
        Path file = Files.writeString(folder.resolve("frogeye.log"), "earlier\n");
        logging.appendTo(file, LogFormat.TEXT);
        OURS.fine("größer");
        OURS.log(Level.WARNING, "failed", new IOException("disk"));
        logging.close();
        OURS.severe("later");
        List<String> lines = Files.readAllLines(file);
        assertThat(lines.get(0)).isEqualTo("earlier");
        assertThat(lines.get(1))
                .matches("\\d{4}-\\d\\d-\\d\\dT\\S+Z FINE dev.frogeye.ingest.DecodeTally \\[\\d+]: größer");
        assertThat(lines.get(2)).endsWith(": failed");
        assertThat(lines.get(3)).isEqualTo("java.io.IOException: disk");
        assertThat(lines).noneMatch(line -> line.contains("later"));
        assertThat(terminal.screen()).containsExactly("error: later");
    }

    @Test
    void jsonLinesCanBeRead() throws IOException {
        Path file = folder.resolve("frogeye.log");
        logging.appendTo(file, LogFormat.JSON);
        OURS.log(Level.INFO, "two\nlines", new IOException("disk"));
        logging.close();
        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSize(1);
        JsonNode line = new ObjectMapper().readTree(lines.get(0));
        assertThat(Instant.parse(line.get("time").asText())).isBeforeOrEqualTo(Instant.now());
        assertThat(line.get("level").asText()).isEqualTo("INFO");
        assertThat(line.get("message").asText()).isEqualTo("two\nlines");
        assertThat(line.get("thrown").asText()).startsWith("java.io.IOException: disk");
    }

    @Test
    void aCommandNotesItsErrorInTheFile() throws IOException {
        Path file = folder.resolve("frogeye.log");
        Cli result = Cli.run("inspect", "missing.onnx", "--log-file", file);
        assertThat(result.exitCode()).isEqualTo(ExitCode.MODEL);
        assertThat(Files.readString(file)).contains("SEVERE frogeye", "missing.onnx does not exist", "\tat ");
        assertThat(result.err()).doesNotContain("\tat ");
    }

    @Test
    void aFileThatCannotBeWrittenIsAUsageError() {
        Cli result = Cli.run("inspect", "builtin:gabor", "--log-file", folder);
        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(result.errLines()).singleElement().asString().contains("--log-file", folder.toString());
    }
}
