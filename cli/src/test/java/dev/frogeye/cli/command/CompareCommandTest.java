package dev.frogeye.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.frogeye.cli.Cli;
import dev.frogeye.cli.text.ExitCode;
import dev.frogeye.ingest.SampleClip;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompareCommandTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int FRAMES = 14;

    @TempDir
    static Path videos;

    private static Path clip;

    @TempDir
    Path folder;

    @BeforeAll
    static void writeClip() throws IOException {
        clip = videos.resolve("clip.mp4");
        SampleClip.write(clip, new SampleClip.Options(64, 64, 25, FRAMES, 1));
    }

    @Test
    void aRowAClipGoesToStandardOutputAndAllOfItToTheReport() throws IOException {
        Path other = videos.resolve("other.mp4");
        SampleClip.write(other, new SampleClip.Options(64, 64, 25, FRAMES, 2));
        Cli result = compare(clip, other, "--frames", 9, "--repeat", 2, "--sweep", "0,0.2:4", "--report", folder);
        assertThat(result.err()).contains("report: " + folder.resolve("report.html"));
        assertThat(result.exitCode()).isZero();
        assertThat(result.outLines()).hasSize(3);
        assertThat(result.outLines().get(0)).startsWith("clip ").contains("onnxruntime ms", "nd4j ms", "cosine");
        assertThat(result.out()).contains("clip.mp4", "other.mp4");
        JsonNode report = JSON.readTree(folder.resolve("report.json").toFile());
        assertThat(report.path("clips")).hasSize(2);
        assertThat(report.path("clips").path(0).path("frames").asInt()).isEqualTo(9);
        assertThat(report.path("sweep")).hasSize(4);
        assertThat(report.path("environment").path("command").asText())
                .startsWith("frogeye compare " + clip)
                .contains("--sweep 0,0.2:4");
        assertThat(Files.readAllLines(folder.resolve("frames.csv"))).hasSize(1 + 2 * 9);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("report.html", "report.json", "frames.csv", "layers.csv");
        }
    }

    @Test
    void howManyFramesWereDelegatedIsSaidEverywhere() throws IOException {
        Cli auto = compare(clip, "--baseline", "onnxruntime", "--threshold", "0", "--report", folder.resolve("auto"));
        assertThat(auto.exitCode()).isZero();
        assertThat(auto.outLines().get(0)).contains("delegated");
        assertThat(auto.outLines().get(1)).matches("clip.mp4 +" + FRAMES + " +" + FRAMES + " .*");
        JsonNode report =
                JSON.readTree(folder.resolve("auto").resolve("report.json").toFile());
        assertThat(report.path("setup").path("dense").asText()).isEqualTo("auto");
        JsonNode measured = report.path("clips").path(0);
        assertThat(measured.path("handed_over_frames").asInt()).isEqualTo(FRAMES);
        assertThat(measured.path("ops").path("delta_macs_per_frame"))
                .isEqualTo(measured.path("ops").path("dense_macs_per_frame"));
        assertThat(Files.readString(folder.resolve("auto").resolve("report.html")))
                .contains(FRAMES + " of " + FRAMES + " frames were delegated to ONNX Runtime");
        Cli never = compare(
                clip, "--threshold", "0", "--dense", "never", "--report", folder.resolve("never"), "--skip", "2");
        assertThat(never.outLines().get(1)).matches("clip.mp4 +" + FRAMES + " +0 .*");
        assertThat(Files.readString(folder.resolve("never").resolve("report.html")))
                .doesNotContain("delegated to ONNX Runtime");
    }

    @Test
    void everyRivalOfEveryClipHasEveryField() throws IOException {
        Cli result = compare(clip, "--baseline", "onnxruntime", "--sweep", "0.05,0.1:2,0.1:4", "--report", folder);
        assertThat(result.err())
                .contains(
                        "int8 is calibrated on noise and the first frames",
                        "clip.mp4: ONNX Runtime computed every frame");
        assertThat(result.exitCode()).isZero();
        JsonNode rivals = JSON.readTree(folder.resolve("report.json").toFile())
                .path("clips")
                .path(0)
                .path("rivals");
        assertThat(rivals.findValuesAsText("name"))
                .containsExactly(
                        "hold-2",
                        "hold-4",
                        "hold-8",
                        "linear-2",
                        "linear-4",
                        "linear-8",
                        "linear-16",
                        "motion-linear",
                        "int8",
                        "delta-0.05",
                        "delta-0.1:2",
                        "delta-0.1:4",
                        "delta-default");
        for (JsonNode rival : rivals) {
            for (String field : List.of(
                    "delay_frames",
                    "ms_mean",
                    "speedup",
                    "r2_centred",
                    "change_correlation",
                    "cosine_mean",
                    "cosine_min")) {
                assertThat(rival.path(field).isNumber())
                        .as(rival.path("name") + " " + field)
                        .isTrue();
            }
        }
        assertThat(rivals.get(4).path("delay_frames").asInt()).isEqualTo(3);
        assertThat(rivals.get(12).path("r2_centred"))
                .isEqualTo(JSON.readTree(folder.resolve("report.json").toFile()).at("/clips/0/fidelity/r2_centred"));
    }

    @Test
    void rivalsAreChosenOrLeftOut() throws IOException {
        compare(clip, "--rivals", "linear-2,hold-100", "--sweep", "none", "--report", folder);
        JsonNode report = JSON.readTree(folder.resolve("report.json").toFile());
        assertThat(report.at("/clips/0/rivals").findValuesAsText("name"))
                .containsExactly("linear-2", "hold-100", "delta-default");
        compare(clip, "--rivals", "none", "--sweep", "none", "--report", folder);
        assertThat(JSON.readTree(folder.resolve("report.json").toFile())
                        .at("/clips/0/rivals")
                        .findValuesAsText("name"))
                .containsExactly("delta-default");
    }

    @Test
    void aClipThatIsMeasuredIsNotCalibratedOn() {
        Cli result = compare(
                clip,
                "--calibrate-on",
                clip.getParent().resolve("../" + clip.getParent().getFileName() + "/clip.mp4"));
        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(result.errLines()).singleElement().asString().contains("--calibrate-on", "clip.mp4");
        assertThat(result.out()).isEmpty();
    }

    @Test
    void onlyTheBaselinesThatAreAskedForAreRun() throws IOException {
        Cli result = compare(clip, "--baseline", "nd4j", "--report", folder);
        assertThat(result.exitCode()).isZero();
        assertThat(result.outLines().get(0)).contains("nd4j ms").doesNotContain("onnxruntime");
        JsonNode engines = JSON.readTree(folder.resolve("report.json").toFile())
                .path("clips")
                .path(0)
                .path("engines");
        assertThat(engines.fieldNames()).toIterable().containsExactly("delta", "nd4j");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--baseline tensorrt | --baseline: expected one of onnxruntime, nd4j, was tensorrt",
                "--sweep 0.1:x | --sweep: '0.1:x' is not ALPHA or ALPHA:LEVELS",
                "--sweep -1 | --sweep: relative threshold must be 0 or more",
                "--rivals hold-4,boo | --rivals: 'boo' is none of hold-2, hold-4, hold-8, linear-2",
                "--rivals hold-1 | --rivals: of every n-th frame n is 2 or more, was 1",
                "--rivals linear-33 | --rivals: of every n-th frame n is 2 to 32, was 33",
                "--rivals motion-linear--1 | --rivals: a bound is 0 levels or more",
                "--peak-level NaN | --peak-level must be a number",
                "--skip 1 | --skip must be 2 or more",
                "--repeat 0 | --repeat must be 1 or more",
                "--threads 0 | --threads must be 1 or more",
                "--frames -1 | --frames must be 0 or more",
                "--fps 0 | --fps: ",
                "--layer gabor1 --layer half | --layer: compare takes one",
                "--dense always | --dense: expected one of auto, never, was always",
                "--threshold -1 | relative threshold must be 0 or more"
            })
    void wrongUsageIsOneLine(String options, String message) {
        Cli result = compare(clip, (Object[]) options.split(" "));
        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(result.errLines()).singleElement().asString().contains(message);
        assertThat(result.out()).isEmpty();
    }

    @Test
    void aReportFolderThatCannotBeWrittenToIsFoundOutBeforeAnythingIsMeasured() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        Cli result = compare(clip, "--report", file);
        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(result.errLines())
                .singleElement()
                .asString()
                .contains("--report", file.toString(), "another folder");
    }

    @Test
    void aClipWithoutFramesIsToldByName() throws IOException {
        Path broken = Files.writeString(videos.resolve("broken.mp4"), "no video");
        Cli result = compare(clip, broken, "--report", folder);
        assertThat(result.exitCode()).isEqualTo(ExitCode.NOTHING_PROCESSED);
        assertThat(result.errLines()).singleElement().asString().contains("broken.mp4");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aRangeWithoutFramesIsToldByName() {
        Cli result = compare(clip, "--start", "100");
        assertThat(result.exitCode()).isEqualTo(ExitCode.NOTHING_PROCESSED);
        assertThat(result.errLines()).singleElement().asString().contains("clip.mp4");
    }

    @Test
    void aModelThatIsNoneHasItsOwnExitCode() throws IOException {
        Path model = Files.writeString(folder.resolve("model.onnx"), "no model");
        assertThat(compare(clip, "--model", model).exitCode()).isEqualTo(ExitCode.MODEL);
    }

    private static Cli compare(Object clip, Object... options) {
        List<Object> args = new ArrayList<>(List.of("compare", clip));
        args.addAll(List.of(options));
        if (!args.contains("--warmup")) {
            args.addAll(List.of("--warmup", "2"));
        }
        return Cli.run(args.toArray());
    }
}
