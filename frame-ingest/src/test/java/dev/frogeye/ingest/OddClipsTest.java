package dev.frogeye.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.frogeye.ingest.Clips.Delivered;
import dev.frogeye.ingest.OddClips.OddClip;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

class OddClipsTest {
    @TempDir
    private Path folder;

    @TestFactory
    Stream<DynamicTest> whatIsDeliveredIsWhatIsThereAndWhatIsWrongIsSaid() throws IOException {
        List<OddClip> clips = OddClips.write(folder);
        assertThat(clips).hasSizeGreaterThan(35);
        return clips.stream().map(clip -> DynamicTest.dynamicTest(clip.name(), () -> check(clip)));
    }

    private void check(OddClip clip) throws IOException {
        VideoLocation location = clip.isImageSequence()
                ? new VideoLocation.Images(folder.resolve(clip.path()).toString(), 25)
                : new VideoLocation.Local(folder.resolve(clip.path()));
        if (clip.status().equals("failed")) {
            assertThatThrownBy(() -> read(location))
                    .isInstanceOfSatisfying(
                            VideoException.class, e -> assertThat(e.code().id()).isEqualTo(clip.errorCode()))
                    .hasMessageContaining(folder.resolve(clip.path()).toString())
                    .hasMessageContaining(";")
                    .hasMessageNotContaining("\n");
            assertThat(IndependentCount.frames(folder.resolve(clip.path()).toString()))
                    .isZero();
            return;
        }
        try (VideoFile video = VideoFile.open(location, VideoOptions.DEFAULT)) {
            List<Delivered> frames = Clips.readAll(video);
            DecodeReport report = video.report();
            String status =
                    report.endsEarly(video.info()) ? "truncated" : report.decodeErrors() > 0 ? "ok_with_errors" : "ok";
            assertThat(status).as("%s", report.messages()).isEqualTo(clip.status());
            assertThat(frames.size()).isEqualTo(clip.frames());
            assertThat(frames.get(0).ptsMicros()).isEqualTo(clip.firstMicros());
            assertThat(frames.get(frames.size() - 1).ptsMicros()).isEqualTo(clip.lastMicros());
            for (int i = 0; i < frames.size(); i++) {
                assertThat(frames.get(i).index()).isEqualTo(i);
            }
            if (!clip.isImageSequence()) {
                assertThat(IndependentCount.frames("file:" + folder.resolve(clip.path())))
                        .isEqualTo(clip.frames());
            }
        }
    }

    private static void read(VideoLocation location) throws IOException {
        try (VideoFile video = VideoFile.open(location, VideoOptions.DEFAULT)) {
            Clips.readAll(video);
        }
    }
}
