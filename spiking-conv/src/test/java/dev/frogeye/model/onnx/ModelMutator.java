package dev.frogeye.model.onnx;

import com.google.protobuf.ByteString;
import dev.frogeye.model.onnx.proto.Onnx.AttributeProto;
import dev.frogeye.model.onnx.proto.Onnx.AttributeProto.AttributeType;
import dev.frogeye.model.onnx.proto.Onnx.GraphProto;
import dev.frogeye.model.onnx.proto.Onnx.ModelProto;
import dev.frogeye.model.onnx.proto.Onnx.NodeProto;
import dev.frogeye.model.onnx.proto.Onnx.OperatorSetIdProto;
import dev.frogeye.model.onnx.proto.Onnx.StringStringEntryProto;
import dev.frogeye.model.onnx.proto.Onnx.TensorProto;
import dev.frogeye.model.onnx.proto.Onnx.TypeProto;
import dev.frogeye.model.onnx.rule.Operators;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Changes models at random: what their messages say, and now and then the bytes themselves. Same seed, same model. */
final class ModelMutator {
    private static final long[] ODD = {
        0,
        1,
        -1,
        2,
        3,
        4,
        5,
        7,
        8,
        16,
        255,
        256,
        4096,
        4097,
        65536,
        1 << 20,
        1 << 28,
        Integer.MAX_VALUE,
        Integer.MIN_VALUE,
        1L << 32,
        (1L << 32) + 1,
        1L << 62,
        Long.MAX_VALUE,
        Long.MIN_VALUE
    };
    private static final float[] ODD_FLOATS = {
        0,
        -0f,
        1,
        -1,
        0.5f,
        2,
        1e-30f,
        1e30f,
        Float.MAX_VALUE,
        Float.MIN_VALUE,
        Float.NaN,
        Float.POSITIVE_INFINITY,
        Float.NEGATIVE_INFINITY
    };
    private static final String[] ATTRIBUTES = {
        "axis",
        "axes",
        "perm",
        "kernel_shape",
        "strides",
        "pads",
        "dilations",
        "group",
        "auto_pad",
        "ceil_mode",
        "count_include_pad",
        "keepdims",
        "noop_with_empty_axes",
        "mode",
        "coordinate_transformation_mode",
        "nearest_mode",
        "cubic_coeff_a",
        "scales",
        "split",
        "num_outputs",
        "blocksize",
        "output_padding",
        "output_shape",
        "alpha",
        "beta",
        "gamma",
        "epsilon",
        "to",
        "size",
        "bias",
        "approximate",
        "allowzero",
        "starts",
        "ends",
        "steps",
        "select_last_index",
        "num_groups",
        "stash_type",
        "transA",
        "transB",
        "value",
        "value_int",
        "value_ints",
        "value_float",
        "value_floats",
        "p",
        "max",
        "min",
        "slope",
        "start",
        "end",
        "training_mode",
        "saturate",
        "block_size",
        "output_dtype",
        "antialias",
        "exclude_outside",
        "keep_aspect_ratio_policy",
        "storage_order",
        "momentum",
        "lambd",
        "fmod",
        "equation"
    };
    private static final String[] TEXTS = {
        "SAME_UPPER",
        "SAME_LOWER",
        "VALID",
        "NOTSET",
        "constant",
        "reflect",
        "edge",
        "wrap",
        "nearest",
        "linear",
        "cubic",
        "DCR",
        "CRD",
        "half_pixel",
        "align_corners",
        "asymmetric",
        "pytorch_half_pixel",
        "tf_crop_and_resize",
        "half_pixel_symmetric",
        "floor",
        "ceil",
        "round_prefer_floor",
        "round_prefer_ceil",
        "tanh",
        "none",
        "stretch",
        "not_larger",
        "",
        "x\ny\u001b[31m",
        "\u2028",
        "..",
        "\ud83d\udc38",
        "n".repeat(5000)
    };

    private final Random random;
    private final List<String> operators = new ArrayList<>(Operators.names());

    ModelMutator(long seed) {
        random = new Random(seed);
    }

    /** One of some models, changed in one to some places. */
    byte[] mutate(List<ModelProto> seeds) {
        ModelProto.Builder model = seeds.get(random.nextInt(seeds.size())).toBuilder();
        if (random.nextInt(12) > 0) {
            for (int change = random.nextInt(random.nextBoolean() ? 2 : 8); change >= 0; change--) {
                change(model);
            }
        }
        byte[] bytes = model.build().toByteArray();
        return random.nextInt(12) == 0 ? noisy(bytes) : bytes;
    }

    private byte[] noisy(byte[] sound) {
        byte[] bytes = sound;
        for (int change = random.nextInt(4); change >= 0 && bytes.length > 0; change--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(4)) {
                case 0 -> bytes = Arrays.copyOf(bytes, at);
                case 1 -> bytes[at] = (byte) random.nextInt();
                case 2 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                default -> {
                    int from = random.nextInt(bytes.length);
                    int length = Math.min(random.nextInt(40), bytes.length - Math.max(at, from));
                    System.arraycopy(bytes, from, bytes, at, length);
                }
            }
        }
        return bytes;
    }

    private void change(ModelProto.Builder model) {
        GraphProto.Builder graph = model.getGraphBuilder();
        int nodes = graph.getNodeCount();
        switch (random.nextInt(13)) {
            case 0 ->
                model.setOpsetImport(
                        0,
                        OperatorSetIdProto.newBuilder()
                                .setVersion(random.nextInt(8) == 0 ? odd() : 7 + random.nextInt(21)));
            case 1, 2, 3 -> insert(graph);
            case 4, 5, 6 -> {
                if (nodes > 0) {
                    change(graph.getNodeBuilder(random.nextInt(nodes)), graph);
                }
            }
            case 7 -> {
                if (nodes > 0) {
                    NodeProto node = graph.getNode(random.nextInt(nodes));
                    switch (random.nextInt(3)) {
                        case 0 -> graph.removeNode(random.nextInt(nodes));
                        case 1 -> graph.addNode(node.toBuilder().setOutput(0, "copy" + nodes));
                        default -> graph.setNode(random.nextInt(nodes), node);
                    }
                }
            }
            case 8, 9 -> {
                if (graph.getInitializerCount() > 0) {
                    change(graph.getInitializerBuilder(random.nextInt(graph.getInitializerCount())));
                }
            }
            case 10 -> changeInput(graph);
            case 11 -> graph.addOutputBuilder().setName(anyName(graph));
            default -> {
                if (graph.getInitializerCount() > 1 && random.nextBoolean()) {
                    graph.removeInitializer(random.nextInt(graph.getInitializerCount()));
                } else {
                    graph.addInitializer(anyTensor().setName("i" + graph.getInitializerCount()));
                }
            }
        }
    }

    /** A node of any operator, mostly between one that is there and its readers. */
    private void insert(GraphProto.Builder graph) {
        NodeProto.Builder node = NodeProto.newBuilder().setOpType(operators.get(random.nextInt(operators.size())));
        String output = "new" + graph.getNodeCount();
        node.addOutput(output);
        String first = anyName(graph);
        node.addInput(first);
        for (int more = random.nextInt(4); more > 0; more--) {
            if (random.nextBoolean()) {
                String constant = "c" + graph.getInitializerCount();
                graph.addInitializer(anyTensor().setName(constant));
                node.addInput(constant);
            } else {
                node.addInput(random.nextInt(6) == 0 ? "" : anyName(graph));
            }
        }
        for (int more = random.nextInt(4); more > 0; more--) {
            node.addAttribute(anyAttribute());
        }
        if (random.nextInt(3) > 0) {
            for (NodeProto.Builder reader : graph.getNodeBuilderList()) {
                int at = reader.getInputList().indexOf(first);
                if (at >= 0) {
                    reader.setInput(at, output);
                    break;
                }
            }
        } else {
            graph.addOutputBuilder().setName(output);
        }
        graph.addNode(node);
    }

    private void change(NodeProto.Builder node, GraphProto.Builder graph) {
        int attributes = node.getAttributeCount();
        switch (random.nextInt(10)) {
            case 0 -> node.setOpType(operators.get(random.nextInt(operators.size())));
            case 1 -> node.addInput(anyName(graph));
            case 2 -> {
                if (node.getInputCount() > 0) {
                    node.setInput(random.nextInt(node.getInputCount()), anyName(graph));
                }
            }
            case 3 -> {
                List<String> inputs = new ArrayList<>(node.getInputList());
                if (!inputs.isEmpty()) {
                    inputs.remove(random.nextInt(inputs.size()));
                }
                node.clearInput().addAllInput(inputs);
            }
            case 4 -> node.addOutput(random.nextInt(4) == 0 ? anyName(graph) : "extra" + node.getOutputCount());
            case 5 -> node.addAttribute(anyAttribute());
            case 6 -> {
                if (attributes > 0) {
                    node.removeAttribute(random.nextInt(attributes));
                }
            }
            case 7 -> node.setName(text());
            case 8 -> node.setDomain(random.nextBoolean() ? "com.microsoft" : text());
            default -> {
                if (attributes > 0) {
                    change(node.getAttributeBuilder(random.nextInt(attributes)));
                }
            }
        }
    }

    private void change(AttributeProto.Builder attribute) {
        switch (random.nextInt(7)) {
            case 0 -> attribute.setType(AttributeType.forNumber(random.nextInt(12)));
            case 1 -> attribute.setI(odd());
            case 2 -> attribute.setF(oddFloat());
            case 3 -> {
                if (attribute.getIntsCount() > 0) {
                    attribute.setInts(random.nextInt(attribute.getIntsCount()), odd());
                } else {
                    attribute.addInts(odd());
                }
            }
            case 4 -> attribute.addInts(odd()).addFloats(oddFloat());
            case 5 -> attribute.setS(ByteString.copyFromUtf8(text()));
            default -> change(attribute.getTBuilder());
        }
    }

    private AttributeProto.Builder anyAttribute() {
        AttributeProto.Builder attribute =
                AttributeProto.newBuilder().setName(ATTRIBUTES[random.nextInt(ATTRIBUTES.length)]);
        return switch (random.nextInt(6)) {
            case 0, 1 -> attribute.setType(AttributeType.INT).setI(odd());
            case 2 -> attribute.setType(AttributeType.FLOAT).setF(oddFloat());
            case 3 -> attribute.setType(AttributeType.STRING).setS(ByteString.copyFromUtf8(text()));
            case 4 -> attribute.setType(AttributeType.TENSOR).setT(anyTensor());
            default -> {
                attribute.setType(AttributeType.INTS);
                for (int i = random.nextInt(6); i > 0; i--) {
                    attribute.addInts(random.nextInt(5) == 0 ? odd() : random.nextInt(4));
                }
                yield attribute;
            }
        };
    }

    /** Mostly one that is sound: few values of few extents. */
    private TensorProto.Builder anyTensor() {
        long[] dims = new long[random.nextInt(5)];
        int size = 1;
        for (int i = 0; i < dims.length; i++) {
            dims[i] = random.nextInt(5) == 0 ? random.nextInt(3) : 1 + random.nextInt(4);
            size *= (int) dims[i];
        }
        if (random.nextBoolean()) {
            float[] values = new float[size];
            for (int i = 0; i < size; i++) {
                values[i] = random.nextInt(20) == 0 ? oddFloat() : random.nextFloat() * 2 - 0.5f;
            }
            return OnnxBuilder.tensor(values, dims);
        }
        long[] values = new long[size];
        for (int i = 0; i < size; i++) {
            values[i] = random.nextInt(12) == 0 ? odd() : random.nextInt(6) - 1;
        }
        return OnnxBuilder.tensor(values, dims);
    }

    private void change(TensorProto.Builder tensor) {
        switch (random.nextInt(7)) {
            case 0 -> tensor.setDataType(random.nextInt(30));
            case 1 -> tensor.addDims(odd());
            case 2 -> {
                if (tensor.getDimsCount() > 0) {
                    tensor.setDims(random.nextInt(tensor.getDimsCount()), odd());
                }
            }
            case 3 -> tensor.clearDims();
            case 4 ->
                tensor.setDataLocation(TensorProto.DataLocation.EXTERNAL)
                        .addExternalData(StringStringEntryProto.newBuilder()
                                .setKey("location")
                                .setValue(text()));
            case 5 -> tensor.addInt64Data(odd()).addFloatData(oddFloat()).addInt32Data((int) odd());
            default -> {
                byte[] raw = tensor.getRawData().toByteArray();
                if (raw.length > 0) {
                    raw[random.nextInt(raw.length)] = (byte) (random.nextBoolean() ? random.nextInt() : 0xff);
                }
                tensor.setRawData(ByteString.copyFrom(
                        random.nextBoolean() ? raw : Arrays.copyOf(raw, random.nextInt(raw.length + 9))));
            }
        }
    }

    private void changeInput(GraphProto.Builder graph) {
        if (graph.getInputCount() == 0) {
            return;
        }
        TypeProto.Tensor.Builder type =
                graph.getInputBuilder(0).getTypeBuilder().getTensorTypeBuilder();
        int rank = type.getShape().getDimCount();
        switch (random.nextInt(5)) {
            case 0 -> type.setElemType(random.nextInt(28));
            case 1 -> type.getShapeBuilder().addDimBuilder().setDimValue(odd());
            case 2 -> graph.addInput(graph.getInput(0).toBuilder().setName("second"));
            default -> {
                if (rank > 0) {
                    type.getShapeBuilder()
                            .getDimBuilder(random.nextInt(rank))
                            .setDimValue(random.nextInt(4) == 0 ? odd() : 1 + random.nextInt(9));
                }
            }
        }
    }

    private String anyName(GraphProto.Builder graph) {
        int nodes = graph.getNodeCount();
        int constants = graph.getInitializerCount();
        int index = random.nextInt(nodes * 2 + constants + 2);
        if (index < nodes * 2) {
            NodeProto node = graph.getNode(index / 2);
            return node.getOutputCount() > 0 ? node.getOutput(0) : "";
        }
        if (index < nodes * 2 + constants) {
            return graph.getInitializer(index - nodes * 2).getName();
        }
        return random.nextInt(20) == 0 || graph.getInputCount() == 0
                ? text()
                : graph.getInput(0).getName();
    }

    private long odd() {
        return random.nextInt(3) == 0 ? ODD[random.nextInt(ODD.length)] : random.nextInt(6) - 1;
    }

    private float oddFloat() {
        return random.nextBoolean() ? ODD_FLOATS[random.nextInt(ODD_FLOATS.length)] : random.nextFloat() * 4 - 1;
    }

    private String text() {
        return TEXTS[random.nextInt(TEXTS.length)];
    }
}
