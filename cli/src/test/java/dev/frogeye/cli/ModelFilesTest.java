package dev.frogeye.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frogeye.cli.text.ExitCode;
import dev.frogeye.model.onnx.OnnxBuilder;
import dev.frogeye.model.onnx.proto.Onnx.ModelProto;
import dev.frogeye.model.onnx.proto.Onnx.StringStringEntryProto;
import dev.frogeye.model.onnx.proto.Onnx.TensorProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong with a model file is one line and its own exit code. */
class ModelFilesTest {
    @TempDir
    private Path folder;

    private Cli inspect(byte[] bytes) throws IOException {
        return Cli.run("inspect", Files.write(folder.resolve("model.onnx"), bytes));
    }

    private static OnnxBuilder image() {
        return new OnnxBuilder("model", 13).input("x", 1, 3, 8, 8);
    }

    private static void refused(Cli run, String reason) {
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.MODEL);
        assertThat(run.errLines()).singleElement().asString().contains(reason);
    }

    @Test
    void whatCannotBeImported() throws IOException {
        refused(inspect(new byte[] {1, 2, 3}), "not an ONNX model");
        refused(
                inspect(image().node("Einsum", List.of("x"), "y")
                        .output("y")
                        .build()
                        .bytes()),
                "Einsum");
        refused(
                inspect(image().node("Add", List.of("x", "y"), "y")
                        .output("y")
                        .build()
                        .bytes()),
                "cycle");
        refused(
                inspect(image().node("Relu", List.of("z"), "y")
                        .output("y")
                        .build()
                        .bytes()),
                "'z'");
    }

    @Test
    void smallFilesThatAskForMuch() throws IOException {
        refused(
                inspect(image().integers("shape", 1 << 26, 1, 3, 8, 8)
                        .node("Expand", List.of("x", "shape"), "y")
                        .output("y")
                        .build()
                        .bytes()),
                "too large");
        refused(
                inspect(image().integers("shape", 1L << 62, 1L << 62)
                        .node("ConstantOfShape", List.of("shape"), "k")
                        .node("Add", List.of("x", "k"), "y")
                        .output("y")
                        .build()
                        .bytes()),
                "constant of shape");
        OnnxBuilder doubled = image().integers("twice", 1, 1, 2, 2);
        for (int i = 0; i < 40; i++) {
            doubled.node("Tile", List.of(i == 0 ? "x" : "n" + i, "twice"), "n" + (i + 1));
        }
        refused(inspect(doubled.output("n40").build().bytes()), "rearranged");
    }

    @Test
    void namesThatWouldChangeTheTerminal() throws IOException {
        Cli run = inspect(image().node("\u001b[31mRed\r\n", List.of("x"), "y\n\u0007")
                .output("y\n\u0007")
                .build()
                .bytes());

        refused(run, "not supported");
        assertThat(run.err().strip()).doesNotContainPattern("\\p{Cntrl}");
    }

    @Test
    void weightsThatAreNotBesideTheModel() throws IOException {
        ModelProto.Builder model = ModelProto.parseFrom(image().weights("w", new float[3], 3, 1, 1)
                        .node("Mul", List.of("x", "w"), "y")
                        .output("y")
                        .build()
                        .bytes())
                .toBuilder();
        model.getGraphBuilder()
                .getInitializerBuilder(0)
                .clearRawData()
                .setDataLocation(TensorProto.DataLocation.EXTERNAL)
                .addExternalData(
                        StringStringEntryProto.newBuilder().setKey("location").setValue("model.onnx.data"));
        byte[] bytes = model.build().toByteArray();

        refused(inspect(bytes), "'model.onnx.data', which does not exist beside the model");
        Files.write(folder.resolve("model.onnx.data"), new byte[12]);
        assertThat(inspect(bytes).exitCode()).isEqualTo(ExitCode.OK);
    }
}
