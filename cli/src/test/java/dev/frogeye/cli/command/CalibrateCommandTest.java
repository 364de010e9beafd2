package dev.frogeye.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.frogeye.cli.Cli;
import dev.frogeye.cli.text.ExitCode;
import dev.frogeye.ingest.SampleClip;
import dev.frogeye.model.onnx.OnnxBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CalibrateCommandTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path shared;

    private static Path clip;
    private static Path other;
    /** Made once: it takes as long as everything else here. */
    private static Path profile;

    private static Cli calibrated;

    @TempDir
    Path folder;

    @BeforeAll
    static void calibrate() throws IOException {
        clip = shared.resolve("clip.mp4");
        other = shared.resolve("other.mp4");
        SampleClip.write(clip, new SampleClip.Options(64, 64, 25, 8, 1));
        SampleClip.write(other, new SampleClip.Options(64, 64, 25, 8, 2));
        profile = shared.resolve("profile.json");
        calibrated = run(clip, "--frames", 4, "-o", profile, "--check", other, "--report", shared.resolve("report"));
    }

    private static Cli run(Object... args) {
        List<Object> all = new ArrayList<>(List.of("calibrate", "--max-error", "0.05"));
        all.addAll(List.of(args));
        return Cli.run(all.toArray());
    }

    @Test
    void aProfileIsWrittenAndShownBesideTheBestSingleThresholdOnOtherClipsToo() throws IOException {
        assertThat(calibrated.err()).contains("profile: " + profile);
        assertThat(calibrated.exitCode()).isZero();
        assertThat(calibrated.out()).contains("one a layer", "checked on", "other.mp4");
        JsonNode json = JSON.readTree(profile.toFile());
        assertThat(json.path("operating_point").path("relative_l2").asDouble()).isBetween(0.0, 0.05);
        assertThat(json.path("thresholds").size()).isPositive();
        assertThat(shared.resolve("profile.json.partial")).doesNotExist();
        assertThat(shared.resolve("report").resolve("report.html")).isNotEmptyFile();
    }

    @Test
    void theSameCommandWritesTheSameBytes() throws IOException {
        Path again = folder.resolve("again.json");
        assertThat(run(clip, "--frames", 4, "-o", again, "--threads", 1).exitCode())
                .isZero();
        assertThat(again).hasSameBinaryContentAs(profile);
    }

    @Test
    void extractTakesAProfileAndWritesItDown() throws IOException {
        Path exact = folder.resolve("exact");
        assertThat(Cli.run("extract", clip, "--profile", profile, "--dense", "never", "-o", folder.resolve("out"))
                        .exitCode())
                .isZero();
        assertThat(Cli.run("extract", clip, "--threshold", 0, "--dense", "never", "-o", exact)
                        .exitCode())
                .isZero();
        JsonNode run = JSON.readTree(folder.resolve("out/_run.json").toFile());
        assertThat(run.findValue("profile.sha256").asText()).hasSize(64);
        assertThat(run.findValue("threshold")).isNull();
        assertThat(macs(folder.resolve("out"))).isPositive().isLessThan(macs(exact));
    }

    private static long macs(Path folder) throws IOException {
        try (Stream<String> lines = Files.lines(folder.resolve("_status.jsonl"))) {
            return JSON.readTree(lines.findFirst().orElseThrow()).path("macs").asLong();
        }
    }

    @Test
    void anotherProfileIsAnotherConfiguration() throws IOException {
        Path changed = folder.resolve("changed.json");
        ObjectNode json = (ObjectNode) JSON.readTree(profile.toFile());
        json.put("pixel_threshold", json.path("pixel_threshold").asDouble() + 1);
        JSON.writeValue(changed.toFile(), json);
        Path out = folder.resolve("out");
        assertThat(Cli.run("extract", clip, "--profile", profile, "-o", out).exitCode())
                .isZero();
        assertThat(Cli.run("extract", clip, "--profile", profile, "-o", out).err())
                .contains("skipped");
        assertThat(Cli.run("extract", clip, "--profile", changed, "-o", out).err())
                .contains("done again");
    }

    @Test
    void compareTakesAProfile() {
        Cli result = Cli.run(
                "compare", clip, "--profile", profile, "--warmup", 0, "--baseline", "onnxruntime", "--rivals", "none");
        assertThat(result.errLines()).singleElement().asString().contains("clip.mp4: ");
        assertThat(result.exitCode()).isZero();
    }

    @Test
    void aProfileExcludesWhatItDecidesUnlessThatIsWeaker() {
        for (String option : List.of("--threshold=0.1", "--pixel-threshold=1", "--refresh=3", "--coding=graded")) {
            Cli result = Cli.run("extract", clip, "--profile", profile, option, "-o", folder);
            assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
            assertThat(result.errLines())
                    .singleElement()
                    .asString()
                    .contains("--profile", option.substring(0, option.indexOf('=')), "exclude");
        }
        assertThat(Cli.runWith(
                                Map.of("FROGEYE_THRESHOLD", "0.1"),
                                "extract",
                                clip,
                                "--profile",
                                profile,
                                "-o",
                                folder.resolve("out"))
                        .exitCode())
                .isZero();
    }

    @Test
    void aProfileOfAnotherModelOrPreprocessingIsRefused() throws IOException {
        ObjectNode json = (ObjectNode) JSON.readTree(profile.toFile());
        ((ObjectNode) json.path("model")).put("sha256", "0".repeat(64));
        Path foreign = folder.resolve("foreign.json");
        JSON.writeValue(foreign.toFile(), json);
        refused("another model", "extract", clip, "--profile", foreign, "-o", folder.resolve("out"));
        refused("another model", "compare", clip, "--profile", foreign);
        refused(
                "--preprocess",
                "extract",
                clip,
                "--profile",
                profile,
                "--preprocess",
                "imagenet,fit=stretch",
                "-o",
                folder.resolve("out"));
        refused("no such file", "extract", clip, "--profile", folder.resolve("none.json"), "-o", folder);
        refused("no profile", "extract", clip, "--profile", clip, "-o", folder);
        assertThat(folder.resolve("out")).doesNotExist();
    }

    private static void refused(String reason, Object... args) {
        Cli result = Cli.run(args);
        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(result.errLines()).singleElement().asString().contains("--profile: ", reason);
    }

    @Test
    void wrongUsageIsOneLineBeforeAnythingIsMeasured() {
        usage("--max-error", "calibrate", clip);
        usage("--max-error must be 0 or more", "calibrate", clip, "--max-error", "-1");
        usage("--frames must be 2 or more", "calibrate", clip, "--max-error", 1, "--frames", 1);
        usage("--threads must be 1 or more", "calibrate", clip, "--max-error", 1, "--threads", 0);
        usage("--report is of the clips to check", "calibrate", clip, "--max-error", 1, "--report", folder);
        usage("is calibrated on", "calibrate", clip, "--max-error", 1, "--check", clip);
        usage(
                "--output",
                "calibrate",
                clip,
                "--max-error",
                1,
                "-o",
                folder.resolve("none").resolve("p.json"));
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aNetworkOfOneLayerHasNothingToCalibrate() throws IOException {
        Path model = folder.resolve("one.onnx");
        Files.write(
                model,
                new OnnxBuilder("one.onnx", 17)
                        .input("x", 1, 3, 32, 32)
                        .weights("w", new float[] {1, 0, 0, 0, 1, 0, 0, 0, 1}, 3, 3, 1, 1)
                        .node("Conv", List.of("x", "w"), "y")
                        .output("y")
                        .build()
                        .bytes());
        usage("one.onnx has no layer to find a threshold for", "calibrate", clip, "--max-error", 1, "--model", model);
    }

    private static void usage(String message, Object... args) {
        Cli result = Cli.run(args);
        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(result.errLines()).singleElement().asString().contains(message);
    }

    @Test
    void aClipThatCannotBeReadIsToldByName() throws IOException {
        Path broken = Files.writeString(folder.resolve("broken.mp4"), "no video");
        Cli result = run(clip, broken, "-o", folder.resolve("profile.json"));
        assertThat(result.exitCode()).isEqualTo(ExitCode.NOTHING_PROCESSED);
        assertThat(result.errLines()).singleElement().asString().contains("broken.mp4");
        assertThat(folder.resolve("profile.json")).doesNotExist();
    }
}
