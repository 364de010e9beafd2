package dev.frogeye.baseline;

import dev.frogeye.model.Graph;
import dev.frogeye.model.Tensor;
import dev.frogeye.model.UnsupportedModelException;
import dev.frogeye.model.onnx.OnnxModel;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.TensorProto;
import onnx.Onnx.TensorShapeProto;
import onnx.Onnx.TypeProto;
import onnx.Onnx.ValueInfoProto;
import org.nd4j.shade.protobuf.InvalidProtocolBufferException;

/** An ONNX file edited so that a runtime computes the taps, and nothing that only other outputs need. */
final class TappedModel {
    private TappedModel() {}

    /**
     * The file with the taps as its only outputs and the image's extents as its only input.
     *
     * <p>Weights that are declared as inputs too, as old exporters do, are declared so no longer: a runtime must take
     * such inputs for variables and cannot fold batch normalisation into them.
     */
    static byte[] withOutputs(OnnxModel model, Graph graph, List<Tensor> taps) {
        ModelProto.Builder file = parse(model).toBuilder();
        GraphProto.Builder edited = file.getGraphBuilder();
        edited.clearInput().addInput(valueInfo(graph.input()));
        // Written for a symbolic batch, these could contradict the fixed one; the runtime infers them anew.
        edited.clearValueInfo();
        edited.clearOutput();
        placesAsFloats(edited);
        Set<String> produced = new HashSet<>();
        edited.getNodeList().forEach(node -> produced.addAll(node.getOutputList()));
        for (Tensor output : outputs(graph, taps)) {
            if (!produced.contains(output.name())) {
                throw new UnsupportedModelException(
                        model.name() + ": no node computes '" + output.name() + "'; tap another tensor");
            }
            edited.addOutput(valueInfo(output));
        }
        return file.build().toByteArray();
    }

    /** Tensors of the graph hold floats, {@code ArgMax} and {@code ArgMin} give integers: each is cast where it arises. */
    private static void placesAsFloats(GraphProto.Builder graph) {
        List<NodeProto> nodes = new ArrayList<>();
        for (NodeProto node : graph.getNodeList()) {
            if (!node.getOpType().equals("ArgMax") && !node.getOpType().equals("ArgMin")) {
                nodes.add(node);
                continue;
            }
            String floats = node.getOutput(0);
            String integers = floats + "/integers";
            nodes.add(node.toBuilder().setOutput(0, integers).build());
            nodes.add(NodeProto.newBuilder()
                    .setOpType("Cast")
                    .addInput(integers)
                    .addOutput(floats)
                    .addAttribute(AttributeProto.newBuilder()
                            .setName("to")
                            .setType(AttributeProto.AttributeType.INT)
                            .setI(TensorProto.DataType.FLOAT.getNumber()))
                    .build());
        }
        graph.clearNode().addAllNode(nodes);
    }

    /** The taps to be computed, each once; the image itself is there already. */
    static Set<Tensor> outputs(Graph graph, List<Tensor> taps) {
        Set<Tensor> outputs = new LinkedHashSet<>(taps);
        outputs.remove(graph.input());
        return outputs;
    }

    private static ModelProto parse(OnnxModel model) {
        try {
            return ModelProto.parseFrom(model.bytes());
        } catch (InvalidProtocolBufferException e) {
            throw new UnsupportedModelException(model.name() + " is not an ONNX file: " + e.getMessage(), e);
        }
    }

    /**
     * A tensor with its extents. For an output they are not decoration: where ONNX's shape inference counts one window
     * more than ONNX Runtime's pools compute (with {@code ceil_mode}), they keep the runtime from insisting on it.
     */
    private static ValueInfoProto valueInfo(Tensor tensor) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        tensor.dims().forEach(extent -> shape.addDimBuilder().setDimValue(extent));
        return ValueInfoProto.newBuilder()
                .setName(tensor.name())
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(TensorProto.DataType.FLOAT.getNumber())
                                .setShape(shape)))
                .build();
    }
}
