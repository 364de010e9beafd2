package dev.frogeye.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.frogeye.cli.text.ExitCode;
import dev.frogeye.ingest.OddDisplays;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pictures as users see them: a network whose features are the mean colours of 4x4 parts of the picture. */
class PictureTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PREPROCESS = "size=32x32,fit=stretch,filter=box,scale=1,mean=0,std=1";

    @TempDir
    Path folder;

    private Path model;

    @BeforeEach
    void copyModel() throws IOException {
        model = OddDisplays.file("col.onnx", folder);
    }

    private Cli run(String command, Object input, Object... more) {
        return Cli.run(Stream.concat(
                        Stream.of(command, input, "--model", model, "--preprocess", PREPROCESS, "--threshold", 0),
                        Stream.of(more))
                .toArray());
    }

    private Cli extract(Object input, Object... more) {
        return run(
                "extract",
                input,
                Stream.concat(Stream.of("-o", "-", "--format", "jsonl"), Stream.of(more))
                        .toArray());
    }

    /** The corners of each row: red of all four, then green, then blue. */
    private static List<double[]> corners(List<String> lines) throws IOException {
        List<double[]> rows = new ArrayList<>();
        for (String line : lines) {
            double[] corners = new double[12];
            JsonNode features = features(JSON.readTree(line));
            for (int i = 0; i < 12; i++) {
                corners[i] = features.get(16 * (i / 4) + new int[] {0, 3, 12, 15}[i % 4])
                        .asDouble();
            }
            rows.add(corners);
        }
        return rows;
    }

    private static JsonNode features(JsonNode row) {
        for (Iterator<JsonNode> values = row.elements(); values.hasNext(); ) {
            JsonNode value = values.next();
            if (value.isArray() && value.size() == 48) {
                return value;
            }
        }
        throw new AssertionError("no features in " + row);
    }

    private static void expect(List<String> lines, int rows, String corners) throws IOException {
        List<double[]> found = corners(lines);
        assertThat(found).hasSize(rows);
        String letters = "RGBY";
        int[][] colours = {{200, 30, 30}, {30, 200, 30}, {30, 30, 200}, {120, 120, 120}};
        for (double[] row : found) {
            for (int i = 0; i < 12; i++) {
                int colour = colours[letters.indexOf(corners.charAt(i % 4))][i / 4];
                assertThat(row[i]).isCloseTo(colour, within(3.0));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "exif6.jpg, 1, BRYG",
        "sei90.mkv, 5, GYRB",
        "pixelcrop_left.mkv, 5, GGYY",
        "rot90noise.mp4, 5, GYRB",
    })
    void picturesAreShownAsPlayersShowThemInFilesAndLive(String name, int rows, String corners) throws IOException {
        Path file = OddDisplays.file(name, folder);
        Cli extracted = extract(file);
        assertThat(extracted.exitCode()).isZero();
        expect(extracted.outLines(), rows, corners);
        Cli streamed = run("stream", file, "--realtime", "--when-behind", "block", "-o", "-");
        assertThat(streamed.exitCode()).as(streamed.err()).isZero();
        expect(streamed.outLines(), rows, corners);
    }

    @ParameterizedTest
    @CsvSource({"gray16.tif, 81, 130, 49", "gray16.pgm, 0, 0, 0", "gray12_ffv1.avi, 0, 0, 0"})
    void grayIsNotStretched(String name, int first, int second, int third) throws IOException {
        Path file = OddDisplays.file(name, folder);
        double[] corners = corners(extract(file).outLines()).get(0);
        if (first > 0) {
            assertThat(corners[0]).isCloseTo(first, within(1.0));
            assertThat(corners[1]).isCloseTo(second, within(1.0));
            assertThat(corners[2]).isCloseTo(third, within(1.0));
        }
        double[] live = corners(run("stream", file, "--realtime", "--when-behind", "block", "-o", "-")
                        .outLines())
                .get(0);
        assertThat(live).containsExactly(corners);
    }

    @Test
    void aMatrixThatIsNoQuarterTurnIsSaidOnceAndPutOnRecord() throws IOException {
        Path file = OddDisplays.turned(folder, 30);
        String note = file + " is to be turned by 30 degrees, which is no quarter turn; its pictures are taken as they"
                + " are stored";
        Path output = folder.resolve("out");
        Cli result = run("extract", file, "-o", output);
        assertThat(result.exitCode()).isZero();
        assertThat(result.errLines())
                .filteredOn(line -> line.contains("quarter"))
                .containsExactly("warning: " + note);
        JsonNode status = JSON.readTree(Files.readString(output.resolve("_status.jsonl")));
        assertThat(status.get("status").asText()).isEqualTo("ok");
        assertThat(status.get("notes").get(0).asText()).isEqualTo(note);
        Cli probe = Cli.run("probe", "--json", file);
        assertThat(JSON.readTree(probe.out()).get("notes").get(0).asText()).isEqualTo(note);
        assertThat(Cli.run("probe", file).out()).containsPattern("note +" + java.util.regex.Pattern.quote(note));
        assertThat(extract(OddDisplays.turned(folder, 90)).err()).doesNotContain("turned by");
    }

    @Test
    void oneOfSeveralVideoStreamsIsChosen() throws IOException {
        Path file = OddDisplays.severalStreams(folder);
        Cli plain = extract(file);
        assertThat(plain.errLines())
                .filteredOn(line -> line.contains("streams"))
                .containsExactly("warning: " + file
                        + " has 3 video streams (0, 1, 2) and number 2 is read; --stream chooses another");
        expect(plain.outLines(), 5, "BRYG");
        Cli second = extract(file, "--stream", 1);
        assertThat(second.err()).doesNotContain("streams");
        expect(second.outLines(), 5, "YBGR");
        Cli live = run("stream", file, "--realtime", "--when-behind", "block", "-o", "-", "--stream", 1);
        expect(live.outLines(), 5, "YBGR");
        Cli bad = extract(file, "--stream", 7);
        assertThat(bad.exitCode()).isEqualTo(ExitCode.NOTHING_PROCESSED);
        assertThat(bad.errLines()).containsExactly("frogeye: " + file + " has no video stream 7; it has 0, 1, 2");
        assertThat(extract(file, "--stream", -1).exitCode()).isEqualTo(ExitCode.USAGE);
        Cli probe = Cli.run("probe", file);
        assertThat(probe.out())
                .containsPattern("stream 0 +h264, 128x96")
                .containsPattern("stream 1 +h264, 128x96")
                .containsPattern("stream 2 +h264, 128x96, default, this one");
        assertThat(probe.err()).isEmpty();
        JsonNode json =
                JSON.readTree(Cli.run("probe", "--json", "--stream", 1, file).out());
        assertThat(json.get("stream").asInt()).isEqualTo(1);
        assertThat(json.get("streams")).hasSize(3);
        assertThat(json.get("rotation").asInt()).isEqualTo(180);
    }

    @Test
    void theSameStreamIsCompared() throws IOException {
        Path file = OddDisplays.severalStreams(folder);
        // By default the one that stands on its side, 96x128; number 1 is 128x96.
        Path byDefault = folder.resolve("default");
        expectStream(run("compare", file, "--warmup", 0, "--report", byDefault), "96", byDefault);
        Path chosen = folder.resolve("chosen");
        expectStream(run("compare", file, "--warmup", 0, "--stream", 1, "--report", chosen), "128", chosen);
        Cli refused = run("compare", file, "--stream", 7);
        assertThat(refused.exitCode()).isNotZero();
        assertThat(refused.err()).contains(file + " has no video stream 7; it has 0, 1, 2");
    }

    private static void expectStream(Cli result, String width, Path report) throws IOException {
        assertThat(result.exitCode()).as(result.err()).isZero();
        JsonNode clip = JSON.readTree(report.resolve("report.json").toFile())
                .path("clips")
                .path(0);
        assertThat(clip.path("width").asText()).isEqualTo(width);
        assertThat(result.err().contains("--stream chooses another")).isEqualTo(width.equals("96"));
    }

    @Test
    void anotherStreamIsAnotherConfiguration() throws IOException {
        Path file = OddDisplays.severalStreams(folder);
        Path output = folder.resolve("out");
        assertThat(run("extract", file, "-o", output, "--stream", 1).exitCode()).isZero();
        assertThat(JSON.readTree(Files.readString(output.resolve("_run.json")))
                        .get("stream")
                        .asText())
                .isEqualTo("1");
        assertThat(run("extract", file, "-o", output, "--stream", 1).err()).contains("1 video is skipped");
        assertThat(run("extract", file, "-o", output, "--stream", 0).err())
                .contains("done again: the configuration is another one now");
    }

    @Test
    void pixelsThatAreNotSquareAreShownAndRespected() throws IOException {
        Path file = OddDisplays.file("sar2_stripes.mkv", folder);
        assertThat(Cli.run("probe", file).out()).contains("128x96, pixels 2:1, shown as 256x96");
        JsonNode json = JSON.readTree(Cli.run("probe", "--json", file).out());
        assertThat(json.get("sample_aspect_ratio").asText()).isEqualTo("2:1");
        assertThat(json.get("display_width").asInt()).isEqualTo(256);
        expectColumns("fit=crop", 54, 103, 151, 200);
        expectColumns("fit=crop,pixels=display", 92, 115, 139, 162);
    }

    private void expectColumns(String shape, int... columns) throws IOException {
        Cli result = Cli.run(
                "extract",
                folder.resolve("sar2_stripes.mkv"),
                "--model",
                model,
                "--preprocess",
                PREPROCESS.replace("fit=stretch", shape),
                "--threshold",
                0,
                "-o",
                "-");
        JsonNode features = features(JSON.readTree(result.outLines().get(0)));
        for (int i = 0; i < 4; i++) {
            // The middle is found to a pixel of the input, which is 3 levels wide.
            assertThat(features.get(i).asDouble()).isCloseTo(columns[i], within(3.0));
        }
    }
}
