package dev.frogeye.live.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.frogeye.export.table.OutputException;
import dev.frogeye.export.table.VectorEncoding;
import dev.frogeye.live.LiveSink;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Readers that read slowly, not at all, or no longer. */
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StalledReaderTest {
    private static final Path MKFIFO = Path.of("/usr/bin/mkfifo");
    private static final int FRAMES = 2000;

    private final TestFrames frames = TestFrames.ofVectors(1024);

    @TempDir
    Path folder;

    @Test
    void aPipeThatIsNeverReadStallsNeitherFramesNorTheEnd() throws Exception {
        Path pipe = pipe();
        try (FileChannel reader = FileChannel.open(pipe, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            LiveSink sink = LiveSinks.jsonl(pipe, "cam0", frames.table, VectorEncoding.ARRAY);
            frames.give(sink, FRAMES);
            assertThat(sink.unwritten()).isPositive();
            sink.close(Duration.ofMillis(50));
            assertThat(sink.written() + sink.unwritten()).isEqualTo(FRAMES);
            assertThat(sink.written()).isLessThan(100); // what a pipe holds
            assertThat(reader.isOpen()).isTrue();
        }
    }

    @Test
    void aPipeWithoutAReaderStallsNeitherFramesNorTheEnd() throws Exception {
        LiveSink sink = LiveSinks.jsonl(pipe(), "cam0", frames.table, VectorEncoding.ARRAY);
        frames.give(sink, FRAMES);
        sink.close(Duration.ofMillis(50));
        assertThat(sink.written()).isZero();
        assertThat(sink.unwritten()).isEqualTo(FRAMES);
    }

    @Test
    void aStreamThatCannotBeInterruptedDoesNotStallTheEnd() throws Exception {
        Deaf deaf = new Deaf();
        LiveSink sink = LiveSinks.jsonl(deaf, "cam0", frames.table, VectorEncoding.ARRAY);
        frames.give(sink, FRAMES);
        sink.close(Duration.ofMillis(50));
        assertThat(sink.written() + sink.unwritten()).isEqualTo(FRAMES);
        deaf.release();
    }

    @Test
    void aStreamThatCannotBeClosedMeanwhileDoesNotStallTheEnd() throws Exception {
        Deaf deaf = new Deaf();
        // Closed by an interrupt, which waits for the lock that the write holds.
        PrintStream locked = new PrintStream(Channels.newOutputStream(deaf), true, StandardCharsets.UTF_8);
        LiveSink sink = LiveSinks.jsonl(Channels.newChannel(locked), "cam0", frames.table, VectorEncoding.ARRAY);
        frames.give(sink, FRAMES);
        sink.close(Duration.ofMillis(50));
        assertThat(sink.written() + sink.unwritten()).isEqualTo(FRAMES);
        deaf.release();
    }

    @Test
    void aReaderThatBeginsLateGetsWhatTheQueueHeldInWholeLines() throws Exception {
        Path pipe = pipe();
        LiveSink sink = LiveSinks.jsonl(pipe, "cam0", frames.table, VectorEncoding.BASE64);
        frames.give(sink, 100);
        try (BufferedReader reader = Files.newBufferedReader(pipe)) {
            sink.end();
            List<String> lines = reader.lines().toList();
            assertThat(lines).hasSize(100).allMatch(line -> line.startsWith("{\"v\":1,") && line.endsWith("\"}"));
        }
        sink.close();
        assertThat(sink.written()).isEqualTo(100);
    }

    @Test
    void aReaderThatIsGoneIsToldAsSuch() throws Exception {
        Path pipe = pipe();
        LiveSink sink = LiveSinks.jsonl(pipe, "cam0", frames.table, VectorEncoding.ARRAY);
        frames.give(sink, 1);
        try (BufferedReader reader = Files.newBufferedReader(pipe)) {
            assertThat(reader.readLine()).startsWith("{\"v\":1,");
        }
        Eventually.holds("failed", () -> {
            frames.give(sink, 1);
            return sink.unwritten() > 0;
        });
        assertThatExceptionOfType(OutputException.class)
                .isThrownBy(sink::close)
                .matches(OutputException::isClosedByReader)
                .withMessageContaining("keep the program that reads it running");
    }

    @Test
    void aProcessWhoseOutputIsNeverReadEndsInTime() throws Exception {
        Process process = java("stalled");
        // Its standard output is a pipe, which is only read when it is over.
        List<String> said = process.errorReader(StandardCharsets.UTF_8).lines().toList();
        assertThat(process.waitFor()).isEqualTo(130);
        assertThat(said).last().isEqualTo(FRAMES + " accounted for");
    }

    @Test
    void aProcessWritesLinesToItsStandardOutput() throws Exception {
        Process process = java("read");
        List<String> lines = process.inputReader(StandardCharsets.UTF_8).lines().toList();
        assertThat(process.waitFor()).isEqualTo(130);
        assertThat(lines).isNotEmpty().allMatch(line -> line.startsWith("{\"v\":1,") && line.endsWith("]}"));
        assertThat(process.errorReader(StandardCharsets.UTF_8).readLine()).isEqualTo(FRAMES + " accounted for");
    }

    private static Process java(String manner) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Streaming.class.getName(),
                        manner)
                .start();
    }

    private Path pipe() throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(MKFIFO), "needs mkfifo");
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder(MKFIFO.toString(), pipe.toString())
                        .start()
                        .waitFor())
                .isZero();
        return pipe;
    }

    /** Runs in a Java of its own, as a command that is interrupted does. */
    static final class Streaming {
        private Streaming() {}

        public static void main(String[] args) throws Exception {
            TestFrames frames = TestFrames.ofVectors(1024);
            LiveSink sink = LiveSinks.jsonl(LiveSinks.standardOutput(), "cam0", frames.table, VectorEncoding.ARRAY);
            frames.give(sink, FRAMES);
            sink.close(args[0].equals("stalled") ? LiveSink.PATIENCE : Eventually.LONG);
            boolean isRight = sink.written() + sink.unwritten() == FRAMES
                    && (args[0].equals("stalled") ? sink.written() < 100 : sink.written() > 0);
            System.err.println(isRight ? FRAMES + " accounted for" : "lost count");
            System.exit(130);
        }
    }

    /** Takes nothing and cannot be interrupted, as a stream of which only the interface is known. */
    private static final class Deaf implements WritableByteChannel {
        private final WritableByteChannel nothing = Channels.newChannel(OutputStream.nullOutputStream());
        private volatile boolean isReleased;

        void release() {
            isReleased = true;
        }

        @Override
        public int write(ByteBuffer bytes) throws IOException {
            while (!isReleased) {
                Thread.onSpinWait();
            }
            return nothing.write(bytes);
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {}
    }
}
