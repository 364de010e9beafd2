package dev.frogeye.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frogeye.ingest.Clips.Delivered;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RealClipsTest {
    @ParameterizedTest
    @CsvSource({
        "bottle-detection.mp4, 1189, 640, 360, 39854749",
        "car-detection.mp4, 377, 768, 432, 30160000",
        "asl_book.mkv, 109, 640, 480, 3633000",
        "bigbuckbunny.mp4, 132, 1280, 720, 5280000",
        "bikes.mp4, 250, 640, 272, 10000000",
        "rotated_90.mov, 3, 320, 568, 100000"
    })
    void decodesToTheEndWithoutAnError(String name, int frames, int width, int height, long end) throws IOException {
        try (VideoFile video = VideoFile.open(Clips.real(name))) {
            assertThat(video.info().width()).isEqualTo(width);
            assertThat(video.info().height()).isEqualTo(height);
            RgbFrame frame = new RgbFrame();
            long previous = -1;
            long count = 0;
            while (video.read(frame)) {
                assertThat(frame.index()).isEqualTo(count++);
                assertThat(frame.ptsMicros()).isGreaterThan(previous);
                assertThat(count > 1 || frame.ptsMicros() == 0).isTrue();
                assertThat(frame.discontinuity()).isFalse();
                assertThat(frame.width()).isEqualTo(width);
                assertThat(frame.height()).isEqualTo(height);
                previous = frame.ptsMicros();
            }
            assertThat(video.report()).isEqualTo(new DecodeReport(frames, 0, previous, end, true, List.of()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bottle-detection.mp4", "bikes.mp4", "asl_book.mkv"})
    void seekingDeliversTheSameFramesAsReadingOn(String name) throws IOException {
        Path file = Clips.real(name);
        List<Delivered> counted = Clips.readAll(file, TimeRange.parse("75f", "5f", null));
        String start = counted.get(0).ptsMicros() / 1e6 + "";
        List<Delivered> sought = Clips.readAll(file, TimeRange.parse(start, "5f", null));
        assertThat(sought).hasSize(5);
        assertThat(sought.get(0).index()).isZero();
        for (int i = 0; i < 5; i++) {
            assertThat(sought.get(i).ptsMicros()).isEqualTo(counted.get(i).ptsMicros());
            assertThat(sought.get(i).rgb()).isEqualTo(counted.get(i).rgb());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bottle-detection.mp4", "bikes.mp4", "asl_book.mkv"})
    void samplingChoosesAmongTheFramesOfTheWholeClip(String name) throws IOException {
        VideoLocation clip = new VideoLocation.Local(Clips.real(name));
        List<Delivered> all = Clips.readAll(Clips.real(name), TimeRange.ALL);
        VideoProbe probe = VideoProbe.probe(clip, false);
        assertThat(probe.frames()).isEqualTo(all.size());
        assertThat(probe.health()).isEqualTo(VideoProbe.Health.WHOLE);
        try (VideoFile keys = VideoFile.open(clip, VideoOptions.DEFAULT.withSampling(new Sampling.Keyframes()))) {
            assertThat(Clips.readAll(keys)).hasSize((int) probe.keyFrames());
            assertThat(keys.report().endsEarly(keys.info())).isFalse();
        }
        VideoOptions spread = VideoOptions.DEFAULT.withSampling(new Sampling.Uniform(7));
        try (VideoFile video = VideoFile.open(clip, spread)) {
            List<Delivered> seven = Clips.readAll(video);
            assertThat(seven).hasSize(7);
            for (int i = 0; i < 7; i++) {
                Delivered frame = seven.get(i);
                Delivered same = all.get((int) frame.index());
                assertThat(frame.ptsMicros()).isEqualTo(same.ptsMicros());
                assertThat(frame.rgb()).isEqualTo(same.rgb());
                double middle = (i + 0.5) * probe.durationMicros() / 7;
                assertThat(Math.abs(frame.ptsMicros() - middle)).isLessThanOrEqualTo(probe.maxIntervalMicros());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = "rotated_90.mov")
    void phoneVideoStandsUpright(String name) throws IOException {
        Path file = Clips.real(name);
        try (VideoFile stored =
                VideoFile.open(new VideoLocation.Local(file), VideoOptions.DEFAULT.withAutorotate(false))) {
            Delivered upright = Clips.readAll(file, TimeRange.ALL).get(0);
            Delivered lying = Clips.readAll(stored).get(0);
            assertThat(lying.width()).isEqualTo(568);
            for (int y = 0; y < 320; y += 7) {
                for (int x = 0; x < 568; x += 5) {
                    assertThat(upright.level(319 - y, x)).isEqualTo(lying.level(x, y));
                }
            }
        }
    }
}
