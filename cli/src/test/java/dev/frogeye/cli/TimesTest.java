package dev.frogeye.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.frogeye.ingest.Cases;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rows of videos whose times are unusual, against values that were worked out by hand or by ffprobe. */
class TimesTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "kf_opengop_h264.mp4, --keyframes, 0 1.2 2.4 3.6",
        "kf_opengop_h264.mp4, --keyframes -t 2, 0 1.2",
        "kf_mpeg4.avi, --keyframes, 0.04 1.24 2.44 3.64",
        "kf_bframes.avi, --keyframes, 0.08 1.28 2.48 3.68",
        "kf_bframes.avi, --keyframes -ss 1, 1.28 2.48 3.68",
        "kf_raw.h264, --keyframes, 0 1.2 2.4 3.6",
        "kf_raw.h264, --keyframes -t 2f, 0 1.2",
        "dup_times.mkv, --fps 1, 0 1 2 3 4 5 6 7 8 9",
        "late_picture.mkv, -t 1, 0.7 0.8 0.9",
        "late_picture.mkv, --fps 1, 1 2 3",
        "sound_outlasts.mkv, --every 10, 0 1",
        "sound_outlasts.flv, --fps 1, 0.023 1.023 1.923",
        "subtitle_outlasts.mkv, --every-ms 500, 0 0.5 1 1.5",
    })
    void everyRowHasTheTimeThatPlayersShow(String name, String options, String seconds) throws IOException {
        List<Object> arguments = new ArrayList<>(List.of("extract", Cases.copy(name, folder)));
        arguments.addAll(List.of(options.split(" ")));
        arguments.addAll(List.of("-o", "-", "--format", "jsonl"));
        Cli result = Cli.run(arguments.toArray());
        assertThat(result.err()).doesNotContain("truncated", "error");
        assertThat(result.exitCode()).isZero();
        List<Double> expected = new ArrayList<>();
        for (String text : seconds.split(" ")) {
            expected.add(Double.valueOf(text));
        }
        List<Double> times = new ArrayList<>();
        for (String line : result.outLines()) {
            JsonNode row = JSON.readTree(line);
            assertThat(row.get("pts_us").asLong())
                    .isEqualTo(Math.round(1e6 * row.get("timestamp_s").asDouble()));
            times.add(row.get("timestamp_s").asDouble());
        }
        assertThat(times).isEqualTo(expected);
    }

    @Test
    void probeSaysByHowMuchThePictureIsLate() throws IOException {
        Path file = Cases.copy("late_picture.mkv", folder);
        Cli table = Cli.run("probe", file);
        assertThat(table.exitCode()).isZero();
        assertThat(table.out()).contains("starts at 0.700 s of its clock, 0.700 s into the file");
        JsonNode json = JSON.readTree(Cli.run("probe", "--json", file).out());
        assertThat(json.get("status").asText()).isEqualTo("whole");
        assertThat(json.get("delay_us").asLong()).isEqualTo(700_000);
        assertThat(json.get("first_pts_us").asLong()).isEqualTo(700_000);
        assertThat(json.get("duration_us").asLong()).isEqualTo(3_000_000);
    }

    @Test
    void anMp4CutInItsIndexIsTruncated() throws IOException {
        Path file = Cases.copy("cut_in_moov.mp4", folder);
        Cli result = Cli.run("extract", file, "-o", folder.resolve("out"));
        assertThat(result.exitCode()).isEqualTo(4);
        assertThat(result.err()).contains("is cut off within its index; copy it again");
    }
}
