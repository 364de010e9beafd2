package dev.frogeye.model.onnx.rewrite;

import dev.frogeye.model.Function;
import dev.frogeye.model.Layer;
import dev.frogeye.model.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A scaling of what a move made of a convolution's output, as batch normalisation after a transposed convolution, scales
 * the convolution instead: it becomes part of the weights.
 */
final class ScalingsOfMoves {
    private ScalingsOfMoves() {}

    static List<Layer> merged(List<Layer> layers, Set<String> outputs) {
        Readers readers = new Readers(layers, outputs);
        Map<String, Layer> byOutput = new HashMap<>();
        Map<String, Layer> scaledByOutput = new HashMap<>();
        Set<String> merged = new HashSet<>();
        List<Layer> result = new ArrayList<>();
        for (Layer layer : layers) {
            byOutput.put(layer.output().name(), layer);
            if (layer instanceof Layer.Pointwise scaling
                    && scaling.function() instanceof Function.Affine affine
                    && byOutput.get(scaling.input().name()) instanceof Layer.Rearrange move
                    && byOutput.get(move.input().name()) instanceof Layer.Convolution convolution
                    && readers.isOne(scaling.input())
                    && readers.isOne(move.input())) {
                Optional<Function.Affine> before =
                        beforeMove(affine, move).filter(scale -> Simplifier.isFinite(convolution, scale));
                if (before.isPresent()) {
                    Tensor scaled = convolution.output();
                    scaledByOutput.put(scaled.name(), Simplifier.scaled(convolution, before.get(), scaled));
                    merged.add(scaling.input().name());
                    result.add(new Layer.Rearrange(
                            scaling.name(),
                            move.operator(),
                            move.input(),
                            scaling.output(),
                            move.source(),
                            move.fill()));
                    continue;
                }
            }
            result.add(layer);
        }
        result.removeIf(layer -> merged.contains(layer.output().name()));
        result.replaceAll(layer -> scaledByOutput.getOrDefault(layer.output().name(), layer));
        return result;
    }

    /** The scaling of the move's input, if each of its channels goes to one channel of the output and nothing is filled in. */
    private static Optional<Function.Affine> beforeMove(Function.Affine after, Layer.Rearrange move) {
        int from = move.input().shape().channels();
        int to = move.output().shape().channels();
        int[] goal = new int[from];
        Arrays.fill(goal, -1);
        for (int i = 0; i < move.source().length; i++) {
            int place = move.source()[i];
            if (place < 0 || goal[place % from] >= 0 && goal[place % from] != i % to) {
                return Optional.empty();
            }
            goal[place % from] = i % to;
        }
        float[] scale = new float[from];
        float[] shift = new float[from];
        for (int c = 0; c < from; c++) {
            scale[c] = goal[c] < 0 ? 1 : after.scale()[goal[c]];
            shift[c] = goal[c] < 0 ? 0 : after.shift()[goal[c]];
        }
        return Optional.of(new Function.Affine(scale, shift));
    }
}
