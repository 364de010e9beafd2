package dev.frogeye.model.onnx;

import dev.frogeye.model.Function;
import dev.frogeye.model.Tensor;
import dev.frogeye.model.Unary;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.LongStream;

/** The supported operators and what builds each. */
final class Operators {
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
            Activations.apply(node, net, function.of(node, net));
        }
    }

    private static final Map<String, Rule> RULES = Map.ofEntries(
            Map.entry("Conv", Convolutions::conv),
            Map.entry("Gemm", FullyConnected::gemm),
            Map.entry("MatMul", FullyConnected::matMul),
            Map.entry("BatchNormalization", Scalings::batchNormalization),
            Map.entry("Relu", function(Function.Clamp.RELU)),
            Map.entry("LeakyRelu", new PerValue(Activations::leakyRelu)),
            Map.entry("PRelu", Activations::pRelu),
            Map.entry("Clip", new PerValue(Activations::clip)),
            Map.entry("Sigmoid", function(Unary.SIGMOID)),
            Map.entry("HardSigmoid", new PerValue(Activations::hardSigmoid)),
            Map.entry("HardSwish", function(new Function.HardSwish())),
            Map.entry("Swish", new PerValue(Activations::swish)),
            Map.entry("Elu", new PerValue(Activations::elu)),
            Map.entry("Selu", new PerValue(Activations::selu)),
            Map.entry("Celu", new PerValue(Activations::celu)),
            Map.entry("ThresholdedRelu", new PerValue(Activations::thresholdedRelu)),
            Map.entry("Shrink", new PerValue(Activations::shrink)),
            Map.entry("Gelu", new PerValue(Activations::gelu)),
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
            Map.entry("Neg", Activations::neg),
            Map.entry("Cast", Activations::cast),
            Map.entry("QuantizeLinear", Quantization::quantize),
            Map.entry("DequantizeLinear", Quantization::dequantize),
            Map.entry("MaxPool", Pools::maxPool),
            Map.entry("AveragePool", Pools::averagePool),
            Map.entry("GlobalAveragePool", Reductions::globalAveragePool),
            Map.entry("GlobalMaxPool", Reductions::globalMaxPool),
            Map.entry("GlobalLpPool", Reductions::globalLpPool),
            Map.entry("ReduceMean", Reductions::reduce),
            Map.entry("ReduceSum", Reductions::reduce),
            Map.entry("ReduceMax", Reductions::reduce),
            Map.entry("ReduceMin", Reductions::reduce),
            Map.entry("ReduceProd", Reductions::reduce),
            Map.entry("ReduceL1", Reductions::reduce),
            Map.entry("ReduceL2", Reductions::reduce),
            Map.entry("ReduceSumSquare", Reductions::reduce),
            Map.entry("ReduceLogSum", Reductions::reduce),
            Map.entry("ReduceLogSumExp", Reductions::reduce),
            Map.entry("ArgMax", Reductions::argMax),
            Map.entry("ArgMin", Reductions::argMin),
            Map.entry("LRN", LrnRule::lrn),
            Map.entry("Softmax", SoftmaxRule::softmax),
            Map.entry("LogSoftmax", SoftmaxRule::softmax),
            Map.entry("InstanceNormalization", Normalizations::instance),
            Map.entry("GroupNormalization", Normalizations::group),
            Map.entry("LayerNormalization", Normalizations::layer),
            Map.entry("RMSNormalization", Normalizations::rootMeanSquare),
            Map.entry("MeanVarianceNormalization", Normalizations::meanVariance),
            Map.entry("LpNormalization", Normalizations::lp),
            Map.entry("Add", Arithmetics::binary),
            Map.entry("Sub", Arithmetics::binary),
            Map.entry("Mul", Arithmetics::binary),
            Map.entry("Div", Arithmetics::binary),
            Map.entry("Sum", Arithmetics::several),
            Map.entry("Mean", Arithmetics::several),
            Map.entry("Min", Arithmetics::several),
            Map.entry("Max", Arithmetics::several),
            Map.entry("Pow", Arithmetics::power),
            Map.entry("Concat", Joins::concat),
            Map.entry("Flatten", Moves::flatten),
            Map.entry("Reshape", Moves::reshape),
            Map.entry("Squeeze", Moves::squeeze),
            Map.entry("Unsqueeze", Moves::unsqueeze),
            Map.entry("Transpose", Moves::transpose),
            Map.entry("Slice", picks(Slices::slice)),
            Map.entry("ConvTranspose", TransposedConvolutions::convTranspose),
            Map.entry("Pad", picks(Paddings::pad)),
            Map.entry("Gather", picks(Gathers::gather)),
            Map.entry("GatherElements", picks(Gathers::gatherElements)),
            Map.entry("GatherND", picks(Gathers::gatherNd)),
            Map.entry("Expand", picks(Repeats::expand)),
            Map.entry("Tile", picks(Repeats::tile)),
            Map.entry("DepthToSpace", picks(Blocks::depthToSpace)),
            Map.entry("SpaceToDepth", picks(Blocks::spaceToDepth)),
            Map.entry("Where", Selections::where),
            Map.entry("Split", Splits::split),
            Map.entry("Resize", Resizes::resize),
            Map.entry("Upsample", Resizes::upsample),
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

    private static Rule picks(PickRule rule) {
        return (node, net) -> {
            Tensor input = net.asStored(node, 0);
            Moves.pick(node, net, input, rule.pick(node, net, input.dims()));
        };
    }

    static boolean isSupported(String operator) {
        return RULES.containsKey(operator) || Folding.isSupported(operator);
    }

    /** Names of all supported operators, in alphabetical order. */
    static SortedSet<String> names() {
        SortedSet<String> names = new TreeSet<>(RULES.keySet());
        names.addAll(Folding.names());
        return names;
    }

    /** Adds what a node with a supported operator computes. */
    static void build(Node node, Assembly net) {
        if (node.outputs().stream().allMatch(String::isEmpty)) {
            throw node.error("has no output");
        }
        if (node.operator().equals("Split")) {
            Splits.split(node, net);
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
