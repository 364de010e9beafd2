package dev.frogeye.extraction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.frogeye.export.OutputFormat;
import dev.frogeye.export.table.OutputException;
import dev.frogeye.export.table.PendingFile;
import dev.frogeye.ingest.SampleClip;
import dev.frogeye.ingest.TimeRange;
import dev.frogeye.ingest.VideoLocation;
import dev.frogeye.ingest.VideoOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VideoJobTest {
    private final TinyNetwork network = TinyNetwork.create();

    @TempDir
    Path videos;

    @TempDir
    Path outputs;

    @Test
    void aWholeVideoIsOk() throws IOException {
        Path clip = clip("clip.mp4", 20);
        Attempt attempt = run(clip, TimeRange.ALL);
        assertThat(attempt.status()).isEqualTo(Status.OK);
        assertThat(attempt.message()).isEmpty();
        assertThat(attempt.summary().frames()).isEqualTo(20);
        assertThat(outputs()).containsExactly("clip.mp4.parquet");
    }

    @Test
    void aPartOfAVideoIsOkToo() throws IOException {
        Attempt attempt = run(clip("clip.mp4", 20), TimeRange.parse("5f", "7f", null));
        assertThat(attempt.status()).isEqualTo(Status.OK);
        assertThat(attempt.summary().frames()).isEqualTo(7);
    }

    @Test
    void aVideoCutInHalfIsTruncatedAndWhatThereIsIsKept() throws IOException {
        Path clip = clip("clip.mkv", 100);
        byte[] bytes = Files.readAllBytes(clip);
        Files.write(clip, Arrays.copyOf(bytes, bytes.length / 2));
        Attempt attempt = run(clip, TimeRange.ALL);
        assertThat(attempt.status()).isEqualTo(Status.TRUNCATED);
        assertThat(attempt.errorCode()).isEqualTo("truncated");
        assertThat(attempt.message()).contains("clip.mkv").contains("of the 4.0 s");
        assertThat(attempt.summary().frames()).isBetween(20L, 80L);
        assertThat(outputs()).containsExactly("clip.mkv.parquet");
    }

    @Test
    void aMissingVideoFailsAndLeavesNothing() throws IOException {
        Attempt attempt = run(videos.resolve("missing.mp4"), TimeRange.ALL);
        assertThat(attempt.status()).isEqualTo(Status.FAILED);
        assertThat(attempt.errorCode()).isEqualTo("missing");
        assertThat(attempt.message()).contains("missing.mp4");
        assertThat(outputs()).isEmpty();
    }

    @Test
    void aTextFileFailsAndLeavesAnEarlierTableAlone() throws IOException {
        Path text = Files.writeString(videos.resolve("notes.mp4"), "this is no video");
        Path earlier = Files.writeString(outputs.resolve("notes.mp4.parquet"), "earlier");
        assertThat(run(text, TimeRange.ALL).errorCode()).isEqualTo("not_a_video");
        assertThat(earlier).hasContent("earlier");
        assertThat(outputs()).hasSize(1);
    }

    @Test
    void anOutputThatCannotBeWrittenIsTheCallersToDealWith() throws IOException {
        Path clip = clip("clip.mp4", 3);
        assertThatExceptionOfType(OutputException.class)
                .isThrownBy(() -> run(clip, TimeRange.ALL, false, outputs.resolve("gone/clip.parquet")))
                .withMessageContaining("gone");
    }

    @Test
    void strictlyATruncatedVideoFailsAndLeavesNothing() throws IOException {
        Path clip = clip("clip.mkv", 100);
        byte[] bytes = Files.readAllBytes(clip);
        Files.write(clip, Arrays.copyOf(bytes, bytes.length / 2));
        Attempt attempt = run(clip, TimeRange.ALL, true, outputs.resolve("clip.parquet"));
        assertThat(attempt.status()).isEqualTo(Status.FAILED);
        assertThat(attempt.errorCode()).isEqualTo("truncated");
        assertThat(attempt.message()).contains("clip.mkv").contains("of the 4.0 s");
        assertThat(outputs()).isEmpty();
    }

    @Test
    void strictlyAWholeVideoIsOk() throws IOException {
        Attempt attempt = run(clip("clip.mp4", 20), TimeRange.ALL, true, outputs.resolve("clip.parquet"));
        assertThat(attempt.status()).isEqualTo(Status.OK);
        assertThat(attempt.summary().frames()).isEqualTo(20);
    }

    private Path clip(String name, int frames) throws IOException {
        Path clip = videos.resolve(name);
        SampleClip.write(clip, new SampleClip.Options(64, 64, 25, frames, 1));
        return clip;
    }

    private Attempt run(Path video, TimeRange range) throws OutputException {
        return run(video, range, false, outputs.resolve(video.getFileName() + ".parquet"));
    }

    private Attempt run(Path video, TimeRange range, boolean strict, Path output) throws OutputException {
        return new VideoJob(network.extraction(), network.settings(), strict)
                .run(
                        video.getFileName().toString(),
                        new VideoLocation.Local(video),
                        VideoOptions.DEFAULT.withRange(range),
                        table -> OutputFormat.PARQUET.open(new PendingFile(output), table),
                        Extraction.ProgressListener.NONE);
    }

    private List<String> outputs() throws IOException {
        try (Stream<Path> files = Files.list(outputs)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
