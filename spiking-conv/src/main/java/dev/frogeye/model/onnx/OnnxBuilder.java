package dev.frogeye.model.onnx;

import com.google.protobuf.ByteString;
import dev.frogeye.model.onnx.proto.Onnx.AttributeProto;
import dev.frogeye.model.onnx.proto.Onnx.GraphProto;
import dev.frogeye.model.onnx.proto.Onnx.ModelProto;
import dev.frogeye.model.onnx.proto.Onnx.NodeProto;
import dev.frogeye.model.onnx.proto.Onnx.OperatorSetIdProto;
import dev.frogeye.model.onnx.proto.Onnx.TensorProto;
import dev.frogeye.model.onnx.proto.Onnx.TensorShapeProto;
import dev.frogeye.model.onnx.proto.Onnx.TypeProto;
import dev.frogeye.model.onnx.proto.Onnx.ValueInfoProto;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes small ONNX models, node by node: the built-in networks and those of the tests. */
public final class OnnxBuilder {
    /** ONNX file format of opset 13 and its neighbours; every runtime of the last years reads it. */
    private static final int IR_VERSION = 7;

    private final String name;
    private final int opset;
    private final GraphProto.Builder graph;

    public OnnxBuilder(String name, int opset) {
        this.name = name;
        this.opset = opset;
        graph = GraphProto.newBuilder().setName(name);
    }

    /** A float input; an extent below 1 becomes the symbolic dimension {@code N}. */
    public OnnxBuilder input(String input, long... dims) {
        graph.addInput(valueInfo(input, dims));
        return this;
    }

    /** Declares an output; the shape is left to inference. */
    public OnnxBuilder output(String output) {
        return output(output, TensorProto.DataType.FLOAT);
    }

    /** Declares an output that holds something else than floats. */
    public OnnxBuilder output(String output, TensorProto.DataType type) {
        graph.addOutput(ValueInfoProto.newBuilder()
                .setName(output)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder().setElemType(type.getNumber()))));
        return this;
    }

    /** A float initialiser, row-major; no {@code dims} make a scalar. */
    public OnnxBuilder weights(String initializer, float[] values, long... dims) {
        graph.addInitializer(tensor(values, dims).setName(initializer));
        return this;
    }

    /** An int64 initialiser: a vector, as shapes and axes are given. */
    public OnnxBuilder integers(String initializer, long... values) {
        graph.addInitializer(tensor(values, values.length).setName(initializer));
        return this;
    }

    /** A node with one output. */
    public OnnxBuilder node(String operator, List<String> inputs, String output) {
        return node(operator, inputs, output, Map.of());
    }

    /**
     * A node with one output, named after it.
     *
     * @param attributes integers, floats, strings, {@code long[]}, {@code float[]} or {@link TensorProto}
     */
    public OnnxBuilder node(String operator, List<String> inputs, String output, Map<String, ?> attributes) {
        return node(operator, inputs, List.of(output), attributes);
    }

    /** A node with several outputs, named after the first; an output left out is the empty string. */
    public OnnxBuilder node(String operator, List<String> inputs, List<String> outputs, Map<String, ?> attributes) {
        NodeProto.Builder node = NodeProto.newBuilder()
                .setName("node_" + outputs.get(0))
                .setOpType(operator)
                .addAllInput(inputs)
                .addAllOutput(outputs);
        new TreeMap<>(attributes).forEach((key, value) -> node.addAttribute(attribute(key, value)));
        graph.addNode(node);
        return this;
    }

    /** The model; each call builds anew. */
    public OnnxModel build() {
        ModelProto model = ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .setProducerName("frogeye")
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(opset))
                .setGraph(graph)
                .build();
        return new OnnxModel(name, model.toByteArray());
    }

    /** A float tensor, as for the {@code value} of {@code Constant}. */
    public static TensorProto.Builder tensor(float[] values, long... dims) {
        ByteBuffer raw = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        raw.asFloatBuffer().put(values);
        return tensor(TensorProto.DataType.FLOAT, raw, dims);
    }

    /** An int64 tensor. */
    public static TensorProto.Builder tensor(long[] values, long... dims) {
        ByteBuffer raw = ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        raw.asLongBuffer().put(values);
        return tensor(TensorProto.DataType.INT64, raw, dims);
    }

    private static TensorProto.Builder tensor(TensorProto.DataType type, ByteBuffer raw, long... dims) {
        TensorProto.Builder tensor =
                TensorProto.newBuilder().setDataType(type.getNumber()).setRawData(ByteString.copyFrom(raw));
        Arrays.stream(dims).forEach(tensor::addDims);
        return tensor;
    }

    private static ValueInfoProto valueInfo(String name, long... dims) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        for (long dim : dims) {
            TensorShapeProto.Dimension.Builder dimension = TensorShapeProto.Dimension.newBuilder();
            shape.addDim(dim < 1 ? dimension.setDimParam("N") : dimension.setDimValue(dim));
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(TensorProto.DataType.FLOAT.getNumber())
                                .setShape(shape)))
                .build();
    }

    private static AttributeProto attribute(String key, Object value) {
        AttributeProto.Builder attribute = AttributeProto.newBuilder().setName(key);
        if (value instanceof Integer || value instanceof Long) {
            long number = ((Number) value).longValue();
            attribute.setType(AttributeProto.AttributeType.INT).setI(number);
        } else if (value instanceof Float || value instanceof Double) {
            float number = ((Number) value).floatValue();
            attribute.setType(AttributeProto.AttributeType.FLOAT).setF(number);
        } else if (value instanceof String text) {
            attribute.setType(AttributeProto.AttributeType.STRING).setS(ByteString.copyFromUtf8(text));
        } else if (value instanceof long[] integers) {
            attribute.setType(AttributeProto.AttributeType.INTS);
            Arrays.stream(integers).forEach(attribute::addInts);
        } else if (value instanceof float[] floats) {
            attribute.setType(AttributeProto.AttributeType.FLOATS);
            for (float f : floats) {
                attribute.addFloats(f);
            }
        } else if (value instanceof TensorProto tensor) {
            attribute.setType(AttributeProto.AttributeType.TENSOR).setT(tensor);
        } else {
            throw new IllegalArgumentException("attribute " + key + " cannot hold " + value);
        }
        return attribute.build();
    }
}
