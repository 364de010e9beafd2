package dev.frogeye.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

import dev.frogeye.ingest.Clips.Delivered;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VideoFileTest {
    private static final long STEP = 40_000;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"clip.mp4", "clip.mkv", "clip.ts", "clip.avi", "odd: näme %d.mp4"})
    void deliversEveryFrameOnceWithItsTime(String name) throws IOException {
        Path file = Clips.write(folder.resolve(name), 0, Clips.every(STEP, 60));
        List<Delivered> frames = Clips.readAll(file, TimeRange.ALL);
        assertThat(frames).hasSize(60);
        for (int i = 0; i < 60; i++) {
            Delivered frame = frames.get(i);
            assertThat(frame.index()).isEqualTo(i);
            assertThat(frame.ptsMicros()).isEqualTo(i * STEP);
            assertThat(frame.discontinuity()).isFalse();
            assertThat(frame.level(40, 40)).as("frame %d", i).isCloseTo(Clips.grey(i), within(2));
            assertThat(frame.level(4, 4)).isCloseTo(235, within(3));
        }
    }

    @Test
    void describesTheFile() throws IOException {
        Path file = Clips.write(folder.resolve("clip.mp4"), 0, Clips.every(STEP, 25));
        try (VideoFile video = VideoFile.open(file)) {
            VideoInfo info = video.info();
            assertThat(info.name()).isEqualTo(file.toString());
            assertThat(info.container()).contains("mp4");
            assertThat(info.codec()).isEqualTo("mpeg4");
            assertThat(info.width()).isEqualTo(Clips.WIDTH);
            assertThat(info.height()).isEqualTo(Clips.HEIGHT);
            assertThat(info.rotation()).isZero();
            assertThat(info.declaredFrames()).hasValue(25);
            assertThat(info.durationMicros()).hasValue(961_000);
            assertThat(info.pixelFormat()).isEqualTo("yuv420p");
            assertThat(video.report().complete()).isFalse();
            Clips.readAll(video);
            DecodeReport report = video.report();
            assertThat(report).isEqualTo(new DecodeReport(25, 0, 24 * STEP, 24 * STEP + 1000, true, List.of()));
            assertThat(video.read(new RgbFrame())).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"mp4", "mkv"})
    void keepsIrregularTimesAndCountsFramesItself(String container) throws IOException {
        long[] times = {0, 10_000, 20_000, 500_000, 510_000, 2_000_000, 2_100_000, 2_101_000};
        Path file = Clips.write(folder.resolve("vfr." + container), 0, times);
        List<Delivered> frames = Clips.readAll(file, TimeRange.ALL);
        assertThat(frames)
                .extracting(Delivered::ptsMicros)
                .containsExactly(0L, 10_000L, 20_000L, 500_000L, 510_000L, 2_000_000L, 2_100_000L, 2_101_000L);
        assertThat(frames).extracting(Delivered::index).containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L);
    }

    @Test
    void aStreamThatStartsLateStartsAtZeroAndKeepsTheRawClock() throws IOException {
        long[] times = Clips.every(STEP, 50);
        for (int i = 0; i < times.length; i++) {
            times[i] += 6_400_000;
        }
        Path file = Clips.write(folder.resolve("late.ts"), 0, times);
        try (VideoFile video = VideoFile.open(file)) {
            assertThat(video.info().startMicros()).isEqualTo(6_400_000);
            List<Delivered> frames = Clips.readAll(video);
            assertThat(frames.get(0).ptsMicros()).isZero();
            assertThat(frames.get(0).rawPts()
                            * video.info().timeBaseNum()
                            * 1_000_000L
                            / video.info().timeBaseDen())
                    .isEqualTo(6_400_000);
            assertThat(frames.get(49).ptsMicros()).isEqualTo(49 * STEP);
        }
        List<Delivered> part = Clips.readAll(file, TimeRange.parse("1.2", null, null));
        assertThat(part.get(0).ptsMicros()).isEqualTo(1_200_000);
        assertThat(part).hasSize(20);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "mp4, 1, -, -, 25, 59, 0",
                "mkv, 1.5, 0.2, -, 38, 42, 0",
                "ts, 1.5, 0.2, -, 38, 42, 0",
                "avi, 1.5, 0.2, -, 38, 42, 0",
                "mp4, 30f, 5f, -, 30, 34, 30",
                "mkv, -, -, 10f, 0, 9, 0",
                "ts, 0.99, -, 1.01, 25, 25, 0",
                "mp4, 0.999999, -, 50f, 25, 49, 0",
                "mp4, 2.36, -, -, 59, 59, 0"
            })
    void deliversExactlyTheFramesOfTheRange(
            String container, String start, String duration, String end, int first, int last, long index)
            throws IOException {
        Path file = Clips.write(folder.resolve("clip." + container), 0, Clips.every(STEP, 60));
        List<Delivered> whole = Clips.readAll(file, TimeRange.ALL);
        List<Delivered> frames = Clips.readAll(file, TimeRange.parse(start, duration, end));
        assertThat(frames).hasSize(last - first + 1);
        for (int i = 0; i < frames.size(); i++) {
            assertThat(frames.get(i).ptsMicros()).isEqualTo((first + i) * STEP);
            assertThat(frames.get(i).index()).isEqualTo(index + i);
            assertThat(frames.get(i).rgb()).isEqualTo(whole.get(first + i).rgb());
        }
    }

    @Test
    void aRangeBeyondTheEndIsAnError() throws IOException {
        Path file = Clips.write(folder.resolve("clip.mp4"), 0, Clips.every(STEP, 25));
        for (String start : new String[] {"100", "500f"}) {
            try (VideoFile video = VideoFile.open(file, TimeRange.parse(start, null, null))) {
                assertThatThrownBy(() -> video.read(new RgbFrame()))
                        .isInstanceOfSatisfying(VideoException.class, e -> assertThat(e.code())
                                .isEqualTo(VideoException.Code.NO_FRAMES))
                        .hasMessageContaining("-ss " + start)
                        .hasMessageContaining("0.96s");
                assertThat(video.read(new RgbFrame())).isFalse();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 90, 180, 270})
    void turnsFramesUpright(int rotation) throws IOException {
        Path file = Clips.write(folder.resolve("turned.mp4"), rotation, Clips.every(STEP, 2));
        try (VideoFile upright = VideoFile.open(file);
                VideoFile stored =
                        VideoFile.open(new VideoLocation.Local(file), VideoOptions.DEFAULT.withAutorotate(false))) {
            assertThat(upright.info().rotation()).isEqualTo(rotation);
            assertThat(stored.info().rotation()).isEqualTo(rotation);
            assertThat(stored.info().width()).isEqualTo(Clips.WIDTH);
            Delivered turned = Clips.readAll(upright).get(0);
            Delivered flat = Clips.readAll(stored).get(0);
            assertThat(turned.width()).isEqualTo(upright.info().width()).isEqualTo(rotation % 180 == 0 ? 64 : 48);
            for (int y = 0; y < flat.height(); y++) {
                for (int x = 0; x < flat.width(); x++) {
                    int atX =
                            switch (rotation) {
                                case 90 -> flat.height() - 1 - y;
                                case 180 -> flat.width() - 1 - x;
                                case 270 -> y;
                                default -> x;
                            };
                    int atY =
                            switch (rotation) {
                                case 90 -> x;
                                case 180 -> flat.height() - 1 - y;
                                case 270 -> flat.width() - 1 - x;
                                default -> y;
                            };
                    if (turned.level(atX, atY) != flat.level(x, y)) {
                        assertThat(turned.level(atX, atY)).as("%d,%d", x, y).isEqualTo(flat.level(x, y));
                    }
                }
            }
        }
    }

    @Test
    void aNewGeometryOrABrokenClockIsADiscontinuity() throws IOException {
        Path first = Clips.write(folder.resolve("a.ts"), 64, 48, 0, Clips.every(STEP, 10));
        Path second = Clips.write(folder.resolve("b.ts"), 96, 80, 0, Clips.every(STEP, 10));
        Path both = folder.resolve("both.ts");
        try (OutputStream out = Files.newOutputStream(both)) {
            Files.copy(first, out);
            Files.copy(second, out);
        }
        List<Delivered> frames = Clips.readAll(both, TimeRange.ALL);
        assertThat(frames).hasSizeGreaterThan(15);
        assertThat(frames.get(0).width()).isEqualTo(64);
        Delivered last = frames.get(frames.size() - 1);
        assertThat(last.width()).isEqualTo(96);
        assertThat(last.height()).isEqualTo(80);
        assertThat(last.level(4, 4)).isCloseTo(235, within(3));
        assertThat(frames.stream().filter(Delivered::discontinuity))
                .hasSize(1)
                .allSatisfy(frame -> assertThat(frame.width()).isEqualTo(96));
    }

    @Test
    void theClockBreaksWhenItLeapsOrRunsBackwards() {
        FrameClock clock = new FrameClock(new TimeBase(1, 1000), OptionalLong.empty(), 25);
        long[] raw = {500, 540, 9_000, 20_000, 19_000, 19_000, AV_NOPTS_VALUE};
        long[] micros = {0, 40_000, 8_500_000, 19_500_000, 18_500_000, 18_500_000, 18_540_000};
        boolean[] broken = {false, false, false, true, true, false, false};
        for (int i = 0; i < raw.length; i++) {
            clock.next(raw[i], 0);
            assertThat(clock.ptsMicros()).as("frame %d", i).isEqualTo(micros[i]);
            assertThat(clock.isBroken()).as("frame %d", i).isEqualTo(broken[i]);
        }
    }

    @Test
    void writesOnlyToTheFrameItIsGiven() throws IOException {
        Path file = Clips.write(folder.resolve("clip.mp4"), 0, Clips.every(STEP, 3));
        try (VideoFile video = VideoFile.open(file)) {
            RgbFrame one = new RgbFrame();
            RgbFrame two = new RgbFrame();
            assertThat(video.read(one)).isTrue();
            byte[] copy = one.rgb().clone();
            assertThat(video.read(two)).isTrue();
            assertThat(video.read(two)).isTrue();
            assertThat(one.rgb()).isNotSameAs(two.rgb()).isEqualTo(copy);
            assertThat(one.index()).isZero();
            assertThat(two.index()).isEqualTo(2);
            byte[] kept = two.rgb();
            assertThat(video.read(two)).isFalse();
            assertThat(two.rgb()).isSameAs(kept);
            assertThat(two.index()).isEqualTo(2);
        }
    }

    @Test
    void decoderThreadsDoNotChangeTheResult() throws IOException {
        Path file = Clips.write(folder.resolve("clip.mp4"), 0, Clips.every(STEP, 30));
        try (VideoFile video = VideoFile.open(new VideoLocation.Local(file), VideoOptions.DEFAULT.withThreads(2))) {
            List<Delivered> threaded = Clips.readAll(video);
            List<Delivered> plain = Clips.readAll(file, TimeRange.ALL);
            assertThat(threaded).hasSize(30);
            for (int i = 0; i < 30; i++) {
                assertThat(threaded.get(i).rgb()).isEqualTo(plain.get(i).rgb());
            }
        }
    }

    @Test
    void aClosedFileCannotBeRead() throws IOException {
        Path file = Clips.write(folder.resolve("clip.mp4"), 0, Clips.every(STEP, 3));
        VideoFile video = VideoFile.open(file);
        video.close();
        video.close();
        assertThatThrownBy(() -> video.read(new RgbFrame())).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void theSampleClipIsTheSameEveryTimeAndHasStillAndMovingParts() throws IOException {
        Path one = folder.resolve("one.mp4");
        Path two = folder.resolve("two.mp4");
        SampleClip.write(one);
        SampleClip.write(two);
        assertThat(two).hasSameBinaryContentAs(one);
        List<Delivered> frames = Clips.readAll(one, TimeRange.ALL);
        assertThat(frames).hasSize(100);
        assertThat(frames.get(99).ptsMicros()).isEqualTo(3_960_000);
        assertThat(change(frames.get(10), frames.get(11))).isGreaterThan(0.02);
        assertThat(change(frames.get(40), frames.get(41))).isBetween(0.001, 0.02);
    }

    /** Share of values that moved by 4 levels or more. */
    private static double change(Delivered before, Delivered after) {
        int moved = 0;
        for (int i = 0; i < before.rgb().length; i++) {
            moved += Math.abs((before.rgb()[i] & 0xff) - (after.rgb()[i] & 0xff)) >= 4 ? 1 : 0;
        }
        return (double) moved / before.rgb().length;
    }
}
