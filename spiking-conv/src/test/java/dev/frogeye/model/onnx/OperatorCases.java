package dev.frogeye.model.onnx;

import dev.frogeye.model.onnx.proto.Onnx.TensorProto.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Variants of every supported operator. One line is one variant, tried at the operator sets it names: those at which the
 * operator's form changed, as long as the variant can be written so.
 */
final class OperatorCases {
    /** The newest operator set that both ONNX Runtime and the importer read. */
    private static final int NEWEST = Math.min(26, OnnxImporter.NEWEST_OPSET);

    /** Operators that ONNX defines and ONNX Runtime 1.28 does not compute: nothing to compare with. */
    static final Set<String> UNKNOWN_TO_ONNX_RUNTIME = Set.of("Swish");

    private final List<OperatorCase> cases = new ArrayList<>();

    private OperatorCases() {}

    static List<OperatorCase> all() {
        OperatorCases all = new OperatorCases();
        all.linear();
        all.pools();
        all.activations();
        all.arithmetic();
        all.reductions();
        all.norms();
        all.moves();
        all.picks();
        all.resampling();
        all.quantization();
        all.constants();
        return all.cases;
    }

    /** A variant; operator sets beyond the newest are tried at the newest. */
    private OperatorCase on(String operator, int... opsets) {
        int[] known = opsets[0] > NEWEST
                ? new int[0]
                : IntStream.of(opsets)
                        .map(opset -> opset == LAST ? NEWEST : opset)
                        .filter(opset -> opset <= NEWEST)
                        .distinct()
                        .toArray();
        OperatorCase added = new OperatorCase(operator, known);
        cases.add(added);
        return added;
    }

    /** Stands for the newest operator set in the lists below. */
    private static final int LAST = Integer.MAX_VALUE;

    private void linear() {
        on("Conv", 7, 11, 22, LAST).weights(4, 5, 3, 3).weights(4).set("pads", 1, 1, 1, 1);
        on("Conv", 11).weights(4, 5, 3, 2).set("strides", 2, 1).set("auto_pad", "SAME_UPPER");
        on("Conv", 11).weights(4, 5, 2, 2).set("dilations", 2, 1).set("pads", 0, 1, 1, 0);
        on("Conv", 11).weights(10, 1, 3, 3).weights(10).set("group", 5).set("pads", 1, 1, 1, 1);
        on("Conv", 11).shape(1, 6, 5, 7).weights(4, 3, 1, 1).set("group", 2);
        on("Gemm", 7, 9, 11, 13, LAST).shape(1, 9).weights(9, 4).weights(4);
        on("Gemm", 7, 11, 13, LAST).shape(1, 3, 2, 5).flattened().weights(30, 4).weights(4);
        on("Gemm", 13).shape(1, 9).weights(4, 9).set("transB", 1).set("alpha", 0.5f);
        on("MatMul", 7, 9, 13, LAST).shape(1, 9).weights(9, 4);
        on("MatMul", 13, LAST).shape(1, 3, 2, 5).flattened().weights(30, 4);
        on("MatMul", 13).shape(1, 6, 5).weights(5, 3);
        on("ConvTranspose", 7, 11, 22, LAST).weights(5, 4, 3, 3).weights(4).set("strides", 2, 2);
        on("ConvTranspose", 11).weights(5, 4, 2, 3).set("pads", 1, 0, 0, 1).set("dilations", 2, 1);
        on("ConvTranspose", 11)
                .weights(5, 2, 3, 3)
                .set("group", 5)
                .set("strides", 2, 1)
                .set("output_padding", 1, 0);
        on("BatchNormalization", 7, 9, 14, 15, LAST)
                .positive(5)
                .weights(5)
                .weights(5)
                .positive(5);
        on("BatchNormalization", 15)
                .shape(1, 4, 6)
                .positive(4)
                .weights(4)
                .weights(4)
                .positive(4)
                .set("epsilon", 0.1f);
        on("BatchNormalization", 15)
                .shape(1, 7)
                .positive(7)
                .weights(7)
                .weights(7)
                .positive(7);
        on("BatchNormalization", 15)
                .shape(1, 3, 2, 4, 2)
                .positive(3)
                .weights(3)
                .weights(3)
                .positive(3);
    }

    private void pools() {
        on("MaxPool", 8, 10, 11, 12, 22, LAST).set("kernel_shape", 3, 3).set("strides", 2, 1);
        on("MaxPool", 12)
                .set("kernel_shape", 3, 2)
                .set("pads", 1, 0, 0, 1)
                .set("ceil_mode", 1)
                .set("strides", 2, 2);
        on("MaxPool", 7).set("kernel_shape", 2, 2).set("auto_pad", "SAME_LOWER");
        on("MaxPool", 12).set("kernel_shape", 2, 2).set("dilations", 2, 1);
        on("AveragePool", 7, 10, 11, 19, 22, LAST).set("kernel_shape", 3, 2).set("strides", 2, 1);
        on("AveragePool", 11).set("kernel_shape", 3, 3).set("pads", 1, 1, 1, 1).set("count_include_pad", 1);
        on("AveragePool", 11).set("kernel_shape", 3, 3).set("pads", 1, 1, 1, 1).set("strides", 2, 2);
        on("AveragePool", 10, 11, 19, LAST)
                .set("kernel_shape", 3, 3)
                .set("pads", 1, 0, 0, 1)
                .set("ceil_mode", 1)
                .set("strides", 3, 2);
        // Below operator set 19 ONNX Runtime counts what lies beyond the padding, too.
        on("AveragePool", 19, 22, LAST)
                .set("kernel_shape", 3, 2)
                .set("pads", 1, 0, 0, 1)
                .set("ceil_mode", 1)
                .set("strides", 4, 3)
                .set("count_include_pad", 1);
        on("GlobalAveragePool", 22, LAST);
        on("GlobalMaxPool", 22, LAST);
        for (String pool : List.of("GlobalAveragePool", "GlobalMaxPool", "GlobalLpPool")) {
            on(pool, 7, 21);
            on(pool, 13).shape(1, 3, 8);
            on(pool, 13).shape(1, 3, 2, 4, 3);
        }
        on("GlobalLpPool", 13).set("p", 1);
    }

    private void activations() {
        on("Relu", 7, 13, 14, LAST);
        on("LeakyRelu", 7, 16, LAST).set("alpha", 0.2f);
        on("PRelu", 7, 9, 16, LAST).weights(5, 1, 1);
        on("PRelu", 16).weights(1);
        on("Clip", 7).set("min", -0.5f).set("max", 0.25f);
        on("Clip", 11, 12, 13, LAST).scalar(-0.5).scalar(0.25);
        on("Clip", 13).none().scalar(0.25);
        for (String function : List.of("Sigmoid", "Tanh", "Exp")) {
            on(function, 7, 13, LAST).range(-3, 3);
        }
        for (String function : List.of("Elu", "Selu", "Softplus", "Softsign")) {
            on(function, 7, 22, LAST).range(-3, 3);
        }
        on("Elu", 13).set("alpha", 0.7f);
        on("Selu", 13).set("alpha", 1.2f).set("gamma", 0.9f);
        on("Celu", 12, LAST).range(-3, 3).set("alpha", 0.7f);
        on("ThresholdedRelu", 10, 22, LAST).range(-3, 3).set("alpha", 0.7f);
        on("Shrink", 9, LAST).range(-3, 3).set("lambd", 0.7f).set("bias", 0.2f);
        on("Mish", 18, 22, LAST).range(-3, 3);
        on("Gelu", 20, LAST).range(-3, 3);
        on("Gelu", 20).range(-3, 3).set("approximate", "tanh");
        for (String function : List.of("Erf", "Sign")) {
            on(function, 9, 13, LAST).range(-2, 2);
        }
        for (String function : List.of("Abs", "Neg", "Floor", "Ceil")) {
            on(function, 7, 13, LAST).range(-3, 3);
        }
        for (String function : List.of("Log", "Sqrt", "Reciprocal")) {
            on(function, 7, 13, LAST).range(0.1, 3);
        }
        on("Round", 11, 22, LAST).range(-3, 3).rounded();
        on("Sin", 7, 22, LAST).range(-3, 3);
        on("Cos", 7, 22, LAST).range(-3, 3);
        on("Cast", 7, 9, 13, 19, LAST).set("to", 1);
        on("HardSigmoid", 7, 22, LAST).range(-4, 4);
        on("HardSigmoid", 13).set("alpha", 0.3f).set("beta", 0.4f);
        on("HardSwish", 14, 22, LAST).range(-4, 4);
        on("Dropout", 7, 10, 12, 13, 22, LAST);
        on("Identity", 7, 13, 14, 16, 19, LAST);
    }

    private void arithmetic() {
        for (String operator : List.of("Add", "Sub", "Mul")) {
            on(operator, 7, 13, 14, LAST).weights(5, 1, 1);
            on(operator, 13).weights(7, 6);
            on(operator, 13).weights(1, 1, 7, 1).last();
            on(operator, 13).scalar(0.7).last();
            on(operator, 13).and("Sigmoid");
            on(operator, 13).and("GlobalMaxPool").last();
        }
        on("Div", 7, 13, 14, LAST).positive(5, 1, 1);
        on("Div", 13).range(1, 2).positive(7, 6).last();
        on("Div", 13).and("Exp");
        on("Sum", 8, 13, LAST).and("Sigmoid").weights(5, 1, 1);
        on("Sum", 13);
        on("Mean", 8, 13, LAST).and("Sigmoid").weights(5, 1, 1);
        for (String operator : List.of("Min", "Max")) {
            on(operator, 8, 12, 13, LAST).weights(5, 1, 1);
            on(operator, 13).and("Sigmoid").scalar(0.5);
            on(operator, 13).weights(7, 6).last();
        }
        on("Pow", 7, 12, 13, 15, LAST).range(0.1, 2).scalar(1.7);
        on("Pow", 13).scalar(2);
        on("Pow", 13).range(0.1, 2).and("Sigmoid");
        on("Pow", 13).positive(5, 1, 1).last();
    }

    private void reductions() {
        for (String name : List.of("Mean", "Max", "Min", "Prod", "L1", "L2", "SumSquare", "LogSumExp")) {
            reduce("Reduce" + name, 11, 13, 18);
        }
        reduce("ReduceSum", 11, 11, 13);
        on("ReduceSumSquare", 18, LAST).integers().set("noop_with_empty_axes", 1);
        on("ReduceL1", 18, LAST).integers().set("noop_with_empty_axes", 1);
        on("ReduceLogSum", 18).range(0.5, 2).integers().set("noop_with_empty_axes", 1);
        on("ReduceMax", 18, LAST).integers().set("noop_with_empty_axes", 1);
        on("ReduceLogSum", 7, 13).range(0.5, 2).set("axes", 2, 3);
        on("ReduceLogSum", 18, LAST).range(0.5, 2).integers(1).set("keepdims", 0);
        for (String operator : List.of("ArgMax", "ArgMin")) {
            on(operator, 7, 11, 12, 13, LAST).rounded().set("axis", 1).gives(DataType.INT64);
            on(operator, 13).rounded().set("axis", -1).set("keepdims", 0).gives(DataType.INT64);
            on(operator, 12, 13)
                    .rounded()
                    .set("axis", 2)
                    .set("select_last_index", 1)
                    .gives(DataType.INT64);
            on(operator, 13).set("keepdims", 0).gives(DataType.INT64);
            on(operator, 13)
                    .rounded()
                    .shape(1, 9)
                    .set("axis", 1)
                    .set("keepdims", 0)
                    .gives(DataType.INT64);
            on(operator, 13).rounded().shape(2, 3, 4).set("axis", 1).gives(DataType.INT64);
            on(operator, 13).rounded().shape(1, 2, 3, 4, 2).set("axis", 2).gives(DataType.INT64);
        }
    }

    /** Axes were an attribute until they became an input. */
    private void reduce(String operator, int changed, int last, int asInput) {
        on(operator, 7, changed, last).set("axes", 2, 3);
        on(operator, last).set("axes", new long[] {1}).set("keepdims", 0);
        on(operator, last).set("axes", new long[] {-1});
        on(operator, last).shape(1, 6, 5).set("axes", new long[] {1}).set("keepdims", 0);
        on(operator, last).shape(2, 3, 4).set("axes", new long[] {1}).set("keepdims", 0);
        on(operator, last).shape(1, 2, 3, 4, 2).set("axes", 2, 4);
        on(operator, last).shape(7).set("axes", new long[] {0});
        on(operator, last).shape(1, 5, 7, 3).set("axes", 1, 2);
        on(operator, last).shape(1, 5, 7, 3).set("axes", new long[] {-1}).set("keepdims", 0);
        on(operator, last);
        on(operator, asInput, 20, LAST).integers(1, 3).set("keepdims", 0);
        on(operator, asInput, LAST).integers(2);
        on(operator, asInput, LAST).integers().set("keepdims", 0);
    }

    private void norms() {
        on("LRN", 7, 13, LAST)
                .set("size", 3)
                .set("alpha", 0.1f)
                .set("beta", 0.5f)
                .set("bias", 2f);
        for (String operator : List.of("Softmax", "LogSoftmax")) {
            on(operator, 7, 11, 13, LAST).set("axis", 1).range(-3, 3);
            on(operator, 11, 13);
            on(operator, 11, 13).set("axis", -1);
            on(operator, 13).set("axis", 2);
            on(operator, 13).shape(1, 5, 7, 3).set("axis", -1);
            on(operator, 11, 13).shape(1, 9).range(-3, 3);
            on(operator, 11, 13).flattened();
            on(operator, 11, 13).shape(1, 6, 4).set("axis", 1);
            on(operator, 13).shape(1, 2, 3, 4, 2).set("axis", 2);
        }
        on("InstanceNormalization", 7, 22, LAST).positive(5).weights(5);
        on("InstanceNormalization", 13).shape(1, 4, 9).positive(4).weights(4).set("epsilon", 0.1f);
        on("InstanceNormalization", 13).shape(1, 3, 2, 4, 3).positive(3).weights(3);
        on("GroupNormalization", 18).shape(1, 6, 5, 3).positive(3).weights(3).set("num_groups", 3);
        on("GroupNormalization", 21, LAST)
                .shape(1, 6, 5, 3)
                .positive(6)
                .weights(6)
                .set("num_groups", 2);
        on("GroupNormalization", 21).shape(1, 6, 5).positive(6).weights(6).set("num_groups", 3);
        on("GroupNormalization", 21).shape(2, 6, 5).positive(6).weights(6).set("num_groups", 1);
        on("LayerNormalization", 17, LAST).positive(6).weights(6);
        on("LayerNormalization", 17).shape(1, 5, 7, 3).positive(3).weights(3);
        on("LayerNormalization", 17)
                .set("axis", 1)
                .positive(5, 7, 6)
                .weights(5, 7, 6)
                .set("epsilon", 0.01f);
        on("LayerNormalization", 17).set("axis", 2).positive(7, 6);
        on("LayerNormalization", 17).shape(1, 6, 8).positive(8).weights(8);
        on("LayerNormalization", 17)
                .shape(2, 3, 4)
                .set("axis", 1)
                .positive(3, 4)
                .weights(3, 4);
        on("LayerNormalization", 17)
                .shape(1, 2, 3, 4, 2)
                .set("axis", 3)
                .positive(4, 2)
                .weights(4, 2);
        on("RMSNormalization", 23, LAST).shape(1, 6, 8).positive(8);
        on("RMSNormalization", 23, LAST).set("axis", 1).positive(5, 7, 6).set("epsilon", 0.01f);
        on("MeanVarianceNormalization", 9, 13, LAST);
        on("MeanVarianceNormalization", 13).set("axes", 1, 2, 3);
        on("MeanVarianceNormalization", 13).set("axes", new long[] {1});
        on("LpNormalization", 7, 22, LAST).set("axis", 1);
        on("LpNormalization", 13).set("axis", 1).set("p", 1);
        on("LpNormalization", 13).shape(1, 9);
        on("LpNormalization", 13).flattened();
        on("LpNormalization", 13).set("axis", 2);
    }

    private void moves() {
        on("Concat", 7, 11, 13, LAST).set("axis", 1).and("Sigmoid").and("Relu");
        on("Concat", 13).set("axis", 2).and("Relu");
        on("Concat", 13).set("axis", -1).and("Relu");
        on("Flatten", 7, 9, 11, 13, 21, LAST);
        on("Flatten", 13).set("axis", 0);
        on("Flatten", 13).set("axis", -1);
        on("Reshape", 7, 13, 14, 19, 21, LAST).integers(1, 3, -1, 5);
        on("Reshape", 14).integers(0, 0, -1);
        on("Reshape", 14).shape(1, 6, 4).integers(1, 2, 3, 4);
        on("Squeeze", 7, 11).shape(1, 5, 1, 3).set("axes", new long[] {2});
        on("Squeeze", 13, 21, LAST).shape(1, 5, 1, 1).integers(-1, 2);
        on("Squeeze", 13).shape(1, 5, 1, 3);
        on("Unsqueeze", 7, 11).shape(1, 5, 3).set("axes", new long[] {2});
        on("Unsqueeze", 13, LAST).flattened().integers(1, 2);
        on("Unsqueeze", 13, 21, LAST).shape(1, 5, 3).integers(-1);
        on("Transpose", 7, 13, 21, LAST).set("perm", 0, 2, 3, 1);
        on("Transpose", 13).set("perm", 0, 3, 1, 2);
        on("Transpose", 13).set("perm", 0, 1, 3, 2);
        on("Transpose", 13).shape(1, 4, 6).set("perm", 0, 2, 1);
        on("Slice", 7).set("starts", 1, 0).set("ends", 4, 2).set("axes", 1, 3);
        on("Slice", 10, 11, 13, LAST)
                .integers(1, 6)
                .integers(4, -8)
                .integers(1, 2)
                .integers(1, -2);
        on("Slice", 13).integers(2).integers(Integer.MAX_VALUE).integers(-1);
    }

    private void picks() {
        on("Split", 7, 11).set("axis", 1).set("split", 2, 3).outputs(2);
        on("Split", 13, LAST).integers(2, 1, 2).set("axis", 1).outputs(3);
        on("Split", 13).set("axis", -1).outputs(2);
        on("Split", 18, LAST).set("axis", 2).set("num_outputs", 3).outputs(3);
        on("Gather", 7, 11, 13, LAST).integers(2, 0, -1).set("axis", 1);
        on("Gather", 13).integer(3).set("axis", 2);
        on("GatherElements", 11, 13, LAST)
                .shape(1, 2, 3, 5)
                .constant(OnnxBuilder.tensor(new long[] {2, 0, 1, -1, 0, 1, 1, 0, 2, 0}, 1, 2, 1, 5))
                .set("axis", 2);
        on("GatherND", 11, 12, 13, LAST).constant(OnnxBuilder.tensor(new long[] {0, 1, 0, 4}, 2, 2));
        on("Expand", 8, 13, LAST).shape(1, 5, 1, 6).integers(1, 5, 7, 6);
        on("Expand", 13).shape(1, 1, 7, 6).integers(4, 1, 1);
        on("Tile", 7, 13, LAST).integers(1, 2, 1, 3);
        on("DepthToSpace", 7, 11, 13, LAST).shape(1, 8, 3, 5).set("blocksize", 2);
        on("DepthToSpace", 11).shape(1, 8, 3, 5).set("blocksize", 2).set("mode", "CRD");
        on("SpaceToDepth", 7, 13, LAST).shape(1, 3, 4, 6).set("blocksize", 2);
        on("Where", 9, 16, LAST)
                .constant(DataType.BOOL, 1, 0, 1, 1, 0, 0)
                .last()
                .scalar(0.5);
        on("Where", 16).constant(DataType.BOOL, 1, 0, 1, 1, 0, 0).weights(7, 6).last();
    }

    private void resampling() {
        on("Pad", 7).set("pads", 0, 0, 1, 2, 0, 0, 3, 1).set("value", 0.5f);
        on("Pad", 11, 13, 18, 19, 21, LAST).integers(0, 0, 1, 2, 0, 0, 3, 1).scalar(0.5);
        on("Pad", 11, LAST).integers(0, 0, 1, 2, 0, 0, 3, 1).set("mode", "reflect");
        on("Pad", 11, LAST).integers(0, 0, 1, 2, 0, 0, 3, 1).set("mode", "edge");
        on("Pad", 18).integers(1, -2).none().integers(2).shape(1, 5, 7, 6);
        on("Upsample", 7).set("scales", new float[] {1, 1, 2, 3});
        on("Upsample", 9).factors(1, 1, 2, 2).set("mode", "linear");
        on("Resize", 10).factors(1, 1, 2, 1.5f);
        on("Resize", 10).factors(1, 1, 2, 2).set("mode", "linear");
        for (String mode : List.of("half_pixel", "pytorch_half_pixel", "align_corners", "asymmetric")) {
            on("Resize", 11)
                    .factors()
                    .factors(1, 1, 2, 1.5f)
                    .set("mode", "linear")
                    .transform(mode);
            on("Resize", 13, 18, 19, LAST)
                    .none()
                    .factors(1, 1, 2, 1.5f)
                    .set("mode", "linear")
                    .transform(mode);
            on("Resize", 13)
                    .none()
                    .factors(1, 1, 2, 1.5f)
                    .set("mode", "nearest")
                    .transform(mode);
        }
        on("Resize", 13, LAST).none().none().integers(1, 5, 10, 9).set("mode", "cubic");
        on("Resize", 13)
                .none()
                .none()
                .integers(1, 5, 14, 12)
                .transform("asymmetric")
                .set("nearest_mode", "floor");
    }

    private void quantization() {
        on("QuantizeLinear", 10, 13, 19, 21, LAST)
                .scalar(0.01)
                .constant(DataType.UINT8, 100)
                .gives(DataType.UINT8);
        on("QuantizeLinear", 13).scalar(0.01).constant(DataType.INT8, -3).gives(DataType.INT8);
        on("DequantizeLinear", 10, 13, 19, 21, LAST)
                .from("q", net -> net.weights("step", new float[] {0.013f})
                        .node("QuantizeLinear", List.of("x", "step"), "q"))
                .scalar(0.013);
    }

    /** What exporters compute shapes with, and what only fills in constants. */
    private void constants() {
        on("Shape", 7, 13, 15, 19, LAST).shape(1, 5, 7, 4).addedToImage();
        on("Shape", 15).shape(1, 5, 7, 2).set("start", -2).addedToImage();
        ofConstants("Constant", 7, 9, 11, 12, 13, LAST)
                .set("value", OnnxBuilder.tensor(new float[] {1, 2, 3}, 3).build());
        ofConstants("Constant", 12, 13).set("value_ints", 4, 5, 6);
        ofConstants("ConstantOfShape", 9, 20, 21, LAST).integers(7, 3);
        ofConstants("ConstantOfShape", 9)
                .integers(3)
                .set("value", OnnxBuilder.tensor(new long[] {7}, 1).build());
        ofConstants("Cast", 7, 9, 13, 19, 21, LAST).integers(1, 2, 3).set("to", 1);
        ofConstants("Gather", 7, 11, 13, LAST).weights(6, 3).integers(4);
        ofConstants("Gather", 13).weights(5, 7, 2).integers(-1).set("axis", 2);
        ofConstants("Range", 11, LAST).integer(5).integer(-1).integer(-2);
        ofConstants("Mod", 10, 13, LAST).integers(7, -8, 9).integers(4);
        for (String operator : List.of("Equal", "Less", "Greater")) {
            ofConstants(operator, 9, 13, LAST).integers(1, 2, 3).integers(1, 5, 2);
        }
        for (String operator : List.of("LessOrEqual", "GreaterOrEqual")) {
            ofConstants(operator, 12, 16, LAST).integers(1, 2, 3).integers(1, 5, 2);
        }
        for (String operator : List.of("And", "Or", "Xor")) {
            ofConstants(operator, 7, LAST).constant(DataType.BOOL, 1, 0, 1).constant(DataType.BOOL, 1, 1, 0);
        }
        ofConstants("Not", 7, LAST).constant(DataType.BOOL, 1, 0, 1);
        for (String operator : List.of("Add", "Sub", "Mul", "Div")) {
            ofConstants(operator, 7, 13, 14).positive(7, 1).positive(3);
        }
    }

    /** A variant whose result is constant: it is added to an image of three channels, which come last. */
    private OperatorCase ofConstants(String operator, int... opsets) {
        return on(operator, opsets).shape(1, 5, 7, 3).withoutImage().addedToImage();
    }
}
