package dev.frogeye.model.onnx.rewrite;

import dev.frogeye.model.Function;
import dev.frogeye.model.Layer;
import dev.frogeye.model.Tensor;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** Leaves out and merges layers without changing what the outputs hold. */
public final class Simplifier {
    private Simplifier() {}

    public static List<Layer> simplify(List<Layer> layers, List<Tensor> outputs) {
        Set<String> outputNames = new HashSet<>();
        outputs.forEach(output -> outputNames.add(output.name()));
        List<Layer> used = used(layers, outputs);
        List<Layer> fused = Fusion.fused(used, outputNames);
        List<Layer> scaled = scalingsComposed(fused, outputNames);
        List<Layer> merged = scalingsMerged(ScalingsOfMoves.merged(scaled, outputNames), outputNames);
        // Before moves are merged a padding may stand by itself, after that one between other moves may have become
        // one.
        List<Layer> moved = movesMerged(used(PaddedWindows.merged(merged), outputs));
        return used(PaddedWindows.merged(moved), outputs);
    }

    /** The layers that outputs depend on. */
    private static List<Layer> used(List<Layer> layers, List<Tensor> outputs) {
        Map<String, Layer> producers = new HashMap<>();
        layers.forEach(layer -> producers.put(layer.output().name(), layer));
        Set<String> needed = new HashSet<>();
        Deque<Tensor> open = new ArrayDeque<>(outputs);
        while (!open.isEmpty()) {
            String name = open.pop().name();
            if (needed.add(name) && producers.containsKey(name)) {
                open.addAll(producers.get(name).inputs());
            }
        }
        return layers.stream()
                .filter(layer -> needed.contains(layer.output().name()))
                .toList();
    }

    /** Of scalings in a row, which nothing else reads, one is left: the weights before them are rewritten only once. */
    private static List<Layer> scalingsComposed(List<Layer> layers, Set<String> outputs) {
        Readers readers = new Readers(layers, outputs);
        Map<String, Layer> byOutput = new HashMap<>();
        Set<String> merged = new HashSet<>();
        List<Layer> result = new ArrayList<>();
        for (Layer layer : layers) {
            Layer next = layer;
            if (layer instanceof Layer.Pointwise second
                    && second.function() instanceof Function.Affine outer
                    && byOutput.get(second.input().name()) instanceof Layer.Pointwise first
                    && first.function() instanceof Function.Affine inner
                    && readers.isOne(second.input())) {
                next = new Layer.Pointwise(
                        second.name(), second.operator(), first.input(), second.output(), composed(inner, outer));
                merged.add(second.input().name());
            }
            byOutput.put(next.output().name(), next);
            result.add(next);
        }
        result.removeIf(layer -> merged.contains(layer.output().name()));
        return result;
    }

    private static Function.Affine composed(Function.Affine inner, Function.Affine outer) {
        float[] scale = new float[inner.scale().length];
        float[] shift = new float[scale.length];
        for (int c = 0; c < scale.length; c++) {
            scale[c] = inner.scale()[c] * outer.scale()[c];
            shift[c] = (float) ((double) inner.shift()[c] * outer.scale()[c] + outer.shift()[c]);
        }
        return new Function.Affine(scale, shift);
    }

    /** A scaling of a convolution that nothing else reads becomes part of its weights. */
    private static List<Layer> scalingsMerged(List<Layer> layers, Set<String> outputs) {
        Readers readers = new Readers(layers, outputs);
        Map<String, Layer> byOutput = new HashMap<>();
        Set<String> merged = new HashSet<>();
        List<Layer> result = new ArrayList<>();
        for (Layer layer : layers) {
            Layer next = layer;
            if (layer instanceof Layer.Pointwise pointwise
                    && pointwise.function() instanceof Function.Affine affine
                    && byOutput.get(pointwise.input().name()) instanceof Layer.Convolution convolution
                    && readers.isOne(pointwise.input())
                    && isFinite(convolution, affine)) {
                next = scaled(convolution, affine, pointwise.output());
                merged.add(pointwise.input().name());
            }
            byOutput.put(next.output().name(), next);
            result.add(next);
        }
        result.removeIf(layer -> merged.contains(layer.output().name()));
        return result;
    }

    static boolean isFinite(Layer.Convolution convolution, Function.Affine affine) {
        int channels = convolution.bias().length;
        return IntStream.range(0, channels)
                .allMatch(c -> Float.isFinite(affine.scale()[c]) && Float.isFinite(affine.shift()[c]));
    }

    static Layer.Convolution scaled(Layer.Convolution convolution, Function.Affine affine, Tensor output) {
        int channels = convolution.bias().length;
        float[] weights = convolution.weights().clone();
        for (int row = 0; row < weights.length; row += channels) {
            for (int c = 0; c < channels; c++) {
                weights[row + c] *= affine.scale()[c];
            }
        }
        float[] bias = new float[channels];
        for (int c = 0; c < channels; c++) {
            bias[c] = (float) ((double) convolution.bias()[c] * affine.scale()[c] + affine.shift()[c]);
        }
        return new Layer.Convolution(
                convolution.name(),
                convolution.operator(),
                convolution.input(),
                output,
                convolution.window(),
                convolution.groups(),
                weights,
                bias);
    }

    /** Of several moves in a row each reads where the first one reads. */
    private static List<Layer> movesMerged(List<Layer> layers) {
        Map<String, Layer> byOutput = new HashMap<>();
        List<Layer> result = new ArrayList<>();
        for (Layer layer : layers) {
            Layer next = layer;
            if (isMove(layer) && isMove(byOutput.get(layer.inputs().get(0).name()))) {
                next = composed(byOutput.get(layer.inputs().get(0).name()), layer);
            }
            byOutput.put(next.output().name(), next);
            result.add(next);
        }
        return result;
    }

    private static boolean isMove(Layer layer) {
        return layer instanceof Layer.View || layer instanceof Layer.Rearrange;
    }

    private static Layer composed(Layer first, Layer second) {
        Tensor input = first.inputs().get(0);
        if (first instanceof Layer.View && second instanceof Layer.View) {
            return new Layer.View(second.name(), second.operator(), input, second.output());
        }
        if (first instanceof Layer.Rearrange a && second instanceof Layer.Rearrange b) {
            float fill = b.fill();
            int[] source = IntStream.of(b.source())
                    .map(i -> i < 0 ? -1 : a.source()[i])
                    .toArray();
            // Of the first move only what the second one reads counts: many may read a little of a large one.
            if (IntStream.of(b.source()).anyMatch(i -> i >= 0 && a.source()[i] < 0)) {
                if (a.fill() != b.fill() && IntStream.of(b.source()).anyMatch(i -> i < 0)) {
                    return second;
                }
                fill = a.fill();
            }
            return Layer.Rearrange.isIdentity(source, input)
                    ? new Layer.View(second.name(), second.operator(), input, second.output())
                    : new Layer.Rearrange(second.name(), second.operator(), input, second.output(), source, fill);
        }
        Layer.Rearrange move = (Layer.Rearrange) (first instanceof Layer.Rearrange ? first : second);
        return new Layer.Rearrange(
                second.name(), second.operator(), input, second.output(), move.source(), move.fill());
    }
}
