package dev.frogeye.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.frogeye.cli.text.ExitCode;
import dev.frogeye.ingest.SampleClip;
import dev.frogeye.model.onnx.OnnxBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rivals of networks that are not the usual ones, and of short clips. */
class CompareRivalsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int FRAMES = 5;
    private static final int SIDE = 16;

    @TempDir
    Path folder;

    private Path clip;

    @BeforeEach
    void writeClip() throws IOException {
        clip = folder.resolve("clip.mp4");
        SampleClip.write(clip, new SampleClip.Options(64, 64, 25, FRAMES, 1));
    }

    @Test
    void mapsAreComparedByTheirPeaks() throws IOException {
        Cli result = compare(convolution(), "--rivals", "hold-2,linear-2,int8", "--threshold", "0");
        assertThat(result.exitCode()).as(result.err()).isZero();
        JsonNode measured = report();
        JsonNode peaks = measured.at("/fidelity/peaks");
        assertThat(peaks.path("level").asDouble()).isEqualTo(0.3);
        assertThat(peaks.path("count").asInt()).isEqualTo(3 * FRAMES);
        assertThat(peaks.path("moved_share").asDouble()).isZero();
        assertThat(peaks.path("mean_cells").asDouble()).isZero();
        assertThat(measured.path("rivals").findValuesAsText("name"))
                .containsExactly("hold-2", "linear-2", "int8", "delta-default");
        for (JsonNode rival : measured.path("rivals")) {
            assertThat(rival.at("/peaks/count")).as(rival.toString()).isEqualTo(peaks.path("count"));
            assertThat(rival.at("/peaks/moved_share").asDouble(Double.NaN)).isBetween(0.0, 1.0);
        }
        compare(convolution(), "--rivals", "none", "--peak-level", "2");
        assertThat(report().at("/fidelity/peaks/count").asInt(-1)).isZero();
        assertThat(report().at("/fidelity/peaks/moved_share").isNull()).isTrue();
    }

    @Test
    void aNetworkThatCannotBeQuantizedIsComparedWithoutInt8UnlessItIsAskedFor() throws IOException {
        Cli byDefault = compare(product());
        assertThat(byDefault.exitCode()).as(byDefault.err()).isZero();
        assertThat(byDefault.errLines())
                .anySatisfy(line -> assertThat(line).contains("int8 is left out", "model.onnx", "can be quantised"));
        assertThat(report().path("rivals").findValuesAsText("name"))
                .contains("hold-2", "motion-linear", "delta-default")
                .doesNotContain("int8");
        Cli askedFor = compare(product(), "--rivals", "hold-2,int8");
        assertThat(askedFor.exitCode()).isEqualTo(ExitCode.MODEL);
        assertThat(askedFor.errLines()).singleElement().asString().contains("model.onnx", "can be quantised");
        assertThat(askedFor.out()).isEmpty();
    }

    @Test
    void ofAClipThatIsShorterHeldIsItsFirstFrameAndInterpolatedItsFirstAndLast() throws IOException {
        Cli result = compare(convolution(), "--rivals", "hold-100,linear-32", "--skip", "100");
        assertThat(result.exitCode()).as(result.err()).isZero();
        double dense = report().at("/ops/dense_macs_per_frame").asDouble();
        JsonNode held = report().path("rivals").path(0);
        JsonNode linear = report().path("rivals").path(1);
        assertThat(held.path("macs_per_frame").asDouble()).isCloseTo(dense / FRAMES, within(1e-6 * dense));
        assertThat(linear.path("macs_per_frame").asDouble()).isCloseTo(2 * dense / FRAMES, within(1e-6 * dense));
        assertThat(linear.path("r2_centred").asDouble())
                .isGreaterThan(held.path("r2_centred").asDouble());
        assertThat(report().at("/skip/0/r2_centred")).isEqualTo(held.path("r2_centred"));
    }

    @Test
    void calibrationClipsAreNamedInANote() throws IOException {
        Path other = folder.resolve("other.mp4");
        SampleClip.write(other, new SampleClip.Options(64, 64, 25, FRAMES, 2));
        Cli result = compare(convolution(), "--rivals", "int8", "--calibrate-on", other);
        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.errLines()).contains("int8 is calibrated on other.mp4");
        Path link = Files.createSymbolicLink(folder.resolve("link.mp4"), clip);
        Cli refused = compare(convolution(), "--calibrate-on", link);
        assertThat(refused.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(refused.errLines()).singleElement().asString().contains("--calibrate-on", "link.mp4", "measured");
    }

    /** The picture itself, as three maps of values from 0 to 1. */
    private Path convolution() throws IOException {
        float[] identity = {1, 0, 0, 0, 1, 0, 0, 0, 1};
        return write(new OnnxBuilder("maps", 13)
                .input("image", 1, 3, SIDE, SIDE)
                .weights("w", identity, 3, 3, 1, 1)
                .node("Conv", List.of("image", "w"), "y")
                .output("y"));
    }

    private Path product() throws IOException {
        return write(new OnnxBuilder("product", 13)
                .input("image", 1, 3, SIDE, SIDE)
                .weights("two", new float[] {2})
                .node("Mul", List.of("image", "two"), "y")
                .output("y"));
    }

    private Path write(OnnxBuilder model) throws IOException {
        return Files.write(folder.resolve("model.onnx"), model.build().bytes());
    }

    private JsonNode report() throws IOException {
        return JSON.readTree(folder.resolve("report").resolve("report.json").toFile())
                .at("/clips/0");
    }

    private Cli compare(Path model, Object... options) {
        String preprocess = "size=" + SIDE + "x" + SIDE + ",fit=stretch,scale=0.00392156862745098,mean=0,std=1";
        List<Object> args = new ArrayList<>(List.of(
                "compare",
                clip,
                "--model",
                model,
                "--pool",
                "none",
                "--preprocess",
                preprocess,
                "--baseline",
                "onnxruntime",
                "--dense",
                "never",
                "--sweep",
                "none",
                "--warmup",
                "1",
                "--report",
                folder.resolve("report")));
        args.addAll(List.of(options));
        return Cli.run(args.toArray());
    }
}
