package dev.frogeye.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.frogeye.ingest.OddClips.OddClip;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

class VideoProbeTest {
    @TempDir
    private Path folder;

    @TestFactory
    Stream<DynamicTest> theHealthOfEveryOddClipIsFound() throws IOException {
        return OddClips.write(folder).stream().map(clip -> DynamicTest.dynamicTest(clip.name(), () -> check(clip)));
    }

    private void check(OddClip clip) throws IOException {
        VideoLocation location = clip.isImageSequence()
                ? new VideoLocation.Images(folder.resolve(clip.path()).toString(), 25)
                : new VideoLocation.Local(folder.resolve(clip.path()));
        if (clip.status().equals("failed")) {
            for (boolean decode : new boolean[] {false, true}) {
                assertThatThrownBy(() -> VideoProbe.probe(location, decode))
                        .isInstanceOfSatisfying(
                                VideoException.class,
                                e -> assertThat(e.code().id()).isEqualTo(clip.errorCode()));
            }
            return;
        }
        VideoProbe probe = VideoProbe.probe(location, true);
        assertThat(probe.frames()).isEqualTo(clip.frames());
        assertThat(probe.health().id())
                .isEqualTo(
                        switch (clip.status()) {
                            case "ok" -> "whole";
                            case "truncated" -> "truncated";
                            default -> "damaged";
                        });
        VideoProbe quick = VideoProbe.probe(location, false);
        if (clip.status().equals("ok") && !clip.path().equals("resized.m2v")) {
            assertThat(quick)
                    .usingRecursiveComparison()
                    .ignoringFields("isDecoded")
                    .isEqualTo(probe);
            assertThat(quick.lastPtsMicros()).isEqualTo(clip.lastMicros());
            assertThat(quick.firstPtsMicros()).isZero();
        }
        if (clip.status().equals("truncated")) {
            assertThat(quick.health()).isEqualTo(VideoProbe.Health.TRUNCATED);
        }
    }

    @Test
    void aRoughClockIsConstantAndUnevenTimesAreNot() throws IOException {
        long[] thirds = new long[60];
        for (int i = 0; i < 60; i++) {
            thirds[i] = Math.round(i * 1e6 / 30);
        }
        Path rough = Clips.write(folder.resolve("rough.mkv"), 0, thirds);
        VideoProbe probe = VideoProbe.probe(new VideoLocation.Local(rough), false);
        assertThat(probe.isVariable()).isFalse();
        assertThat(probe.minIntervalMicros()).isEqualTo(33_000);
        assertThat(probe.maxIntervalMicros()).isEqualTo(34_000);
        assertThat(probe.keyFrames()).isEqualTo(3);
        assertThat(probe.maxKeyInterval()).isEqualTo(25);
        assertThat(probe.hasAudio()).isFalse();
        Path uneven = Clips.write(folder.resolve("uneven.mkv"), 0, new long[] {0, 40_000, 80_000, 160_000});
        VideoProbe variable = VideoProbe.probe(new VideoLocation.Local(uneven), false);
        assertThat(variable.isVariable()).isTrue();
        assertThat(variable.maxIntervalMicros()).isEqualTo(80_000);
    }
}
