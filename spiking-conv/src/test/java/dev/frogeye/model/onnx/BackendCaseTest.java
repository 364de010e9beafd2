package dev.frogeye.model.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frogeye.model.onnx.constant.Literal;
import dev.frogeye.model.onnx.constant.LiteralReader;
import dev.frogeye.model.onnx.proto.Onnx.TensorProto;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackendCaseTest {
    private static final int OPSET = 13;

    @TempDir
    Path folder;

    @Test
    void anImageGoesThroughBothPaths() throws Exception {
        new OperatorCase("Relu").write(folder, OPSET);
        BackendCase.Outcome outcome = BackendCase.run(folder);
        assertThat(outcome.verdict()).isEqualTo(BackendCase.Verdict.DENSE_AND_DELTA);
        assertThat(outcome.classes()).containsOnlyKeys("Relu");
    }

    @Test
    void whatIsNoImageGoesThroughTheDensePathOnlyAndSaysSo() throws Exception {
        new OperatorCase("Relu").shape(2, 3, 4).write(folder, OPSET);
        BackendCase.Outcome outcome = BackendCase.run(folder);
        assertThat(outcome.verdict()).isEqualTo(BackendCase.Verdict.DENSE_ONLY);
        assertThat(outcome.remark()).contains("no image", "2, 3, 4");
    }

    @Test
    void aWrongValueIsFoundAndNamed() throws Exception {
        new OperatorCase("Relu").write(folder, OPSET);
        Path file = folder.resolve("test_data_set_0/output_0.pb");
        float[] values =
                ((Literal.Floats) LiteralReader.read("y", TensorProto.parseFrom(Files.readAllBytes(file)))).values();
        values[7] += 0.01f;
        Files.write(file, OnnxBuilder.tensor(values, 1, 5, 7, 6).build().toByteArray());
        BackendCase.Outcome outcome = BackendCase.run(folder);
        assertThat(outcome.verdict()).isEqualTo(BackendCase.Verdict.WRONG);
        assertThat(outcome.remark()).contains("key frame: y[7]");
    }

    @Test
    void wrongExtentsAreFound() throws Exception {
        new OperatorCase("Relu").write(folder, OPSET);
        Files.write(
                folder.resolve("test_data_set_0/output_0.pb"),
                OnnxBuilder.tensor(new float[1], 1).build().toByteArray());
        assertThat(BackendCase.run(folder).verdict()).isEqualTo(BackendCase.Verdict.WRONG);
    }

    @Test
    void whatIsNotSupportedIsRefusedWithTheReason() throws Exception {
        new OperatorCase("IsNaN").gives(TensorProto.DataType.BOOL).write(folder, OPSET);
        BackendCase.Outcome outcome = BackendCase.run(folder);
        assertThat(outcome.verdict()).isEqualTo(BackendCase.Verdict.REFUSED);
        assertThat(outcome.remark()).contains("not supported", "IsNaN");
    }

    @Test
    void batchesAreRefusedWithTheReason() throws Exception {
        new OperatorCase("Relu").shape(2, 3, 4, 5).write(folder, OPSET);
        BackendCase.Outcome outcome = BackendCase.run(folder);
        assertThat(outcome.verdict()).isEqualTo(BackendCase.Verdict.REFUSED);
        assertThat(outcome.remark()).contains("batches of 2");
    }

    @Test
    void inputsBesideTheFirstAreConstants() throws Exception {
        new OperatorCase("Relu").write(folder, OPSET);
        Files.write(
                folder.resolve("model.onnx"),
                new OnnxBuilder("two", OPSET)
                        .input("a", 1, 2, 1, 3)
                        .input("b", 3)
                        .node("Sub", List.of("b", "a"), "y")
                        .output("y")
                        .build()
                        .bytes());
        write("input_0", new float[] {1, 2, 3, 4, 5, 6}, 1, 2, 1, 3);
        write("input_1", new float[] {10, 20, 30}, 3);
        write("output_0", new float[] {9, 18, 27, 6, 15, 24}, 1, 2, 1, 3);
        assertThat(BackendCase.run(folder).verdict()).isEqualTo(BackendCase.Verdict.DENSE_AND_DELTA);
    }

    private void write(String name, float[] values, long... dims) throws Exception {
        Files.write(
                folder.resolve("test_data_set_0").resolve(name + ".pb"),
                OnnxBuilder.tensor(values, dims).build().toByteArray());
    }
}
