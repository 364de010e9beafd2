package dev.frogeye.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.frogeye.cli.Cli;
import dev.frogeye.cli.text.ExitCode;
import dev.frogeye.model.onnx.OnnxBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InspectCommandTest {
    @TempDir
    Path folder;

    private Path model;

    /** A 3x3 convolution of 3 to 2 channels with padding on 4x4 pixels, then a ReLU. */
    @BeforeEach
    void writeModel() throws IOException {
        model = folder.resolve("tiny.onnx");
        Files.write(
                model,
                new OnnxBuilder("tiny", 13)
                        .input("image", 1, 3, 4, 4)
                        .weights("w", new float[2 * 3 * 9], 2, 3, 3, 3)
                        .node("Conv", List.of("image", "w"), "conv", Map.of("pads", new long[] {1, 1, 1, 1}))
                        .node("Relu", List.of("conv"), "relu")
                        .output("relu")
                        .build()
                        .bytes());
    }

    @Test
    void listsLayersAndTotals() {
        Cli result = Cli.run("inspect", model);
        assertThat(result.exitCode()).isZero();
        assertThat(result.err()).isEmpty();
        // 16 output pixels x 9 requested x 3 x 2 channels; of the 144 requested 100 lie on the image.
        assertThat(result.outLines())
                .contains("model       tiny.onnx", "input       image 1x3x4x4")
                .anySatisfy(line ->
                        assertThat(line).matches("1 +Conv +node_conv +conv +1x2x4x4 +4x4x2 +56 +600 +100\\.0 +linear"))
                .anySatisfy(line ->
                        assertThat(line).matches("2 +Relu +node_relu +relu +1x2x4x4 +4x4x2 +- +- +- +pointwise"))
                .anySatisfy(line -> assertThat(line).matches("parameters +56"))
                .anySatisfy(line -> assertThat(line).matches("MACs +600 a frame; 864 counting .*"));
    }

    @Test
    void jsonHasTheSameFigures() throws IOException {
        JsonNode json =
                new ObjectMapper().readTree(Cli.run("inspect", model, "--json").out());
        assertThat(json.get("model").asText()).isEqualTo("tiny.onnx");
        assertThat(json.get("macs").asLong()).isEqualTo(600);
        assertThat(json.get("macs_with_padding").asLong()).isEqualTo(864);
        assertThat(json.get("parameters").asLong()).isEqualTo(56);
        assertThat(json.get("input").get("shape").toString()).isEqualTo("[1,3,4,4]");
        assertThat(json.get("layers")).hasSize(2);
        assertThat(json.get("layers").get(0).get("output").get("name").asText()).isEqualTo("conv");
        assertThat(json.get("layers").get(1).get("class").asText()).isEqualTo("pointwise");
    }

    /** A mean over windows of which the last reach beyond the padding, where the extent leaves a remainder. */
    private Path averagePool(String name, int opset, int extent) throws IOException {
        Map<String, Object> attributes = Map.of(
                "kernel_shape", new long[] {3, 3},
                "strides", new long[] {2, 2},
                "pads", new long[] {1, 1, 1, 1},
                "ceil_mode", 1,
                "count_include_pad", 1);
        return Files.write(
                folder.resolve(name),
                new OnnxBuilder(name, opset)
                        .input("image", 1, 3, extent, extent)
                        .node("AveragePool", List.of("image"), "mean", attributes)
                        .output("mean")
                        .build()
                        .bytes());
    }

    @Test
    void warnsWhereOnnxRuntimeComputesSomethingElse() throws IOException {
        Path differs = averagePool("old.onnx", 17, 10);
        Cli result = Cli.run("inspect", differs);
        assertThat(result.exitCode()).isZero();
        assertThat(result.errLines())
                .singleElement()
                .asString()
                .contains("warning: node_mean (AveragePool, operator set 17)", "export with operator set 19");
        JsonNode json = new ObjectMapper()
                .readTree(Cli.run("inspect", differs, "--json").out());
        assertThat(json.get("deviations")).hasSize(1);

        for (Path agrees : List.of(averagePool("new.onnx", 19, 10), averagePool("whole.onnx", 17, 11))) {
            assertThat(Cli.run("inspect", agrees).err()).isEmpty();
        }
    }

    @Test
    void openSizesAreChosen() throws IOException {
        Path open = folder.resolve("open.onnx");
        Files.write(
                open,
                new OnnxBuilder("open", 13)
                        .input("image", 0, 3, 0, 0)
                        .weights("w", new float[2 * 3 * 9], 2, 3, 3, 3)
                        .node("Conv", List.of("image", "w"), "conv", Map.of("pads", new long[] {1, 1, 1, 1}))
                        .output("conv")
                        .build()
                        .bytes());

        assertThat(Cli.run("inspect", open, "--input-shape", "1,3,6,10").outLines())
                .contains("input       image 1x3x6x10");
        Cli unsaid = Cli.run("inspect", open);
        assertThat(unsaid.exitCode()).isEqualTo(5);
        assertThat(unsaid.err()).contains("--input-shape 1,3,HEIGHT,WIDTH").hasLineCount(1);
        Cli contradictory = Cli.run("inspect", model, "--input-shape", "1,3,6,10");
        assertThat(contradictory.exitCode()).isEqualTo(5);
        assertThat(contradictory.err()).contains("contradicts").hasLineCount(1);
        assertThat(Cli.run("inspect", open, "--input-shape", "1,3,six,10").exitCode())
                .isEqualTo(2);
    }

    @Test
    void theBuiltInNetworkNeedsNoFile() {
        Cli result = Cli.run("inspect", "builtin:gabor");
        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).contains("builtin:gabor", "Conv", "1x560");
    }

    @Test
    void aMisspelledBuiltInNetworkIsAUsageError() {
        Cli result = Cli.run("inspect", "builtin:gabro");
        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(result.errLines()).singleElement().asString().contains("gabor");
    }

    @Test
    void aFileThatIsNoModelIsRefusedInOneLine() throws IOException {
        Path text = Files.writeString(folder.resolve("notes.onnx"), "this is no model");
        Cli result = Cli.run("inspect", text);
        assertThat(result.exitCode()).isEqualTo(ExitCode.MODEL);
        assertThat(result.out()).isEmpty();
        assertThat(result.errLines()).singleElement().asString().contains("notes.onnx");
    }

    @Test
    void aMissingFileIsRefusedInOneLine() {
        Cli result = Cli.run("inspect", folder.resolve("missing.onnx"));
        assertThat(result.exitCode()).isEqualTo(ExitCode.MODEL);
        assertThat(result.errLines()).singleElement().asString().contains("missing.onnx", "check the path");
    }

    @Test
    void aDeviceIsRefused() {
        assumeTrue(Files.exists(Path.of("/dev/zero")), "this system has no such device");
        Cli result = Cli.run("inspect", "/dev/zero");
        assertThat(result.exitCode()).isEqualTo(ExitCode.MODEL);
        assertThat(result.errLines()).singleElement().asString().contains("/dev/zero is a device or a pipe");
    }

    @Test
    void whatIsNoFileIsRefused() {
        assertThat(Cli.run("inspect", "").exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(Cli.run("inspect", "a\u0000b").exitCode()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void stackTracesComeWithVvOnly() throws IOException {
        Path text = Files.writeString(folder.resolve("notes.onnx"), "this is no model");
        assertThat(Cli.run("inspect", text, "-v").err()).doesNotContain("\tat ");
        assertThat(Cli.run("inspect", text, "-vv").err()).contains("\tat dev.frogeye.");
    }
}
