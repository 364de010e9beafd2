package dev.frogeye.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bytedeco.ffmpeg.global.avformat.AV_DISPOSITION_ATTACHED_PIC;

import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VideoStreamsTest {
    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void writeThreeStreams() throws IOException {
        file = OddDisplays.severalStreams(folder);
    }

    private String first(VideoOptions options) throws IOException {
        try (VideoFile video = VideoFile.open(new VideoLocation.Local(file), options)) {
            RgbFrame frame = new RgbFrame();
            assertThat(video.read(frame)).isTrue();
            return Quadrants.of(frame) + " " + video.info().stream() + " "
                    + video.report().notes().size();
        }
    }

    @Test
    void theDefaultIsReadAndTheOthersAreNoted() throws IOException {
        assertThat(first(VideoOptions.DEFAULT)).isEqualTo("96x128 BRYG 2 1");
        try (VideoFile video = VideoFile.open(file)) {
            assertThat(video.report().notes())
                    .containsExactly(file + " has 3 video streams (0, 1, 2) and number 2 is read; --stream chooses"
                            + " another");
        }
    }

    @Test
    void aStreamIsChosenByItsNumber() throws IOException {
        assertThat(first(VideoOptions.DEFAULT.withStream(0))).isEqualTo("128x96 RGBY 0 0");
        assertThat(first(VideoOptions.DEFAULT.withStream(1))).isEqualTo("128x96 YBGR 1 0");
        assertThat(first(VideoOptions.DEFAULT.withStream(2))).isEqualTo("96x128 BRYG 2 0");
        assertThat(first(VideoOptions.DEFAULT.withStream(1).withSampling(new Sampling.Uniform(2))))
                .isEqualTo("128x96 YBGR 1 0");
    }

    @Test
    void aStreamThatIsNotThereIsRefusedNamingThoseThatAre() {
        assertThatThrownBy(() -> first(VideoOptions.DEFAULT.withStream(3)))
                .isInstanceOfSatisfying(
                        VideoException.class, e -> assertThat(e.code()).isEqualTo(VideoException.Code.NO_VIDEO_STREAM))
                .hasMessage(file + " has no video stream 3; it has 0, 1, 2");
    }

    @Test
    void aProbeListsThem() throws IOException {
        VideoProbe probe = VideoProbe.probe(new VideoLocation.Local(file), true);
        assertThat(probe.streams())
                .containsExactly(
                        new VideoStream(
                                0, "h264", 128, 96, probe.streams().get(0).isDefault()),
                        new VideoStream(1, "h264", 128, 96, false),
                        new VideoStream(2, "h264", 128, 96, true));
        assertThat(probe.info().stream()).isEqualTo(2);
        // It lists what the note would tell of.
        assertThat(probe.notes()).isEmpty();
        VideoProbe second = VideoProbe.probe(new VideoLocation.Local(file), true, OptionalInt.of(1));
        assertThat(second.info().rotation()).isEqualTo(180);
        assertThat(second.info().stream()).isEqualTo(1);
    }

    @Test
    void aCoverIsNoStream() throws IOException {
        file = Remux.write(
                Quadrants.file("rot90noise.mp4"),
                folder.resolve("cover.mkv"),
                "matroska",
                "null",
                stream -> {},
                stream -> stream.disposition(AV_DISPOSITION_ATTACHED_PIC));
        VideoProbe probe = VideoProbe.probe(new VideoLocation.Local(file), false);
        assertThat(probe.streams()).hasSizeBetween(1, 2);
        long covers =
                probe.streams().stream().filter(stream -> stream.width() == 0).count();
        assertThat(covers).isZero();
    }
}
