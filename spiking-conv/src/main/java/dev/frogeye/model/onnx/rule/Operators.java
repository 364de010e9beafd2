package dev.frogeye.model.onnx.rule;

import dev.frogeye.model.Function;
import dev.frogeye.model.Unary;
import dev.frogeye.model.onnx.constant.FoldedArithmetic;
import dev.frogeye.model.onnx.constant.Folding;
import dev.frogeye.model.onnx.file.Node;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.LongStream;

/** The supported operators and what builds each. */
public final class Operators {
    /** Adds the layers of a node to the network. */
    private interface Rule {
        void build(Node node, Assembly net);
    }

    /** The function that a node means of each value of its first input; the other inputs are parameters. */
    private interface FunctionOf {
        Function of(Node node, Assembly net);
    }

    /** Operators that are a function of each value: they work on tensors and on constants alike. */
    private record PerValue(FunctionOf function) implements Rule {
        @Override
        public void build(Node node, Assembly net) {
            PointwiseRule.apply(node, net, function.of(node, net));
        }
    }

    private static final Map<String, Rule> RULES = Map.ofEntries(
            Map.entry("Conv", ConvolutionRule::conv),
            Map.entry("Gemm", MatMulRule::gemm),
            Map.entry("MatMul", MatMulRule::matMul),
            Map.entry("BatchNormalization", AffineRule::batchNormalization),
            Map.entry("Relu", function(Function.Clamp.RELU)),
            Map.entry("LeakyRelu", new PerValue(PointwiseRule::leakyRelu)),
            Map.entry("PRelu", PointwiseRule::pRelu),
            Map.entry("Clip", new PerValue(PointwiseRule::clip)),
            Map.entry("Sigmoid", function(Unary.SIGMOID)),
            Map.entry("HardSigmoid", new PerValue(PointwiseRule::hardSigmoid)),
            Map.entry("HardSwish", function(new Function.HardSwish())),
            Map.entry("Swish", new PerValue(PointwiseRule::swish)),
            Map.entry("Elu", new PerValue(PointwiseRule::elu)),
            Map.entry("Selu", new PerValue(PointwiseRule::selu)),
            Map.entry("Celu", new PerValue(PointwiseRule::celu)),
            Map.entry("ThresholdedRelu", new PerValue(PointwiseRule::thresholdedRelu)),
            Map.entry("Shrink", new PerValue(PointwiseRule::shrink)),
            Map.entry("Gelu", new PerValue(PointwiseRule::gelu)),
            Map.entry("Softplus", function(Unary.SOFTPLUS)),
            Map.entry("Softsign", function(Unary.SOFTSIGN)),
            Map.entry("Mish", function(Unary.MISH)),
            Map.entry("Tanh", function(Unary.TANH)),
            Map.entry("Erf", function(Unary.ERF)),
            Map.entry("Exp", function(Unary.EXP)),
            Map.entry("Log", function(Unary.LOG)),
            Map.entry("Sqrt", function(Unary.SQRT)),
            Map.entry("Reciprocal", function(Unary.RECIPROCAL)),
            Map.entry("Abs", function(Unary.ABS)),
            Map.entry("Sign", function(Unary.SIGN)),
            Map.entry("Floor", function(Unary.FLOOR)),
            Map.entry("Ceil", function(Unary.CEIL)),
            Map.entry("Round", function(Unary.ROUND)),
            Map.entry("Sin", function(Unary.SIN)),
            Map.entry("Cos", function(Unary.COS)),
            Map.entry("Neg", PointwiseRule::neg),
            Map.entry("Cast", PointwiseRule::cast),
            Map.entry("QuantizeLinear", QuantizeRule::quantize),
            Map.entry("DequantizeLinear", QuantizeRule::dequantize),
            Map.entry("MaxPool", PoolRule::maxPool),
            Map.entry("AveragePool", PoolRule::averagePool),
            Map.entry("GlobalAveragePool", ReduceRule::globalAveragePool),
            Map.entry("GlobalMaxPool", ReduceRule::globalMaxPool),
            Map.entry("GlobalLpPool", ReduceRule::globalLpPool),
            Map.entry("ReduceMean", ReduceRule::reduce),
            Map.entry("ReduceSum", ReduceRule::reduce),
            Map.entry("ReduceMax", ReduceRule::reduce),
            Map.entry("ReduceMin", ReduceRule::reduce),
            Map.entry("ReduceProd", ReduceRule::reduce),
            Map.entry("ReduceL1", ReduceRule::reduce),
            Map.entry("ReduceL2", ReduceRule::reduce),
            Map.entry("ReduceSumSquare", ReduceRule::reduce),
            Map.entry("ReduceLogSum", ReduceRule::reduce),
            Map.entry("ReduceLogSumExp", ReduceRule::reduce),
            Map.entry("ArgMax", ReduceRule::argMax),
            Map.entry("ArgMin", ReduceRule::argMin),
            Map.entry("LRN", LrnRule::lrn),
            Map.entry("Softmax", SoftmaxRule::softmax),
            Map.entry("LogSoftmax", SoftmaxRule::softmax),
            Map.entry("InstanceNormalization", NormalizeRule::instance),
            Map.entry("GroupNormalization", NormalizeRule::group),
            Map.entry("LayerNormalization", NormalizeRule::layer),
            Map.entry("RMSNormalization", NormalizeRule::rootMeanSquare),
            Map.entry("MeanVarianceNormalization", NormalizeRule::meanVariance),
            Map.entry("LpNormalization", NormalizeRule::lp),
            Map.entry("Add", BinaryRule::binary),
            Map.entry("Sub", BinaryRule::binary),
            Map.entry("Mul", BinaryRule::binary),
            Map.entry("Div", BinaryRule::binary),
            Map.entry("Sum", BinaryRule::several),
            Map.entry("Mean", BinaryRule::several),
            Map.entry("Min", BinaryRule::several),
            Map.entry("Max", BinaryRule::several),
            Map.entry("Pow", BinaryRule::power),
            Map.entry("Concat", ConcatRule::concat),
            Map.entry("Flatten", RearrangeRule::flatten),
            Map.entry("Reshape", RearrangeRule::reshape),
            Map.entry("Squeeze", RearrangeRule::squeeze),
            Map.entry("Unsqueeze", RearrangeRule::unsqueeze),
            Map.entry("Transpose", RearrangeRule::transpose),
            Map.entry("Slice", RearrangeRule::picks),
            Map.entry("ConvTranspose", ConvTransposeRule::convTranspose),
            Map.entry("Pad", RearrangeRule::picks),
            Map.entry("Gather", RearrangeRule::picks),
            Map.entry("GatherElements", RearrangeRule::picks),
            Map.entry("GatherND", RearrangeRule::picks),
            Map.entry("Expand", RearrangeRule::picks),
            Map.entry("Tile", RearrangeRule::picks),
            Map.entry("DepthToSpace", RearrangeRule::picks),
            Map.entry("SpaceToDepth", RearrangeRule::picks),
            Map.entry("Where", WhereRule::where),
            Map.entry("Split", SplitRule::split),
            Map.entry("Resize", ResampleRule::resize),
            Map.entry("Upsample", ResampleRule::upsample),
            Map.entry("Identity", (node, net) -> net.same(node, net.asStored(node, 0))),
            Map.entry("Dropout", Operators::dropout),
            Map.entry(
                    "Shape",
                    (node, net) -> net.define(
                            node, Folding.shape(node, net.asStored(node, 0).dims()))));

    private Operators() {}

    private static Rule function(Function function) {
        return new PerValue((node, net) -> function);
    }

    public static boolean isSupported(String operator) {
        return RULES.containsKey(operator) || Folding.isSupported(operator);
    }

    /** Names of all supported operators, in alphabetical order. */
    public static SortedSet<String> names() {
        SortedSet<String> names = new TreeSet<>(RULES.keySet());
        names.addAll(Folding.names());
        return names;
    }

    /** Adds what a node with a supported operator computes. */
    public static void build(Node node, Assembly net) {
        if (node.outputs().stream().allMatch(String::isEmpty)) {
            throw node.error("has no output");
        }
        if (node.operator().equals("Split")) {
            SplitRule.split(node, net);
            return;
        }
        if (node.output().isEmpty()) {
            throw node.error("has no first output");
        }
        Rule rule = RULES.get(node.operator());
        boolean foldsByItself = rule instanceof PerValue && !Folding.isSupported(node.operator());
        if (net.allConstant(node) && !foldsByItself) {
            Folding.fold(node, net);
            return;
        }
        if (rule == null) {
            throw node.error("is supported on constants only, but its input changes from frame to frame");
        }
        rule.build(node, net);
    }

    private static void dropout(Node node, Assembly net) {
        if (node.hasInput(2)
                && LongStream.of(FoldedArithmetic.toIntegers(net.literal(node, 2)))
                        .anyMatch(training -> training != 0)) {
            throw node.error("is in training mode; export the model for inference");
        }
        net.same(node, net.asStored(node, 0));
    }
}
