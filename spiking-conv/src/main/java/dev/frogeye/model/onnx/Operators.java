package dev.frogeye.model.onnx;

import java.util.Map;
import java.util.stream.LongStream;

/** The supported operators and what builds each. */
final class Operators {
    /** Adds the layers of a node to the network. */
    private interface Rule {
        void build(Node node, Assembly net);
    }

    private static final Map<String, Rule> RULES = Map.ofEntries(
            Map.entry("Conv", Convolutions::conv),
            Map.entry("Gemm", FullyConnected::gemm),
            Map.entry("MatMul", FullyConnected::matMul),
            Map.entry("BatchNormalization", Scalings::batchNormalization),
            Map.entry("Relu", Activations::relu),
            Map.entry("LeakyRelu", Activations::leakyRelu),
            Map.entry("PRelu", Activations::pRelu),
            Map.entry("Clip", Activations::clip),
            Map.entry("Sigmoid", Activations::sigmoid),
            Map.entry("HardSigmoid", Activations::hardSigmoid),
            Map.entry("HardSwish", Activations::hardSwish),
            Map.entry("Tanh", Activations::tanh),
            Map.entry("Exp", Activations::exp),
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
            Map.entry("LRN", Normalizations::lrn),
            Map.entry("Softmax", Normalizations::softmax),
            Map.entry("LogSoftmax", Normalizations::softmax),
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
            Map.entry("Sum", Arithmetics::sum),
            Map.entry("Concat", Joins::concat),
            Map.entry("Flatten", Moves::flatten),
            Map.entry("Reshape", Moves::reshape),
            Map.entry("Squeeze", Moves::squeeze),
            Map.entry("Unsqueeze", Moves::unsqueeze),
            Map.entry("Transpose", Moves::transpose),
            Map.entry("Slice", Moves::slice),
            Map.entry("Identity", (node, net) -> net.same(node, net.asStored(node, 0))),
            Map.entry("Dropout", Operators::dropout),
            Map.entry(
                    "Shape",
                    (node, net) -> net.define(
                            node, Folding.shape(node, net.asStored(node, 0).dims()))));

    private Operators() {}

    static boolean isStandardDomain(String domain) {
        return domain.isEmpty() || domain.equals("ai.onnx");
    }

    static boolean isSupported(String operator) {
        return RULES.containsKey(operator) || Folding.isSupported(operator);
    }

    /** Adds what a node with a supported operator computes. */
    static void build(Node node, Assembly net) {
        if (node.outputs().isEmpty() || node.output().isEmpty()) {
            throw node.error("has no output");
        }
        if (net.allConstant(node)) {
            Folding.fold(node, net);
            return;
        }
        Rule rule = RULES.get(node.operator());
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
