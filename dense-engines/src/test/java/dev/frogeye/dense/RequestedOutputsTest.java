package dev.frogeye.dense;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.frogeye.model.Graph;
import dev.frogeye.model.Tensor;
import dev.frogeye.model.onnx.OnnxBuilder;
import dev.frogeye.model.onnx.OnnxImporter;
import dev.frogeye.model.onnx.OnnxModel;
import dev.frogeye.model.onnx.proto.Onnx.GraphProto;
import dev.frogeye.model.onnx.proto.Onnx.ModelProto;
import dev.frogeye.model.onnx.proto.Onnx.ValueInfoProto;
import java.util.List;
import org.junit.jupiter.api.Test;

class RequestedOutputsTest {
    /** As exporters before ONNX IR version 4 wrote it: the weights are inputs with defaults. */
    private final OnnxModel model = new OnnxBuilder("old", 13)
            .input("image", 0, 2, 4, 4)
            .input("w", 3, 2, 1, 1)
            .weights("w", new float[] {1, 2, 3, 4, 5, 6}, 3, 2, 1, 1)
            .node("Conv", List.of("image", "w"), "hidden")
            .node("Relu", List.of("hidden"), "middle")
            .node("Sigmoid", List.of("middle"), "end")
            .output("end")
            .build();

    private final Graph graph = OnnxImporter.read(model);

    @Test
    void weightsAreConstantsAndTheBatchIsOne() throws InvalidProtocolBufferException {
        GraphProto edited = edited(graph.outputs());

        assertThat(edited.getInputList()).extracting(ValueInfoProto::getName).containsExactly("image");
        assertThat(edited.getInput(0)
                        .getType()
                        .getTensorType()
                        .getShape()
                        .getDim(0)
                        .getDimValue())
                .isEqualTo(1);
        assertThat(edited.getInitializerCount()).isEqualTo(1);
    }

    @Test
    void onlyTheTapsAreOutputsEachOnce() throws InvalidProtocolBufferException {
        Tensor middle = graph.tensor("middle").orElseThrow();

        GraphProto edited = edited(List.of(middle, graph.input(), middle));

        assertThat(edited.getOutputList()).extracting(ValueInfoProto::getName).containsExactly("middle");
    }

    private GraphProto edited(List<Tensor> requested) throws InvalidProtocolBufferException {
        return ModelProto.parseFrom(RequestedOutputs.withOutputs(model, graph, requested))
                .getGraph();
    }
}
