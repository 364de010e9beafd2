package dev.frogeye.dense;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import ai.onnxruntime.TensorInfo;
import dev.frogeye.model.Tensor;
import dev.frogeye.model.onnx.proto.Onnx.GraphProto;
import dev.frogeye.model.onnx.proto.Onnx.ModelProto;
import dev.frogeye.model.onnx.proto.Onnx.NodeProto;
import dev.frogeye.model.onnx.proto.Onnx.TensorProto;
import dev.frogeye.model.onnx.proto.Onnx.TensorProto.DataType;
import dev.frogeye.model.onnx.proto.Onnx.TensorShapeProto;
import dev.frogeye.model.onnx.proto.Onnx.TypeProto;
import dev.frogeye.model.onnx.proto.Onnx.ValueInfoProto;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A network that is run a piece at a time, each on all frames, so that a piece may depend on what those before gave.
 * What later pieces read is kept until they have.
 */
final class PiecewiseNetwork implements AutoCloseable {
    private final ModelProto network;
    private final Map<String, TensorProto> constants = new HashMap<>();
    private final Map<String, Integer> lastReaders = new HashMap<>();
    private final List<NodeProto> piece = new ArrayList<>();
    /** By tensor, one a frame. */
    private final Map<String, List<OnnxTensor>> values = new HashMap<>();

    /**
     * Runs nothing yet.
     *
     * @param frames channels-last, at least one
     */
    PiecewiseNetwork(ModelProto network, Tensor image, List<float[]> frames) throws OrtException {
        this.network = network;
        network.getGraph().getInitializerList().forEach(this::add);
        for (int i = 0; i < network.getGraph().getNodeCount(); i++) {
            for (String input : network.getGraph().getNode(i).getInputList()) {
                lastReaders.put(input, i);
            }
        }
        List<OnnxTensor> images = new ArrayList<>();
        values.put(image.name(), images);
        for (float[] frame : frames) {
            images.add(RuntimeSessions.tensor(image, frame));
        }
    }

    /** Has a constant at hand for nodes that are added. */
    void add(TensorProto constant) {
        constants.put(constant.getName(), constant);
    }

    /** Puts a node into the next piece. */
    void add(NodeProto node) {
        piece.add(node);
    }

    /**
     * Runs the piece up to a node.
     *
     * @param index of the node among those of the network
     * @param last as it is to be run: that node, or a variant of it
     * @return its first output, one a frame, read by the next piece at the latest
     */
    List<OnnxTensor> runTo(int index, NodeProto last) throws OrtException {
        piece.add(last);
        Set<String> computed = new LinkedHashSet<>();
        piece.forEach(node -> computed.addAll(node.getOutputList()));
        Set<String> read = new LinkedHashSet<>();
        piece.forEach(node -> read.addAll(node.getInputList()));
        read.removeAll(computed);
        computed.removeIf(tensor -> isDone(tensor, index) && !tensor.equals(last.getOutput(0)));
        Map<String, List<OnnxTensor>> outputs = run(read, computed);
        values.entrySet().removeIf(entry -> {
            boolean isDone = isDone(entry.getKey(), index);
            if (isDone) {
                entry.getValue().forEach(OnnxTensor::close);
            }
            return isDone;
        });
        values.putAll(outputs);
        piece.clear();
        return outputs.get(last.getOutput(0));
    }

    @Override
    public void close() {
        values.values().forEach(tensors -> tensors.forEach(OnnxTensor::close));
        values.clear();
    }

    /** Whether no node behind that one reads a tensor. */
    private boolean isDone(String tensor, int index) {
        return lastReaders.getOrDefault(tensor, -1) <= index;
    }

    private Map<String, List<OnnxTensor>> run(Set<String> read, Set<String> wanted) throws OrtException {
        Map<String, List<OnnxTensor>> outputs = new LinkedHashMap<>();
        wanted.forEach(output -> outputs.put(output, new ArrayList<>()));
        Set<String> inputs = new HashSet<>(read);
        inputs.retainAll(values.keySet());
        try (SessionOptions options = RuntimeSessions.options(1)) {
            options.setOptimizationLevel(OptLevel.NO_OPT);
            try (OrtSession session = OrtEnvironment.getEnvironment()
                    .createSession(model(read, inputs, wanted).toByteArray(), options)) {
                int frames = values.values().iterator().next().size();
                for (int i = 0; i < frames; i++) {
                    Map<String, OnnxTensor> feed = new HashMap<>();
                    for (String input : inputs) {
                        feed.put(input, values.get(input).get(i));
                    }
                    // Its values outlive the result, which holds nothing else.
                    for (Map.Entry<String, OnnxValue> output : session.run(feed)) {
                        outputs.get(output.getKey()).add((OnnxTensor) output.getValue());
                    }
                }
            }
        }
        return outputs;
    }

    private ModelProto model(Set<String> read, Set<String> inputs, Set<String> outputs) {
        GraphProto.Builder graph = GraphProto.newBuilder().setName("piece").addAllNode(piece);
        inputs.forEach(input -> graph.addInput(ValueInfoProto.newBuilder()
                .setName(input)
                .setType(type(values.get(input).get(0).getInfo()))));
        outputs.forEach(output -> graph.addOutput(ValueInfoProto.newBuilder().setName(output)));
        read.stream().map(constants::get).filter(constant -> constant != null).forEach(graph::addInitializer);
        return network.toBuilder().setGraph(graph).build();
    }

    private static TypeProto type(TensorInfo info) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        for (long extent : info.getShape()) {
            shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(extent));
        }
        return TypeProto.newBuilder()
                .setTensorType(TypeProto.Tensor.newBuilder()
                        .setElemType(DataType.valueOf(info.type.name()).getNumber())
                        .setShape(shape))
                .build();
    }
}
