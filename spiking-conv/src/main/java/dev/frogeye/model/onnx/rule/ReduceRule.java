package dev.frogeye.model.onnx.rule;

import dev.frogeye.model.Layer;
import dev.frogeye.model.ModelText;
import dev.frogeye.model.Tensor;
import dev.frogeye.model.onnx.constant.Dims;
import dev.frogeye.model.onnx.constant.Extents;
import dev.frogeye.model.onnx.file.Node;
import java.util.List;
import java.util.stream.IntStream;

/** Operators that combine the values along axes into one. */
final class ReduceRule {
    private ReduceRule() {}

    static void globalAveragePool(Node node, Assembly net) {
        global(node, net, Layer.Reduction.MEAN);
    }

    static void globalMaxPool(Node node, Assembly net) {
        global(node, net, Layer.Reduction.MAX);
    }

    static void globalLpPool(Node node, Assembly net) {
        global(node, net, isManhattan(node) ? Layer.Reduction.L1 : Layer.Reduction.L2);
    }

    /** Whether the attribute {@code p} is 1 and not 2. */
    static boolean isManhattan(Node node) {
        long p = node.attributes().integer("p", 2);
        if (p < 1 || p > 2) {
            throw node.error("has p " + p + "; supported are 1 and 2");
        }
        return p == 1;
    }

    private static void global(Node node, Assembly net, Layer.Reduction reduction) {
        Tensor input = net.tensor(node, 0);
        reduce(node, net, input, spatial(node, input), true, reduction);
    }

    /** The axes behind those of the batch and the channels. */
    static List<Integer> spatial(Node node, Tensor input) {
        int rank = input.dims().size();
        if (rank < 3) {
            throw node.error("input must be an image, is " + ModelText.dims(input.dims()));
        }
        return IntStream.range(2, rank).boxed().toList();
    }

    static void reduce(Node node, Assembly net) {
        node.requireInputs(1, 2);
        Tensor input = net.asStored(node, 0);
        int rank = input.dims().size();
        Layer.Reduction reduction = of(node);
        List<Long> named = Extents.axes(node, net).orElse(List.of());
        boolean keep = node.attributes().flag("keepdims", true);
        if (!named.isEmpty()) {
            reduce(node, net, input, Dims.axes(node, named, rank), keep, reduction);
        } else if (!node.attributes().flag("noop_with_empty_axes", false)) {
            reduce(node, net, input, IntStream.range(0, rank).boxed().toList(), keep, reduction);
        } else if (isOneValueItself(reduction)) {
            net.same(node, input);
        } else {
            reduce(node, net, input, List.of(), keep, reduction);
        }
    }

    /** Whether one value alone is reduced to itself; of others the square or the magnitude is left. */
    private static boolean isOneValueItself(Layer.Reduction reduction) {
        return switch (reduction) {
            case MEAN, SUM, MAX, MIN, PRODUCT, LOG_SUM_EXP -> true;
            default -> false;
        };
    }

    private static Layer.Reduction of(Node node) {
        return switch (node.operator()) {
            case "ReduceMean" -> Layer.Reduction.MEAN;
            case "ReduceSum" -> Layer.Reduction.SUM;
            case "ReduceMax" -> Layer.Reduction.MAX;
            case "ReduceMin" -> Layer.Reduction.MIN;
            case "ReduceProd" -> Layer.Reduction.PRODUCT;
            case "ReduceL1" -> Layer.Reduction.L1;
            case "ReduceL2" -> Layer.Reduction.L2;
            case "ReduceSumSquare" -> Layer.Reduction.SUM_OF_SQUARES;
            case "ReduceLogSum" -> Layer.Reduction.LOG_SUM;
            case "ReduceLogSumExp" -> Layer.Reduction.LOG_SUM_EXP;
            default -> throw node.error("is no reduction");
        };
    }

    /** The result is the index as a float: what follows is an image network, and its tensors hold floats. */
    static void argMax(Node node, Assembly net) {
        arg(node, net, isLast(node) ? Layer.Reduction.ARG_MAX_LAST : Layer.Reduction.ARG_MAX);
    }

    /** As {@link #argMax}. */
    static void argMin(Node node, Assembly net) {
        arg(node, net, isLast(node) ? Layer.Reduction.ARG_MIN_LAST : Layer.Reduction.ARG_MIN);
    }

    private static boolean isLast(Node node) {
        return node.attributes().flag("select_last_index", false);
    }

    private static void arg(Node node, Assembly net, Layer.Reduction reduction) {
        Tensor input = net.asStored(node, 0);
        int axis = Dims.axisOf(node, 0, input.dims().size());
        reduce(node, net, input, List.of(axis), node.attributes().flag("keepdims", true), reduction);
    }

    private static void reduce(
            Node node, Assembly net, Tensor input, List<Integer> axes, boolean keep, Layer.Reduction reduction) {
        AlongAxes.reduce(
                node,
                net,
                input,
                axes,
                keep,
                (name, from, to, stored) -> new Layer.Reduce(name, node.operator(), from, to, reduction, stored));
    }
}
