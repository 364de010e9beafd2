package dev.frogeye.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;

import dev.frogeye.ingest.Clips.Delivered;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A run that starts somewhere has the pictures and times of a run from the beginning. */
class SeekTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "mpeg, mpeg2video, mpg, 2, 64",
        "mpeg, mpeg2video, mpg, 2, 320",
        "vob, mpeg2video, vob, 1, 320",
        "mpeg, libopenh264, mpg, 0, 320",
        "mpegts, mpeg2video, ts, 2, 64",
        "avi, mpeg4, avi, 2, 64",
        "asf, mpeg4, wmv, 2, 64",
        "flv, flv, flv, 0, 64",
        "mp4, mpeg4, mp4, 2, 64",
        "matroska, mpeg2video, mkv, 2, 64",
        "nut, mpeg4, nut, 2, 64",
        "mxf, mpeg2video, mxf, 2, 64",
        "mpeg2video, mpeg2video, m2v, 2, 64"
    })
    void everyStartGivesTheFramesOfARunFromTheBeginning(
            String container, String encoder, String suffix, int bFrames, int width) throws IOException {
        Assumptions.assumeTrue(OddWriter.canEncode(encoder), "this FFmpeg has no encoder " + encoder);
        OddWriter.Format format =
                new OddWriter.Format(container, encoder, width, width, AV_PIX_FMT_YUV420P, 25, bFrames, 0, Map.of());
        Path file = OddWriter.write(folder.resolve("clip." + suffix), format, Clips.every(1, 70));
        check(file, 65);
    }

    /** Most packets of MPEG-PS have no time, and it is entered between key frames. */
    @Test
    void h264InProgramStreamIsReadFromTheBeginning() throws IOException {
        check(Cases.copy("h264.vob", folder), 100);
    }

    private static void check(Path file, int fewest) throws IOException {
        List<Delivered> whole = Clips.readAll(file, TimeRange.ALL);
        assertThat(whole).hasSizeGreaterThanOrEqualTo(fewest);
        for (int start = 1; start < whole.size(); start += 23) {
            long micros = whole.get(start).ptsMicros();
            List<Delivered> part = Clips.readAll(
                    file,
                    TimeRange.parse(
                            String.format(Locale.ROOT, "%d.%06d", micros / 1_000_000, micros % 1_000_000), null, null));
            assertThat(part).as("from frame %d", start).hasSize(whole.size() - start);
            for (int i = 0; i < part.size(); i++) {
                Delivered expected = whole.get(start + i);
                assertThat(part.get(i).ptsMicros())
                        .as("from frame %d, frame %d", start, i)
                        .isEqualTo(expected.ptsMicros());
                assertThat(part.get(i).rgb())
                        .as("from frame %d, frame %d", start, i)
                        .isEqualTo(expected.rgb());
            }
        }
    }
}
