package dev.frogeye.ingest.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.frogeye.ingest.NumberedClip;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class ReconnectTest {
    private static final int FRAMES = 400;
    private static final int SECOND = 1024;
    private static final int THIRD = 2048;

    private static final LiveOptions EVERY_FRAME = LiveOptions.DEFAULT
            .withPolicy(Policy.BLOCK)
            .withReconnect(Reconnect.DEFAULT
                    .withDelays(Duration.ofMillis(20), Duration.ofMillis(200))
                    .withRetries(-1)
                    .withSeed(7));

    private static final CaptureOptions IMPATIENT =
            CaptureOptions.DEFAULT.withTimeouts(Duration.ofSeconds(8), Duration.ofMillis(1500));

    @TempDir
    private static Path folder;

    private static byte[] clip(int firstNumber) throws IOException {
        Path file = folder.resolve("clip" + firstNumber + ".ts");
        if (!Files.exists(file)) {
            NumberedClip.write(file, firstNumber, FRAMES);
        }
        return Files.readAllBytes(file);
    }

    @SuppressWarnings("try") // closed early, to see what that does
    @ParameterizedTest
    @EnumSource(Server.Protocol.class)
    void aServerKilledAndStartedAgainIsWatchedOn(Server.Protocol protocol) throws Exception {
        Server server = Server.start(protocol, 0, clip(0));
        List<Taken> frames;
        try (LiveSource source = LiveSource.open(LiveInput.parse(server.url(), false), IMPATIENT, EVERY_FRAME)) {
            Collector collector = new Collector(source);
            for (int next : new int[] {SECOND, THIRD}) {
                collector.awaitNumber(next - SECOND + 30);
                server.close();
                collector.awaitState(ConnectionState.RECONNECTING);
                server = Server.start(protocol, server.port(), clip(next));
            }
            collector.awaitNumber(THIRD + 30);
            assertThat(source.info().codec()).isEqualTo("mpeg4");
            assertThat(source.info().name()).doesNotContain("s3cr3t", "t0k3n");
            LiveCounters counters = source.counters();
            assertThat(counters.reconnects()).isEqualTo(2);
            assertThat(counters.state()).isEqualTo(ConnectionState.LIVE);
            assertThat(counters.lastError()).isPresent();
            assertThat(counters.lastError().get()).doesNotContain("s3cr3t", "t0k3n");
            assertThat(counters.dropped()).isZero();
            Taken.assertAddsUp(counters);
            source.close();
            frames = collector.frames();
        } finally {
            server.close();
        }
        assertThat(frames.stream().filter(Taken::restarts)).hasSize(3);
        assertThat(frames.get(0).restarts()).isTrue();
        for (int i = 1; i < frames.size(); i++) {
            Taken frame = frames.get(i);
            Taken before = frames.get(i - 1);
            assertThat(frame.index()).isEqualTo(i);
            assertThat(frame.ptsMicros()).isGreaterThan(before.ptsMicros());
            assertThat(frame.number()).isGreaterThan(before.number());
            assertThat(frame.restarts()).isEqualTo(frame.number() / SECOND != before.number() / SECOND);
        }
    }

    @Test
    void aClockThatLeapsOrASizeThatChangesRestarts() throws Exception {
        byte[] larger = Files.readAllBytes(NumberedClip.write(folder.resolve("larger.ts"), THIRD, 60, 2));
        ByteArrayOutputStream clips = new ByteArrayOutputStream();
        clips.write(clip(0));
        clips.write(clip(SECOND));
        clips.write(larger);
        try (Server server = Server.startAndHang(Server.Protocol.TCP, 0, clips.toByteArray(), clips.size());
                LiveSource source = LiveSource.open(LiveInput.parse(server.url(), false), IMPATIENT, EVERY_FRAME)) {
            List<Taken> frames = Taken.until(source, frame -> frame.number() >= THIRD + 30);
            assertThat(source.counters().reconnects()).isZero();
            assertThat(frames.stream().filter(Taken::restarts))
                    .extracting(frame -> frame.number() / SECOND)
                    .contains(0, 1, 2);
            for (int i = 1; i < frames.size(); i++) {
                assertThat(frames.get(i).ptsMicros())
                        .isGreaterThan(frames.get(i - 1).ptsMicros());
                if (frames.get(i).number() / SECOND != frames.get(i - 1).number() / SECOND) {
                    assertThat(frames.get(i).restarts()).isTrue();
                }
            }
        }
    }

    @Test
    void aDamagedStreamIsWatchedOnAndItsDamageCounted() throws Exception {
        byte[] clip = clip(0);
        Random random = new Random(2);
        for (int at = clip.length / 8; at < clip.length / 4; at++) {
            // All but the headers of packets.
            if (at % 188 > 40 && random.nextInt(10) == 0) {
                clip[at] = (byte) random.nextInt();
            }
        }
        try (Server server = Server.startAndHang(Server.Protocol.TCP, 0, clip, clip.length);
                LiveSource source = LiveSource.open(LiveInput.parse(server.url(), false), IMPATIENT, EVERY_FRAME)) {
            Taken.until(source, frame -> frame.index() >= 200);
            assertThat(source.counters().decodeErrors()).isPositive();
            assertThat(source.counters().reconnects()).isZero();
        }
    }

    @Test
    void aServerThatHangsIsLostAndThenLostForGood() throws Exception {
        byte[] clip = clip(0);
        CaptureOptions capture = CaptureOptions.DEFAULT.withTimeouts(Duration.ofSeconds(4), Duration.ofMillis(900));
        LiveOptions options = EVERY_FRAME.withReconnect(EVERY_FRAME.reconnect().withRetries(2));
        try (Server server = Server.startAndHang(Server.Protocol.HTTP, 0, clip, clip.length / 2);
                LiveSource source = LiveSource.open(LiveInput.parse(server.url(), false), capture, options)) {
            List<Taken> frames = new ArrayList<>();
            CapturedFrame frame = new CapturedFrame();
            assertThatThrownBy(() -> {
                        while (source.take(frame)) {
                            frames.add(Taken.of(frame));
                        }
                    })
                    .isInstanceOfSatisfying(LiveSourceException.class, e -> {
                        assertThat(e.kind()).isEqualTo(LiveSourceException.Kind.LOST);
                        assertThat(e.hints()).anyMatch(line -> line.contains("ffmpeg "));
                        assertThat(e.hints().toString()).doesNotContain("s3cr3t", "t0k3n");
                    })
                    .hasMessageContaining("after 2 attempts")
                    .hasMessageContaining("sent no picture for 900 ms")
                    .hasMessageContaining("127.0.0.1:" + server.port())
                    .hasMessageNotContaining("s3cr3t")
                    .hasMessageNotContaining("t0k3n")
                    .hasMessageNotContaining("\n");
            // The two attempts got the same half of the clip again.
            assertThat(frames.stream().filter(Taken::restarts)).hasSize(3);
            assertThat(source.counters().state()).isEqualTo(ConnectionState.LOST);
            assertThatThrownBy(() -> source.take(frame)).isInstanceOf(LiveSourceException.class);
        }
    }

    @Test
    void aServerThatStaysAwayIsLostForGood() throws Exception {
        LiveOptions options = EVERY_FRAME.withReconnect(EVERY_FRAME.reconnect().withRetries(3));
        Server server = Server.start(Server.Protocol.TCP, 0, clip(0));
        try (LiveSource source = LiveSource.open(LiveInput.parse(server.url(), false), IMPATIENT, options)) {
            Taken.until(source, frame -> frame.number() >= 10);
            server.close();
            assertThatThrownBy(() -> Taken.all(source))
                    .isInstanceOf(LiveSourceException.class)
                    .hasMessageContaining("after 3 attempts")
                    .hasMessageContaining("refused");
            Taken.assertAddsUp(source.counters());
        } finally {
            server.close();
        }
    }

    @Test
    void withoutRetriesTheFirstLossIsTheLast() throws Exception {
        LiveOptions options = EVERY_FRAME.withReconnect(Reconnect.DEFAULT.withRetries(0));
        Server server = Server.start(Server.Protocol.TCP, 0, clip(0));
        try (LiveSource source = LiveSource.open(LiveInput.parse(server.url(), false), IMPATIENT, options)) {
            Taken.until(source, frame -> frame.number() >= 10);
            server.close();
            assertThatThrownBy(() -> Taken.all(source)).hasMessageContaining("after 0 attempts");
        } finally {
            server.close();
        }
    }

    @Test
    void attemptsAreForgottenOnceFramesCameSteadily() throws Exception {
        // Two losses, one attempt allowed for each: enough only if the first is forgotten.
        LiveOptions options =
                EVERY_FRAME.withReconnect(EVERY_FRAME.reconnect().withRetries(1).withSteadyAfter(Duration.ofMillis(1)));
        CaptureOptions capture = CaptureOptions.DEFAULT.withTimeouts(Duration.ofSeconds(8), Duration.ofMillis(900));
        byte[] clip = clip(0);
        try (Server server = Server.startAndHang(Server.Protocol.TCP, 0, clip, clip.length / 2);
                LiveSource source = LiveSource.open(LiveInput.parse(server.url(), false), capture, options)) {
            for (int i = 0; i < 3; i++) {
                assertThat(Taken.until(source, frame -> frame.number() == 100)
                                .get(0)
                                .restarts())
                        .isEqualTo(i == 0);
            }
            assertThat(source.counters().reconnects()).isEqualTo(2);
        }
    }
}
