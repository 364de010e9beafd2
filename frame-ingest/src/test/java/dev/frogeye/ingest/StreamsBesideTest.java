package dev.frogeye.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;

import dev.frogeye.ingest.Clips.Delivered;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sound and subtitles that begin or end elsewhere than the picture. */
class StreamsBesideTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "sound_outlasts.mkv, 20, 0, 1900000",
        "sound_outlasts.flv, 20, 23000, 1923000",
        "subtitle_outlasts.mkv, 20, 0, 1900000",
        "late_picture.mkv, 30, 700000, 3600000",
    })
    void thePictureIsWholeWhereverTheOthersEnd(String name, int frames, long first, long last) throws IOException {
        Path file = Cases.copy(name, folder);
        for (Sampling sampling : List.of(Sampling.ALL, new Sampling.Keyframes(), new Sampling.Uniform(4))) {
            try (VideoFile video = open(file, TimeRange.ALL, sampling)) {
                List<Delivered> delivered = Clips.readAll(video);
                assertThat(video.report().endsEarly(video.info()))
                        .as("%s", sampling)
                        .isFalse();
                assertThat(video.report().decodeErrors()).isZero();
                if (sampling.equals(Sampling.ALL)) {
                    assertThat(delivered).hasSize(frames);
                    assertThat(delivered.get(0).ptsMicros()).isEqualTo(first);
                    assertThat(delivered.get(frames - 1).ptsMicros()).isEqualTo(last);
                }
            }
        }
        for (boolean decode : new boolean[] {false, true}) {
            VideoProbe probe = VideoProbe.probe(new VideoLocation.Local(file), decode);
            assertThat(probe.health()).isEqualTo(VideoProbe.Health.WHOLE);
            assertThat(probe.frames()).isEqualTo(frames);
            assertThat(probe.firstPtsMicros()).isEqualTo(first);
            assertThat(probe.lastPtsMicros()).isEqualTo(last);
            assertThat(probe.info().delayMicros()).isEqualTo(first);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "asf, mpeg4, wmv, PCM",
        "asf, wmv2, wmv, PCM",
        "webm, libvpx, webm, OPUS",
        "webm, libvpx, webm, SUBTITLES",
        "matroska, mpeg2video, mkv, SUBTITLES",
        "avi, mpeg4, avi, PCM",
        "mp4, mpeg4, mp4, OPUS"
    })
    void whatIsMadeOfAnyLengthBesideIsNoPartOfThePicture(
            String container, String encoder, String suffix, StreamBeside beside) throws IOException {
        Assumptions.assumeTrue(OddWriter.canEncode(encoder), "this FFmpeg has no encoder " + encoder);
        OddWriter.Format format =
                new OddWriter.Format("matroska", encoder, 64, 48, AV_PIX_FMT_YUV420P, 25, 0, 0, Map.of());
        Path picture = OddWriter.write(folder.resolve("picture.mkv"), format, Clips.every(1, 75));
        Path file = folder.resolve("both." + suffix);
        beside.write(picture, file, container, 7000);
        for (boolean decode : new boolean[] {false, true}) {
            VideoProbe probe = VideoProbe.probe(new VideoLocation.Local(file), decode);
            assertThat(probe.health()).isEqualTo(VideoProbe.Health.WHOLE);
            assertThat(probe.frames()).isEqualTo(75);
            assertThat(probe.firstPtsMicros()).isZero();
            assertThat(probe.lastPtsMicros()).isEqualTo(2_960_000);
        }
        for (Sampling sampling : List.of(Sampling.ALL, new Sampling.Keyframes(), new Sampling.Uniform(4))) {
            assertThat(endsEarly(file, sampling)).as("%s", sampling).isFalse();
        }
        byte[] bytes = Files.readAllBytes(file);
        Path cut = Files.write(folder.resolve("cut." + suffix), Arrays.copyOf(bytes, bytes.length / 4));
        // Of the others FFmpeg forgets the declared duration where the size of the file is not that of its header.
        if (container.equals("webm") || container.equals("matroska")) {
            assertThat(endsEarly(cut, Sampling.ALL)).isTrue();
        }
    }

    private static boolean endsEarly(Path file, Sampling sampling) throws IOException {
        try (VideoFile video = open(file, TimeRange.ALL, sampling)) {
            assertThat(Clips.readAll(video)).isNotEmpty();
            return video.report().endsEarly(video.info());
        }
    }

    @ParameterizedTest
    @CsvSource({"sound_outlasts.mkv, .3", "sound_outlasts.flv, .3", "late_picture.mkv, .5"})
    void aFileThatIsReallyCutIsTruncated(String name, double share) throws IOException {
        byte[] bytes = Files.readAllBytes(Cases.copy(name, folder));
        Path cut = Files.write(folder.resolve("cut" + name), Arrays.copyOf(bytes, (int) (share * bytes.length)));
        for (Sampling sampling : List.of(Sampling.ALL, new Sampling.Keyframes())) {
            try (VideoFile video = open(cut, TimeRange.ALL, sampling)) {
                Clips.readAll(video);
                assertThat(video.report().endsEarly(video.info()))
                        .as("%s", sampling)
                        .isTrue();
            }
        }
        assertThat(VideoProbe.probe(new VideoLocation.Local(cut), false).health())
                .isEqualTo(VideoProbe.Health.TRUNCATED);
    }

    @Test
    void rangesAndSamplesAreOnTheClockThatPlayersShow() throws IOException {
        Path file = Cases.copy("late_picture.mkv", folder);
        List<Delivered> whole = Clips.readAll(file, TimeRange.ALL);
        assertThat(times(file, "1.5", null, null)).startsWith(1_500_000L).hasSize(22);
        assertThat(times(file, "0.3", null, null)).startsWith(700_000L).hasSize(30);
        assertThat(times(file, null, "1", null)).containsExactly(700_000L, 800_000L, 900_000L);
        assertThat(times(file, null, null, "0.9")).containsExactly(700_000L, 800_000L);
        assertThat(times(file, "2f", "0.2", null)).containsExactly(900_000L, 1_000_000L);
        List<Delivered> sought = read(file, TimeRange.parse("2.2", "3f", null), Sampling.ALL);
        assertThat(sought.get(0).rgb()).isEqualTo(whole.get(15).rgb());
        assertThat(read(file, TimeRange.ALL, new Sampling.PerSecond(1)))
                .extracting(Delivered::ptsMicros)
                .containsExactly(1_000_000L, 2_000_000L, 3_000_000L);
        assertThat(read(file, TimeRange.ALL, new Sampling.PerSecond(0.2)))
                .extracting(Delivered::ptsMicros)
                .containsExactly(700_000L);
        // Three seconds from .7 on: the middles of thirds are 1.2, 2.2 and 3.2.
        assertThat(read(file, TimeRange.ALL, new Sampling.Uniform(3)))
                .extracting(Delivered::ptsMicros)
                .containsExactly(1_200_000L, 2_200_000L, 3_200_000L);
        assertThatThrownBy(() -> times(file, null, "0.5", null)).isInstanceOf(VideoException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ts", "mkv", "mp4"})
    void aFileWhoseClockStartsLateStartsAtZero(String container) throws IOException {
        long[] times = Clips.every(40_000, 50);
        for (int i = 0; i < times.length; i++) {
            times[i] += 6_400_000;
        }
        Path file = Clips.write(folder.resolve("late." + container), 0, times);
        try (VideoFile video = open(file, TimeRange.ALL, Sampling.ALL)) {
            List<Delivered> frames = Clips.readAll(video);
            assertThat(frames.get(0).ptsMicros()).isZero();
            assertThat(frames.get(49).ptsMicros()).isEqualTo(1_960_000);
            assertThat(video.info().startMicros()).isEqualTo(6_400_000);
            assertThat(video.info().delayMicros()).isZero();
            assertThat(video.report().endsEarly(video.info())).isFalse();
        }
        assertThat(times(file, "1.2", null, null)).startsWith(1_200_000L).hasSize(20);
    }

    private static VideoFile open(Path file, TimeRange range, Sampling sampling) throws IOException {
        return VideoFile.open(
                new VideoLocation.Local(file),
                VideoOptions.DEFAULT.withRange(range).withSampling(sampling));
    }

    private static List<Delivered> read(Path file, TimeRange range, Sampling sampling) throws IOException {
        try (VideoFile video = open(file, range, sampling)) {
            return Clips.readAll(video);
        }
    }

    private static List<Long> times(Path file, String start, String duration, String end) throws IOException {
        return read(file, TimeRange.parse(start, duration, end), Sampling.ALL).stream()
                .map(Delivered::ptsMicros)
                .toList();
    }
}
