package dev.frogeye.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.frogeye.ingest.Clips.Delivered;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SamplingTest {
    private static final long STEP = 40_000;

    @TempDir
    private Path folder;

    @Test
    void oneFrameASecondIsTheFrameNearestToEachSecond() throws IOException {
        Path file = Clips.write(folder.resolve("clip.mp4"), 0, Clips.every(STEP, 100));
        List<Delivered> frames = read(file, TimeRange.ALL, new Sampling.PerSecond(1));
        assertThat(frames).extracting(Delivered::ptsMicros).containsExactly(0L, 1_000_000L, 2_000_000L, 3_000_000L);
        assertThat(frames).extracting(Delivered::index).containsExactly(0L, 25L, 50L, 75L);
        assertThat(frames).extracting(frame -> frame.level(40, 40)).allSatisfy(level -> assertThat(level)
                .isNotNull());
        assertThat(frames.get(2).rgb())
                .isEqualTo(Clips.readAll(file, TimeRange.ALL).get(50).rgb());
        assertThat(frames).noneMatch(Delivered::discontinuity);
    }

    @Test
    void moreFramesASecondThanThereAreDeliverEachOnce() throws IOException {
        Path file = Clips.write(folder.resolve("clip.mkv"), 0, Clips.every(STEP, 30));
        for (Sampling sampling : List.of(
                new Sampling.PerSecond(25),
                new Sampling.PerSecond(1000),
                new Sampling.EveryMicros(1),
                new Sampling.EveryFrames(1),
                new Sampling.Uniform(30),
                new Sampling.Uniform(1000))) {
            assertThat(read(file, TimeRange.ALL, sampling)).as("%s", sampling).hasSize(30);
        }
    }

    @Test
    void ofTwoFramesAsNearTheEarlierIsTaken() throws IOException {
        long[] times = {0, 900_000, 1_100_000, 2_000_000};
        Path file = Clips.write(folder.resolve("vfr.mkv"), 0, times);
        assertThat(times(read(file, TimeRange.ALL, new Sampling.PerSecond(1)))).containsExactly(0, 900_000, 2_000_000);
    }

    @Test
    void instantsCountFromTheStartOfTheRangeAndStayInIt() throws IOException {
        Path file = Clips.write(folder.resolve("clip.mp4"), 0, Clips.every(STEP, 100));
        assertThat(times(read(file, TimeRange.parse("0.5", "2.2", null), new Sampling.PerSecond(1))))
                .containsExactly(520_000, 1_480_000, 2_480_000);
        assertThat(times(read(file, TimeRange.parse("10f", null, "60f"), new Sampling.EveryMicros(500_000))))
                .containsExactly(400_000, 880_000, 1_400_000, 1_880_000);
        assertThat(times(read(file, TimeRange.parse("1", "30f", null), new Sampling.EveryFrames(10))))
                .containsExactly(1_000_000, 1_400_000, 1_800_000);
        assertThat(times(read(file, TimeRange.parse("1", "1", null), new Sampling.Uniform(2))))
                .containsExactly(1_240_000, 1_760_000);
    }

    @Test
    void evenlySpreadFramesAreTheMiddlesOfEqualParts() throws IOException {
        Path file = Clips.write(folder.resolve("clip.mp4"), 0, Clips.every(STEP, 100));
        // 99 frames of 40 ms and a last one of a tick make 3.961 s; 2.0 is nearer to the middle of that than 1.96.
        assertThat(times(read(file, TimeRange.ALL, new Sampling.Uniform(1)))).containsExactly(2_000_000);
        assertThat(times(read(file, TimeRange.ALL, new Sampling.Uniform(4))))
                .containsExactly(480_000, 1_480_000, 2_480_000, 3_480_000);
    }

    @Test
    void aLyingHeaderDoesNotMoveEvenlySpreadFrames() throws IOException {
        Path file = Clips.write(folder.resolve("clip.mkv"), 0, Clips.every(STEP, 100));
        byte[] bytes = Files.readAllBytes(file);
        Path half = Files.write(folder.resolve("half.mkv"), Arrays.copyOf(bytes, bytes.length / 2));
        long[] all = times(Clips.readAll(half, TimeRange.ALL));
        long end = all[all.length - 1] + STEP;
        assertThat(end).isBetween(1_000_000L, 3_000_000L);
        long[] spread = times(read(half, TimeRange.ALL, new Sampling.Uniform(10)));
        assertThat(spread).hasSize(10);
        for (int i = 0; i < 10; i++) {
            assertThat(Math.abs(spread[i] - (i + 0.5) * end / 10)).isLessThanOrEqualTo(2.0 * STEP);
        }
    }

    static List<Sampling> samplings() {
        return List.of(
                new Sampling.PerSecond(1),
                new Sampling.EveryFrames(40),
                new Sampling.EveryMicros(2_000_000),
                new Sampling.Uniform(3),
                new Sampling.Keyframes());
    }

    @ParameterizedTest
    @MethodSource("samplings")
    void aWholeFileIsToldFromATruncatedOne(Sampling sampling) throws IOException {
        Path whole = Clips.write(folder.resolve("clip.mkv"), 0, Clips.every(STEP, 110));
        byte[] bytes = Files.readAllBytes(whole);
        Path half = Files.write(folder.resolve("half.mkv"), Arrays.copyOf(bytes, bytes.length / 2));
        assertThat(endsEarly(whole, sampling)).isFalse();
        assertThat(endsEarly(half, sampling)).isTrue();
    }

    private static boolean endsEarly(Path file, Sampling sampling) throws IOException {
        try (VideoFile video =
                VideoFile.open(new VideoLocation.Local(file), VideoOptions.DEFAULT.withSampling(sampling))) {
            int delivered = Clips.readAll(video).size();
            assertThat(delivered).isBetween(1, 6);
            assertThat(video.report().frames()).isEqualTo(delivered);
            return video.report().endsEarly(video.info());
        }
    }

    @Test
    void keyFramesAloneAreDecodedAndCounted() throws IOException {
        Path file = Clips.write(folder.resolve("clip.mp4"), 0, Clips.every(STEP, 110));
        List<Delivered> frames = read(file, TimeRange.ALL, new Sampling.Keyframes());
        assertThat(times(frames)).containsExactly(0, 1_000_000, 2_000_000, 3_000_000, 4_000_000);
        assertThat(frames).extracting(Delivered::index).containsExactly(0L, 1L, 2L, 3L, 4L);
        assertThat(frames).noneMatch(Delivered::discontinuity);
        assertThat(times(read(file, TimeRange.parse("1.5", "2", null), new Sampling.Keyframes())))
                .containsExactly(2_000_000, 3_000_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"jump", "back"})
    void aBreakOnAFramePassedOverIsReportedOnTheNextAndNothingIsLost(String kind) throws IOException {
        long[] first = Clips.every(STEP, 50);
        long[] second = Clips.every(STEP, 50);
        for (int i = 0; i < 50; i++) {
            second[i] += kind.equals("jump") ? 4_000_000_000L : 0;
        }
        Path both = folder.resolve("both.ts");
        try (OutputStream out = Files.newOutputStream(both)) {
            Files.copy(Clips.write(folder.resolve("a.ts"), 0, first), out);
            Files.copy(Clips.write(folder.resolve("b.ts"), 96, 80, 0, second), out);
        }
        List<Delivered> all = Clips.readAll(both, TimeRange.ALL);
        assertThat(all).hasSizeGreaterThan(95);
        List<Delivered> every = read(both, TimeRange.ALL, new Sampling.EveryFrames(7));
        assertThat(every).hasSize((all.size() + 6) / 7);
        assertThat(every.stream().filter(Delivered::discontinuity))
                .singleElement()
                .satisfies(frame -> assertThat(frame.width()).isEqualTo(96));
        for (Sampling sampling : List.of(new Sampling.PerSecond(5), new Sampling.EveryMicros(200_000))) {
            List<Delivered> frames = read(both, TimeRange.ALL, sampling);
            assertThat(frames).hasSizeBetween(19, 22);
            assertThat(frames.stream().filter(frame -> frame.width() == 96)).hasSizeBetween(9, 11);
            assertThat(frames.stream().filter(Delivered::discontinuity)).hasSize(1);
        }
        assertThat(read(both, TimeRange.ALL, new Sampling.Uniform(10)).size()).isBetween(2, 10);
    }

    /** Against the definition, by brute force. */
    @Test
    void theNearestFrameOfEachInstantIsChosenOnAnyTimes() {
        Random random = new Random(7);
        for (int round = 0; round < 300; round++) {
            int count = 1 + random.nextInt(40);
            long[] times = LongStream.generate(() -> random.nextInt(3000))
                    .distinct()
                    .limit(count)
                    .sorted()
                    .toArray();
            long step = 1L + random.nextInt(500);
            long end = times[count - 1] + 1L + random.nextInt(300);
            FrameSelector selector = new FrameSelector.Nearest(Instants.everyMicros(step));
            List<Long> chosen = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                boolean isLast = i == count - 1;
                if (selector.wants(times[i], isLast ? end : times[i + 1], isLast)) {
                    chosen.add(times[i]);
                }
            }
            List<Long> expected = new ArrayList<>();
            for (long instant = 0; instant < end; instant += step) {
                long nearest = times[0];
                for (long time : times) {
                    nearest = Math.abs(time - instant) < Math.abs(nearest - instant) ? time : nearest;
                }
                if (!expected.contains(nearest)) {
                    expected.add(nearest);
                }
            }
            assertThat(chosen).isEqualTo(expected);
        }
    }

    /** Against the definition, by brute force, on clocks that stand still and fall back by a stamp or two. */
    @Test
    void repeatedTimesMoveNoSample() {
        Random random = new Random(8);
        for (int round = 0; round < 300; round++) {
            long[] times = new long[60 + random.nextInt(100)];
            for (int i = 1; i < times.length; i++) {
                times[i] = random.nextInt(3) == 0 ? times[i - 1] : STEP * i;
            }
            int fallen = random.nextBoolean() ? 20 + random.nextInt(20) : -1;
            if (fallen > 0) {
                times[fallen] = times[fallen - 1] - 1 - random.nextInt(900_000);
            }
            long step = STEP * (1 + random.nextInt(30)) + random.nextInt(1000);
            long end = Arrays.stream(times).max().orElseThrow() + STEP;
            List<Long> expected = new ArrayList<>();
            for (long instant = 0; instant < end; instant += step) {
                long nearest = 0;
                for (int i = 0; i < times.length; i++) {
                    if (i != fallen && Math.abs(times[i] - instant) < Math.abs(nearest - instant)) {
                        nearest = times[i];
                    }
                }
                if (!expected.contains(nearest)) {
                    expected.add(nearest);
                }
            }
            assertThat(chosen(times, step)).as("round %d", round).isEqualTo(expected);
        }
    }

    @Test
    void aClockThatStartsAnewGoesOnAndOneThatComesBackIsFollowed() {
        RangeTime time = new RangeTime(TimeRange.ALL);
        long[] video = {0, 2_000_000, 4_000_000, 0, 2_000_000, 2_000_000, 9_000_000, 9_040_000};
        long[] range = {0, 2_000_000, 4_000_000, 4_040_000, 6_040_000, 6_040_000, 9_000_000, 9_040_000};
        for (int i = 0; i < video.length; i++) {
            time.next(video[i], STEP);
            assertThat(time.micros()).as("frame %d", i).isEqualTo(range[i]);
        }
    }

    /** As {@link VideoFile} asks: of frames with one time on the clock of the range the first. */
    private static List<Long> chosen(long[] times, long step) {
        RangeTime time = new RangeTime(TimeRange.ALL);
        List<Long> distinct = new ArrayList<>();
        for (long pts : times) {
            time.next(pts, STEP);
            if (distinct.isEmpty() || time.micros() > distinct.get(distinct.size() - 1)) {
                distinct.add(time.micros());
            }
        }
        FrameSelector selector = new FrameSelector.Nearest(Instants.everyMicros(step));
        List<Long> chosen = new ArrayList<>();
        for (int i = 0; i < distinct.size(); i++) {
            boolean isLast = i == distinct.size() - 1;
            if (selector.wants(distinct.get(i), isLast ? time.end() : distinct.get(i + 1), isLast)) {
                chosen.add(distinct.get(i));
            }
        }
        return chosen;
    }

    @Test
    void framesThatShareATimeLeaveTheSecondsWhereTheyAre() throws IOException {
        List<Delivered> frames = read(Cases.copy("dup_times.mkv", folder), TimeRange.ALL, new Sampling.PerSecond(1));
        assertThat(times(frames)).containsExactly(Clips.every(1_000_000, 10));
        List<Delivered> fast = read(folder.resolve("dup_times.mkv"), TimeRange.ALL, new Sampling.PerSecond(1000));
        assertThat(times(fast)).hasSize(200).doesNotHaveDuplicates().isSorted();
        assertThat(read(folder.resolve("dup_times.mkv"), TimeRange.ALL, new Sampling.EveryFrames(1)))
                .hasSize(250);
        assertThat(times(read(folder.resolve("dup_times.mkv"), TimeRange.ALL, new Sampling.Uniform(5))))
                .containsExactly(1_000_000, 3_000_000, 5_000_000, 7_000_000, 9_000_000);
    }

    @Test
    void aSamplingThatCannotWorkIsRefused() {
        assertThatThrownBy(() -> new Sampling.PerSecond(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Sampling.Uniform(0)).isInstanceOf(IllegalArgumentException.class);
    }

    private static List<Delivered> read(Path file, TimeRange range, Sampling sampling) throws IOException {
        VideoOptions options = VideoOptions.DEFAULT.withRange(range).withSampling(sampling);
        try (VideoFile video = VideoFile.open(new VideoLocation.Local(file), options)) {
            return Clips.readAll(video);
        }
    }

    private static long[] times(List<Delivered> frames) {
        return frames.stream().mapToLong(Delivered::ptsMicros).toArray();
    }
}
