package dev.frogeye.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.frogeye.extraction.ThresholdOptions;
import dev.frogeye.ingest.Preprocessor;
import dev.frogeye.ingest.live.CaptureOptions;
import dev.frogeye.ingest.live.LiveInput;
import dev.frogeye.ingest.live.LiveOptions;
import dev.frogeye.ingest.live.LiveSource;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LiveExtractionTest {
    private final List<Row> rows = new ArrayList<>();

    /** What was seen of a processed frame. */
    private record Row(long index, long ptsMicros, boolean isKey, long spikes, boolean isEmitted, int[] signs) {
        static Row of(LiveFrame frame) {
            int[] signs = new int[3];
            for (byte sign : frame.spikes()) {
                signs[sign + 1]++;
            }
            return new Row(
                    frame.row().frameIndex(),
                    frame.row().ptsMicros(),
                    frame.row().isKey(),
                    frame.row().spikes(),
                    frame.isEmitted(),
                    signs);
        }
    }

    @Test
    void everyFrameOfAStillSceneIsProcessedInOrderAndOnlyTheFirstFromNothing() throws Exception {
        try (LiveRun run = LiveRun.of("test:still:60", ThresholdOptions.DEFAULT, "all", 0)) {
            run.extraction.add(frame -> {
                rows.add(Row.of(frame));
                assertThat(frame.captured()).isNotNull();
                assertThat(frame.latencyMillis()).isPositive();
                assertThat(frame.row().latencyMillis()).isEqualTo(frame.latencyMillis());
                assertThat(frame.row().wallMicros()).isEqualTo(frame.captured().toEpochMilli() * 1000);
                assertThat(frame.picture().width()).isEqualTo(96);
            });
            run.extraction.run();

            assertThat(rows)
                    .extracting(Row::index)
                    .isEqualTo(IntStream.range(0, 60).mapToObj(i -> (long) i).toList());
            assertThat(rows).extracting(Row::ptsMicros).isSorted().doesNotHaveDuplicates();
            assertThat(rows).extracting(Row::isKey).startsWith(true).containsOnlyOnce(true);
            LiveStatus status = run.extraction.status();
            assertThat(status.frames()).isEqualTo(new LiveStatus.Frames(60, 60, 0, 0, 60, 0, 0));
            assertThat(status.connection()).isEqualTo(LiveStatus.Connection.ENDED);
            assertThat(status.source()).isEqualTo("test:still:60");
            assertThat(status.cost().macsDense())
                    .isEqualTo(LiveRun.MODEL.graph().macs());
            assertThat(status.cost().macs())
                    .isPositive()
                    .isLessThan(LiveRun.MODEL.graph().macs() / 2.0);
            assertThat(status.latency().p50())
                    .isPositive()
                    .isLessThanOrEqualTo(status.latency().p99());
            assertThat(status.driftCosine()).isEmpty();
            assertThat(status.lastError()).isEmpty();
        }
        int[] key = rows.get(0).signs();
        int pixels = Arrays.stream(key).sum();
        assertThat(key[1]).as("a key frame shows no change").isEqualTo(pixels);
        for (Row row : rows.subList(1, rows.size())) {
            assertThat(row.signs()[1]).as("still part of frame %d", row.index()).isGreaterThan(pixels * 3 / 4);
        }
        assertThat(rows.stream().anyMatch(row -> row.signs()[0] > 0))
                .as("darker")
                .isTrue();
        assertThat(rows.stream().anyMatch(row -> row.signs()[2] > 0))
                .as("lighter")
                .isTrue();
    }

    @Test
    void signsSayWhatBecameLighterAndWhatDarker() throws Exception {
        try (LiveRun run = LiveRun.of("test:30", ThresholdOptions.EXACT, "all", 0)) {
            Preprocessor preprocessor = new Preprocessor(LiveRun.PREPROCESSING);
            int size = run.network.inputShape().size();
            AtomicReference<float[]> before = new AtomicReference<>();
            int[] compared = new int[1];
            run.extraction.add(frame -> {
                float[] now = new float[size];
                preprocessor.apply(frame.picture(), now);
                float[] last = before.getAndSet(now);
                for (int pixel = 0; last != null && pixel < frame.spikes().length; pixel++) {
                    float change = 0;
                    for (int i = 3 * pixel; i < 3 * pixel + 3; i++) {
                        change += now[i] - last[i];
                    }
                    if (Math.abs(change) > 0.01f && !frame.row().isKey()) {
                        assertThat((float) frame.spikes()[pixel]).isEqualTo(Math.signum(change));
                        compared[0]++;
                    }
                }
            });
            run.extraction.run();
            assertThat(compared[0]).isGreaterThan(1000);
        }
    }

    @Test
    void theCountsAddUpAtEveryMomentAndForEveryOne() throws Exception {
        LiveInput input = LiveInput.parse("test:still:200", false);
        CaptureOptions faster = LiveRun.SMALL.withRate(1000);
        try (LiveSource source = LiveSource.open(input, faster, LiveOptions.DEFAULT);
                LiveRun run = LiveRun.of(source, ThresholdOptions.EXACT, "every 3 frames", 7)) {
            CountDownLatch polling = new CountDownLatch(1);
            CompletableFuture<Integer> polls = CompletableFuture.supplyAsync(() -> {
                int count = 0;
                LiveStatus.Frames last = run.extraction.status().frames();
                while (run.extraction.status().connection() != LiveStatus.Connection.ENDED) {
                    LiveStatus.Frames frames = run.extraction.status().frames();
                    assertThat(frames.captured())
                            .isEqualTo(frames.processed() + frames.dropped() + frames.queued())
                            .isGreaterThanOrEqualTo(last.captured());
                    assertThat(frames.queued()).isBetween(0L, 2L);
                    assertThat(frames.processed()).isGreaterThanOrEqualTo(last.processed());
                    assertThat(frames.dropped()).isGreaterThanOrEqualTo(last.dropped());
                    assertThat(frames.emitted()).isLessThanOrEqualTo(frames.processed());
                    last = frames;
                    count++;
                    polling.countDown();
                }
                return count;
            });
            run.extraction.add(frame -> {
                rows.add(Row.of(frame));
                slowDown();
            });
            await(polling);
            run.extraction.run();
            assertThat(polls.get()).isPositive();
            LiveStatus.Frames frames = run.extraction.status().frames();
            assertThat(frames.captured()).isEqualTo(200);
            assertThat(frames.dropped()).isPositive();
            assertThat(frames.queued()).isZero();
            assertThat(frames.processed()).isEqualTo(rows.size());
            assertThat(frames.emitted()).isEqualTo((rows.size() + 2) / 3);
        }
        assertThat(rows).extracting(Row::index).isSorted().doesNotHaveDuplicates();
        assertThat(IntStream.range(0, rows.size())).allMatch(i -> rows.get(i).isEmitted() == (i % 3 == 0));
    }

    private static void slowDown() {
        try {
            TimeUnit.MILLISECONDS.sleep(4);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void newThresholdsActAtTheNextFrameWhichIsAKeyFrame() throws Exception {
        try (LiveRun run = LiveRun.of("test:90", new ThresholdOptions(0.06, 2), "all", 0)) {
            CountDownLatch[] reached = {new CountDownLatch(1), new CountDownLatch(1)};
            CountDownLatch[] set = {new CountDownLatch(1), new CountDownLatch(1)};
            run.extraction.add(frame -> {
                rows.add(Row.of(frame));
                if (frame.row().frameIndex() % 30 == 29 && frame.row().frameIndex() < 60) {
                    int which = (int) frame.row().frameIndex() / 30;
                    reached[which].countDown();
                    await(set[which]);
                }
            });
            Thread loop = new Thread(() -> {
                try {
                    run.extraction.run();
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
            });
            loop.start();
            await(reached[0]);
            run.extraction.setPixelThreshold(60);
            run.extraction.setThreshold(0.5f);
            assertThat(run.extraction.status().threshold()).isEqualTo(0.5f);
            assertThat(run.extraction.status().pixelThreshold()).isEqualTo(60);
            set[0].countDown();
            await(reached[1]);
            run.extraction.setThreshold(0);
            run.extraction.setPixelThreshold(0);
            set[1].countDown();
            loop.join();
        }
        assertThat(rows.stream().filter(Row::isKey).map(Row::index)).containsExactly(0L, 30L, 60L);
        long first = spikes(1, 30);
        assertThat(spikes(31, 60)).isLessThan(first / 2);
        assertThat(spikes(61, 90)).isGreaterThan(first);
    }

    private long spikes(int from, int to) {
        return rows.subList(from, to).stream().mapToLong(Row::spikes).sum();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void settingTheThresholdThatIsThereChangesNothing() throws Exception {
        try (LiveRun run = LiveRun.of("test:still:20", ThresholdOptions.DEFAULT, "all", 0)) {
            run.extraction.add(frame -> {
                rows.add(Row.of(frame));
                run.extraction.setThreshold(run.network.threshold());
                run.extraction.setPixelThreshold(run.network.pixelThreshold());
            });
            run.extraction.run();
        }
        assertThat(rows).extracting(Row::isKey).containsOnlyOnce(true);
        try (LiveRun run = LiveRun.of("test:1", ThresholdOptions.DEFAULT, "all", 0)) {
            assertThatThrownBy(() -> run.extraction.setThreshold(Float.NaN))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> run.extraction.setPixelThreshold(-1)).hasMessageContaining("-1");
        }
    }

    @Test
    void exactFeaturesDoNotDriftAndCoarseOnesDo() throws Exception {
        assertThat(cosine(ThresholdOptions.EXACT)).isCloseTo(1, within(1e-5));
        assertThat(cosine(new ThresholdOptions(1, 40))).isBetween(0.1, 0.9999);
    }

    private static double cosine(ThresholdOptions thresholds) throws Exception {
        try (LiveRun run = LiveRun.of("test", thresholds, "all", 5)) {
            double[] measured = {Double.NaN};
            Thread loop = Thread.currentThread();
            run.extraction.add(frame -> {
                LiveStatus status = run.extraction.status();
                if (frame.row().frameIndex() > 40 && status.driftCosine().isPresent()) {
                    measured[0] = status.driftCosine().getAsDouble();
                    loop.interrupt();
                }
            });
            assertThatThrownBy(run.extraction::run).isInstanceOf(InterruptedException.class);
            return measured[0];
        }
    }

    @Test
    void nothingIsMadeForAFrame() throws Exception {
        com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        CaptureOptions fast = LiveRun.SMALL.withRate(1000);
        LiveInput input = LiveInput.parse("test:still:1500", false);
        try (LiveSource source = LiveSource.open(input, fast, LiveRun.EVERY_FRAME);
                LiveRun run = LiveRun.of(source, ThresholdOptions.DEFAULT, "change>0.001", 25)) {
            Rehearsal.perform(
                    run.network,
                    new Preprocessor(LiveRun.PREPROCESSING),
                    LiveRun.reader(run.network),
                    Duration.ofSeconds(2));
            long[] allocated = {0, Long.MAX_VALUE};
            run.extraction.add(frame -> {
                if (frame.row().frameIndex() % 50 == 0) {
                    long now = threads.getCurrentThreadAllocatedBytes();
                    // Of the leanest fifty frames: Java itself makes objects while it still interprets or compiles.
                    allocated[1] = Math.min(allocated[1], (now - allocated[0]) / 50);
                    allocated[0] = now;
                }
            });
            run.extraction.run();
            // The time of capture, and four times a second a sample of the counts.
            assertThat(allocated[1]).isLessThan(100);
        }
    }
}
