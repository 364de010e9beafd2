package dev.frogeye.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.frogeye.export.table.VectorEncoding;
import dev.frogeye.extraction.ThresholdOptions;
import dev.frogeye.ingest.NumberedClip;
import dev.frogeye.ingest.live.CaptureOptions;
import dev.frogeye.ingest.live.LiveInput;
import dev.frogeye.ingest.live.LiveOptions;
import dev.frogeye.ingest.live.LiveSource;
import dev.frogeye.ingest.live.LiveSourceException;
import dev.frogeye.ingest.live.Reconnect;
import dev.frogeye.ingest.live.Server;
import dev.frogeye.live.sink.LiveSinks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Servers that go away while their stream is being processed. */
@Timeout(60)
class LiveReconnectTest {
    private static final int FRAMES = 400;
    private static final int SECOND = 1024;

    private static final LiveOptions PERSISTENT = LiveRun.EVERY_FRAME.withReconnect(Reconnect.DEFAULT
            .withDelays(Duration.ofMillis(20), Duration.ofMillis(200))
            .withRetries(-1)
            .withSeed(7));

    private static final CaptureOptions IMPATIENT =
            CaptureOptions.DEFAULT.withTimeouts(Duration.ofSeconds(8), Duration.ofMillis(1500));

    @TempDir
    private static Path folder;

    private record Row(long index, long ptsMicros, boolean isKey, int number) {}

    private final List<Row> rows = new ArrayList<>();
    private volatile int lastNumber = -1;

    private static byte[] clip(int firstNumber) throws IOException {
        Path file = folder.resolve("clip" + firstNumber + ".ts");
        if (!Files.exists(file)) {
            NumberedClip.write(file, firstNumber, FRAMES);
        }
        return Files.readAllBytes(file);
    }

    private void note(LiveFrame frame) {
        int number = NumberedClip.read(frame.picture());
        rows.add(new Row(
                frame.row().frameIndex(), frame.row().ptsMicros(), frame.row().isKey(), number));
        lastNumber = number;
    }

    @ParameterizedTest
    @EnumSource(
            value = Server.Protocol.class,
            names = {"TCP", "UDP", "HTTP"})
    @SuppressWarnings("try") // closing the source is what ends the loop
    void aStreamGoesOnWithAKeyFrameWhereItsServerComesBack(Server.Protocol protocol) throws Exception {
        Server server = Server.start(protocol, 0, clip(0));
        try (LiveSource source = LiveSource.open(LiveInput.parse(server.url(), false), IMPATIENT, PERSISTENT);
                LiveRun run = LiveRun.of(source, ThresholdOptions.DEFAULT, "all", 0)) {
            Path file = folder.resolve(protocol + ".jsonl");
            LiveSink sink = LiveSinks.jsonl(file, source.input().name(), run.table, VectorEncoding.BASE64);
            run.extraction.add(sink);
            run.extraction.add(this::note);
            CompletableFuture<Void> loop = CompletableFuture.runAsync(() -> {
                try {
                    run.extraction.run();
                } catch (IOException | InterruptedException e) {
                    throw new AssertionError(e);
                }
            });
            await(loop, () -> lastNumber >= 30);
            server.close();
            await(loop, () -> run.extraction.status().connection() == LiveStatus.Connection.RECONNECTING);
            LiveStatus away = run.extraction.status();
            assertThat(away.lastError()).isPresent();
            assertThat(away.toString()).doesNotContain("s3cr3t", "t0k3n");
            server = Server.start(protocol, server.port(), clip(SECOND));
            await(loop, () -> lastNumber >= SECOND + 30);
            assertThat(run.extraction.status().frames().reconnects()).isEqualTo(1);
            source.close();
            loop.get(30, TimeUnit.SECONDS);
            sink.close(Duration.ofSeconds(30));
            assertThat(sink.unwritten()).isZero();

            List<String> lines = Files.readAllLines(file);
            assertThat(lines).hasSameSizeAs(rows);
            for (int i = 0; i < lines.size(); i++) {
                assertThat(lines.get(i))
                        .contains("\"frame_index\":" + rows.get(i).index() + ",")
                        .contains("\"state\":\"" + (rows.get(i).isKey() ? "key" : "delta") + "\"")
                        .doesNotContain("s3cr3t", "t0k3n");
            }
        } finally {
            server.close();
        }
        assertThat(rows).extracting(Row::index).isSorted().doesNotHaveDuplicates();
        assertThat(rows).extracting(Row::ptsMicros).isSorted().doesNotHaveDuplicates();
        assertThat(rows).extracting(Row::number).isSorted().doesNotHaveDuplicates();
        Row back =
                rows.stream().filter(row -> row.number() >= SECOND).findFirst().orElseThrow();
        assertThat(rows.get(0).isKey()).isTrue();
        assertThat(back.isKey()).isTrue();
    }

    @Test
    void aServerThatStaysAwayEndsTheLoop() throws Exception {
        LiveOptions options = PERSISTENT.withReconnect(PERSISTENT.reconnect().withRetries(2));
        Server server = Server.start(Server.Protocol.TCP, 0, clip(0));
        try (LiveSource source = LiveSource.open(LiveInput.parse(server.url(), false), IMPATIENT, options);
                LiveRun run = LiveRun.of(source, ThresholdOptions.DEFAULT, "all", 0)) {
            run.extraction.add(frame -> {
                note(frame);
                if (lastNumber == 10) {
                    server.close();
                }
            });
            assertThatThrownBy(run.extraction::run)
                    .isInstanceOfSatisfying(LiveSourceException.class, e -> assertThat(e.kind())
                            .isEqualTo(LiveSourceException.Kind.LOST));
            LiveStatus status = run.extraction.status();
            assertThat(status.connection()).isEqualTo(LiveStatus.Connection.LOST);
            assertThat(status.frames().processed()).isEqualTo(rows.size());
            assertThat(status.frames().queued()).isZero();
        } finally {
            server.close();
        }
    }

    private static void await(CompletableFuture<Void> loop, BooleanSupplier condition) throws Exception {
        while (!condition.getAsBoolean()) {
            if (loop.isDone()) {
                loop.get();
            }
            TimeUnit.MILLISECONDS.sleep(2);
        }
    }
}
