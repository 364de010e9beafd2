package dev.frogeye.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;

import dev.frogeye.ingest.Clips.Delivered;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Key frames have the pictures and times that they have when everything is decoded, in every container. */
class KeyFramesTest {
    private static final Sampling KEY_FRAMES = new Sampling.Keyframes();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "kf_opengop_h264.mp4, 0 1.2 2.4 3.6, true",
        "kf_mpeg4.avi, .04 1.24 2.44 3.64, false",
        "kf_bframes.avi, .08 1.28 2.48 3.68, false",
        "kf_raw.h264, 0 1.2 2.4 3.6, false",
    })
    void bFramesAndOpenGroupsChangeNothing(String name, String seconds, boolean isAlone) throws IOException {
        Path file = Cases.copy(name, folder);
        long[] times = Arrays.stream(seconds.split(" "))
                .mapToLong(text -> Math.round(1e6 * Double.parseDouble(text)))
                .toArray();
        assertThat(times(read(file, TimeRange.ALL, KEY_FRAMES))).containsExactly(times);
        check(file, isAlone);
    }

    @ParameterizedTest
    @CsvSource({
        "mpegts, mpeg2video, a.ts, true",
        "mpeg, mpeg2video, a.mpg, false",
        "vob, mpeg2video, a.vob, false",
        "mpeg2video, mpeg2video, a.m2v, false",
        "m4v, mpeg4, a.m4v, false",
        "matroska, mpeg4, a.mkv, true",
        "matroska, mpeg2video, b.mkv, true",
        "mp4, mpeg4, a.mp4, true",
        "avi, mpeg4, a.avi, false",
        "avi, mpeg2video, b.avi, false",
    })
    void everyContainerGivesWhatDecodingAllOfItGives(String container, String encoder, String name, boolean isAlone)
            throws IOException {
        for (int bFrames = 0; bFrames < 3; bFrames++) {
            OddWriter.Format format =
                    new OddWriter.Format(container, encoder, 64, 48, AV_PIX_FMT_YUV420P, 25, bFrames, 0, Map.of());
            Path file = OddWriter.write(folder.resolve(bFrames + name), format, Clips.every(1, 70));
            check(file, isAlone && bFrames > 0);
        }
    }

    private void check(Path file, boolean isAlone) throws IOException {
        List<FullDecode.Shown> all = FullDecode.of(file);
        int[] expected =
                IntStream.range(0, all.size()).filter(i -> all.get(i).isKey()).toArray();
        assertThat(expected).hasSizeGreaterThan(2);
        List<Delivered> whole = Clips.readAll(file, TimeRange.ALL);
        assertThat(whole).hasSameSizeAs(all);
        for (int i = 0; i < whole.size(); i++) {
            assertThat(whole.get(i).ptsMicros()).isCloseTo(all.get(i).micros(), within(20L));
        }
        List<Delivered> keys = read(file, TimeRange.ALL, KEY_FRAMES);
        assertThat(keys).as("%s", file).hasSize(expected.length);
        for (int i = 0; i < expected.length; i++) {
            Delivered key = keys.get(i);
            Delivered same = whole.get(expected[i]);
            assertThat(key.ptsMicros()).as("%s, key frame %d", file, i).isEqualTo(same.ptsMicros());
            assertThat(key.rawPts()).isEqualTo(same.rawPts());
            assertThat(key.index()).isEqualTo(i);
            assertThat(Arrays.equals(key.rgb(), same.rgb()))
                    .as("%s, picture of key frame %d", file, i)
                    .isTrue();
        }
        checkRanges(file, keys);
        try (VideoFile video = open(file, TimeRange.ALL, KEY_FRAMES)) {
            Clips.readAll(video);
            assertThat(video.report().decodeErrors()).isZero();
            assertThat(video.report().endsEarly(video.info())).isFalse();
            if (isAlone) {
                DecodeTally tally = new DecodeTally("");
                try (Demuxer demuxer =
                        new Demuxer(MediaInput.of(new VideoLocation.Local(file)), OptionalInt.empty(), tally)) {
                    assertThat(KeyFrameDecoding.of(new VideoLocation.Local(file), demuxer))
                            .isEqualTo(DecodedPictures.KEY_FRAMES_ALONE);
                }
            }
        }
    }

    /** Key frames of a range are those key frames whose times lie in it; a number of frames counts key frames. */
    private static void checkRanges(Path file, List<Delivered> keys) throws IOException {
        long second = keys.get(1).ptsMicros();
        long third = keys.get(2).ptsMicros();
        String just = second / 1e6 + "";
        assertThat(times(read(file, TimeRange.parse(just, null, null), KEY_FRAMES)))
                .containsExactly(times(keys.subList(1, keys.size())));
        assertThat(times(read(file, TimeRange.parse((second + 1) / 1e6 + "", null, null), KEY_FRAMES)))
                .containsExactly(times(keys.subList(2, keys.size())));
        assertThat(times(read(file, TimeRange.parse(null, null, third / 1e6 + ""), KEY_FRAMES)))
                .containsExactly(times(keys.subList(0, 2)));
        assertThat(times(read(file, TimeRange.parse(just, (third - second + 1) / 1e6 + "", null), KEY_FRAMES)))
                .containsExactly(second, third);
        assertThat(times(read(file, TimeRange.parse("1f", "1f", null), KEY_FRAMES)))
                .containsExactly(second);
        assertThat(times(read(file, TimeRange.parse(null, null, "2f"), KEY_FRAMES)))
                .containsExactly(times(keys.subList(0, 2)));
    }

    /** Seeking into a file leads to the pictures and times of reading on, also where pictures are reordered. */
    @ParameterizedTest
    @CsvSource({"kf_opengop_h264.mp4", "kf_mpeg4.avi", "kf_bframes.avi", "kf_raw.h264"})
    void aRangeOfAllFramesIsPartOfTheWhole(String name) throws IOException {
        Path file = Cases.copy(name, folder);
        List<Delivered> whole = Clips.readAll(file, TimeRange.ALL);
        for (int from : IntStream.iterate(1, i -> i < whole.size(), i -> i + 7).toArray()) {
            String start = whole.get(from).ptsMicros() / 1e6 + "";
            List<Delivered> part = read(file, TimeRange.parse(start, null, null), Sampling.ALL);
            assertThat(times(part)).as("from %s", start).containsExactly(times(whole.subList(from, whole.size())));
            for (int i = 0; i < part.size(); i++) {
                assertThat(Arrays.equals(part.get(i).rgb(), whole.get(from + i).rgb()))
                        .as("from %s, frame %d", start, i)
                        .isTrue();
            }
        }
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

    private static long[] times(List<Delivered> frames) {
        return frames.stream().mapToLong(Delivered::ptsMicros).toArray();
    }
}
