package dev.frogeye.ingest.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.frogeye.ingest.NumberedClip;
import dev.frogeye.ingest.RgbFrame;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class LiveSourceTest {
    private static final LiveOptions EVERY_FRAME = LiveOptions.DEFAULT.withPolicy(Policy.BLOCK);
    private static final CaptureOptions SMALL =
            CaptureOptions.DEFAULT.withSize(new CaptureOptions.Size(96, 64)).withRate(100);

    @TempDir
    private Path folder;

    private LiveInput clip(int frames) throws IOException {
        Path file = NumberedClip.write(folder.resolve("clip.mp4"), 0, frames);
        return LiveInput.parse(file.toString(), true);
    }

    @Test
    void aFileIsPlayedAtItsOwnSpeed() throws Exception {
        LiveInput input = clip(20);
        long start = System.nanoTime();
        try (LiveSource source = LiveSource.open(input, EVERY_FRAME)) {
            List<Taken> frames = Taken.all(source);
            // Never faster; how much slower depends on what else the machine does.
            assertThat(System.nanoTime() - start).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(19 * 40 - 1));
            assertThat(frames)
                    .isEqualTo(IntStream.range(0, 20)
                            .mapToObj(i -> new Taken(i, i, i * 40_000L, i == 0))
                            .toList());
            LiveCounters counters = source.counters();
            assertThat(counters.state()).isEqualTo(ConnectionState.ENDED);
            assertThat(counters.captured()).isEqualTo(20);
            assertThat(counters.dropped()).isZero();
            assertThat(counters.lastError()).isEmpty();
            assertThat(source.take(new CapturedFrame())).isFalse();
        }
    }

    @Test
    void framesAreDroppedForASlowConsumerAndTheCountsAddUp() throws Exception {
        try (LiveSource source = LiveSource.open(LiveInput.parse("test:60", false), SMALL, LiveOptions.DEFAULT)) {
            CapturedFrame frame = new CapturedFrame();
            long last = -1;
            long lastPts = -1;
            long lastNanos = Long.MIN_VALUE;
            Instant start = Instant.now().minusSeconds(60);
            int taken = 0;
            while (source.take(frame)) {
                assertThat(frame.restarts()).isEqualTo(taken == 0);
                assertThat(frame.picture().index()).isGreaterThan(last);
                assertThat(frame.picture().ptsMicros()).isGreaterThan(lastPts);
                assertThat(frame.capturedNanos()).isGreaterThan(lastNanos);
                assertThat(frame.captured()).isBetween(start, Instant.now().plusSeconds(60));
                last = frame.picture().index();
                lastPts = frame.picture().ptsMicros();
                lastNanos = frame.capturedNanos();
                taken++;
                for (int i = 0; i < 20; i++) {
                    Taken.assertAddsUp(source.counters());
                    TimeUnit.MILLISECONDS.sleep(2);
                }
            }
            LiveCounters counters = source.counters();
            Taken.assertAddsUp(counters);
            assertThat(counters.captured()).isEqualTo(60);
            assertThat(counters.taken()).isEqualTo(taken);
            assertThat(counters.dropped()).isPositive();
            assertThat(counters.waiting()).isZero();
            // The last one is never dropped.
            assertThat(last).isEqualTo(59);
        }
    }

    @Test
    void fewerFramesASecondAreThoseOfTheirTimes() throws Exception {
        try (LiveSource source = LiveSource.open(clip(26), EVERY_FRAME.withMaxFps(5))) {
            assertThat(Taken.all(source)).extracting(Taken::number).containsExactly(0, 5, 10, 15, 20, 25);
            LiveCounters counters = source.counters();
            assertThat(counters.captured()).isEqualTo(26);
            assertThat(counters.dropped()).isEqualTo(20);
        }
    }

    @Test
    void fallingBehindIsAnErrorWhereThatIsAsked() throws Exception {
        LiveOptions options = LiveOptions.DEFAULT.withPolicy(Policy.FAIL).withQueue(3);
        try (LiveSource source = LiveSource.open(LiveInput.parse("test", false), SMALL, options)) {
            while (source.counters().state() == ConnectionState.LIVE) {
                TimeUnit.MILLISECONDS.sleep(2);
            }
            CapturedFrame frame = new CapturedFrame();
            for (int i = 0; i < 3; i++) {
                assertThat(source.take(frame)).isTrue();
                assertThat(frame.picture().index()).isEqualTo(i);
            }
            assertThatThrownBy(() -> source.take(frame))
                    .isInstanceOfSatisfying(LiveSourceException.class, e -> assertThat(e.kind())
                            .isEqualTo(LiveSourceException.Kind.BEHIND));
            Taken.assertAddsUp(source.counters());
        }
    }

    @ParameterizedTest
    @CsvSource({"test:30, 0.2, 1", "test:still:30, 0.001, 0.1"})
    void syntheticPicturesMoveAsMuchAsTheySay(String input, double least, double most) throws Exception {
        try (LiveSource source = LiveSource.open(LiveInput.parse(input, false), SMALL, EVERY_FRAME)) {
            CapturedFrame frame = new CapturedFrame();
            assertThat(source.take(frame)).isTrue();
            RgbFrame picture = frame.picture();
            assertThat(picture.width()).isEqualTo(96);
            assertThat(picture.height()).isEqualTo(64);
            byte[] first = Arrays.copyOf(picture.rgb(), 3 * 96 * 64);
            while (source.take(frame)) {
                assertThat(frame.restarts()).isFalse();
            }
            assertThat(frame.picture().index()).isEqualTo(29);
            long moved = IntStream.range(0, first.length)
                    .filter(i -> first[i] != frame.picture().rgb()[i])
                    .count();
            assertThat((double) moved / first.length).isBetween(least, most);
        }
    }

    @Test
    @SuppressWarnings("deprecation") // what replaces getId() is of Java 19
    void nothingOfAPicturesSizeIsMadeForEachFrame() throws Exception {
        com.sun.management.ThreadMXBean threads =
                (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
        CaptureOptions fast = SMALL.withSize(new CaptureOptions.Size(320, 240)).withRate(1000);
        try (LiveSource source = LiveSource.open(LiveInput.parse("test", false), fast, EVERY_FRAME)) {
            long grabber = Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> thread.getName().equals("frogeye-grab"))
                    .findFirst()
                    .orElseThrow()
                    .getId();
            CapturedFrame frame = new CapturedFrame();
            for (int i = 0; i < 50; i++) {
                source.take(frame);
            }
            long here = threads.getCurrentThreadAllocatedBytes();
            long there = threads.getThreadAllocatedBytes(grabber);
            for (int i = 0; i < 200; i++) {
                source.take(frame);
            }
            assertThat((threads.getThreadAllocatedBytes(grabber) - there) / 200).isLessThan(2048);
            assertThat((threads.getCurrentThreadAllocatedBytes() - here) / 200).isLessThan(512);
        }
    }

    @Test
    void aSourceThatCannotBeOpenedFailsAtOnce() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        LiveInput input = LiveInput.parse("http://user:s3cr3t@127.0.0.1:" + port + "/a?key=s3cr3t", false);
        assertThatThrownBy(() -> LiveSource.open(input, LiveOptions.DEFAULT))
                .isInstanceOfSatisfying(LiveSourceException.class, e -> {
                    assertThat(e.kind()).isEqualTo(LiveSourceException.Kind.UNAVAILABLE);
                    assertThat(e.hints()).anyMatch(line -> line.contains("ffmpeg -"));
                    assertThat(e.hints()).anyMatch(line -> line.contains("left out"));
                    assertThat(e.hints().toString()).doesNotContain("s3cr3t");
                    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                        assertThat(cause.toString()).doesNotContain("s3cr3t");
                    }
                })
                .hasMessageContaining("refused")
                .hasMessageNotContaining("\n");
        Path text = Files.writeString(folder.resolve("text.mp4"), "no film");
        assertThatThrownBy(() -> LiveSource.open(LiveInput.parse(text.toString(), true), LiveOptions.DEFAULT))
                .isInstanceOf(LiveSourceException.class)
                .hasMessageContaining("text.mp4 is not a video");
        assertThatThrownBy(() -> LiveSource.open(LiveInput.parse("gopher://a/b", false), LiveOptions.DEFAULT))
                .hasMessageContaining("give an address of http");
    }

    @Test
    void aServerThatSaysNothingCannotBeOpened() throws Exception {
        byte[] nothing = new byte[1];
        CaptureOptions impatient = CaptureOptions.DEFAULT.withTimeouts(Duration.ofMillis(300), Duration.ofMillis(300));
        try (Server server = Server.startAndHang(Server.Protocol.TCP, 0, nothing, 0)) {
            LiveInput input = LiveInput.parse(server.url(), false);
            assertThatThrownBy(() -> LiveSource.open(input, impatient, LiveOptions.DEFAULT))
                    .isInstanceOf(LiveSourceException.class)
                    .hasMessageContaining(server.url())
                    .hasMessageNotContaining("\n");
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.5})
    void closingEndsTheWaitForASilentServer(double sent) throws Exception {
        byte[] clip = Files.readAllBytes(NumberedClip.write(folder.resolve("clip.ts"), 0, 200));
        int silentAfter = (int) (clip.length * sent);
        Thread[] opener = new Thread[1];
        try (Server server = Server.startAndHang(Server.Protocol.TCP, 0, clip, silentAfter)) {
            LiveInput input = LiveInput.parse(server.url(), false);
            if (sent == 0) {
                opener[0] = new Thread(() -> assertThatThrownBy(() -> LiveSource.open(input, LiveOptions.DEFAULT))
                        .isInstanceOf(InterruptedException.class));
                opener[0].start();
                awaitGrabbers(1);
                opener[0].interrupt();
                opener[0].join();
            } else {
                LiveSource source = LiveSource.open(input, EVERY_FRAME);
                Collector collector = new Collector(source);
                collector.awaitNumber(60);
                source.close();
                assertThat(collector.frames()).isNotEmpty();
                assertThat(source.counters().state()).isEqualTo(ConnectionState.ENDED);
                Taken.assertAddsUp(source.counters());
                source.close();
            }
            awaitGrabbers(0);
        }
    }

    @Test
    void closingEndsAGrabberThatWaitsForRoom() throws Exception {
        LiveSource source = LiveSource.open(LiveInput.parse("test", false), SMALL, EVERY_FRAME);
        while (source.counters().waiting() < 2) {
            TimeUnit.MILLISECONDS.sleep(2);
        }
        source.close();
        awaitGrabbers(0);
        assertThat(source.take(new CapturedFrame())).isFalse();
        Taken.assertAddsUp(source.counters());
    }

    /** The daemon threads of all sources: those of other tests have ended. */
    private static void awaitGrabbers(int count) throws InterruptedException {
        while (Thread.getAllStackTraces().keySet().stream()
                        .filter(thread -> thread.getName().equals("frogeye-grab"))
                        .count()
                != count) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }
}
