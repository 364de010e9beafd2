package dev.frogeye.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** MP4 and MOV files that end within the box that describes them. */
class CutIndexTest {
    @TempDir
    private Path folder;

    @Test
    void anHevcFileCutInItsIndexIsTruncated() throws IOException {
        assertTruncated(Cases.copy("cut_in_moov.mp4", folder));
    }

    @ParameterizedTest
    @CsvSource({"mp4, +faststart", "mp4, 0", "mov, +faststart", "mov, 0"})
    void wherePicturesCannotBeReadForWantOfTheIndexItIsSaid(String container, String flags) throws IOException {
        OddWriter.Format format =
                OddWriter.format(container, "mpeg4", AV_PIX_FMT_YUV420P).withMuxerOptions(Map.of("movflags", flags));
        Path whole = OddWriter.write(folder.resolve("whole." + container), format, Clips.every(40, 50));
        byte[] bytes = Files.readAllBytes(whole);
        assertThat(Mp4Index.isCutOff(whole)).isFalse();
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        int moov = text.indexOf("moov") - 4;
        int size = text.startsWith("moov", moov + 4) ? ((bytes[moov + 2] & 0xff) << 8) + (bytes[moov + 3] & 0xff) : 0;
        assertThat(size).isGreaterThan(500);
        for (int length = 8; length < size; length += 7) {
            Path cut = Files.write(folder.resolve("cut." + container), Arrays.copyOf(bytes, moov + length));
            assertThat(Mp4Index.isCutOff(cut))
                    .as("%d bytes of %d", length, size)
                    .isTrue();
            boolean isReadable;
            try (VideoFile video = VideoFile.open(cut)) {
                Clips.readAll(video);
                assertThat(video.report().decodeErrors()).isPositive();
                isReadable = true;
            } catch (IOException e) {
                isReadable = false;
            }
            if (!isReadable) {
                assertTruncated(cut);
            }
        }
    }

    private static void assertTruncated(Path file) {
        assertThatThrownBy(() -> Clips.readAll(file, TimeRange.ALL))
                .isInstanceOfSatisfying(
                        VideoException.class, e -> assertThat(e.code()).isEqualTo(VideoException.Code.TRUNCATED))
                .hasMessageContaining(file + " is cut off")
                .hasMessageContaining("; copy it again");
        assertThatThrownBy(() -> VideoProbe.probe(new VideoLocation.Local(file), false))
                .isInstanceOfSatisfying(
                        VideoException.class, e -> assertThat(e.code()).isEqualTo(VideoException.Code.TRUNCATED));
    }
}
