package dev.frogeye.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An imported network: immutable, free of state, shared by every video that runs through it.
 *
 * @param name file name or {@code builtin:...}
 * @param sha256 of the ONNX bytes, lower-case hex
 * @param input the image, {@code 1 x C x H x W}
 * @param layers in an order in which every layer comes after those it reads
 * @param outputs what the ONNX file declares as outputs, in its order
 * @param aliases names of folded or dropped ONNX tensors that hold the same values as a tensor of the graph, and of
 *     nodes, each to the name of its (first) output
 * @param merged names of ONNX tensors and nodes that are computed together with what reads them and have no values of
 *     their own, each to the name of the tensor that is left
 * @param deviations names of tensors of which ONNX Runtime makes something else than ONNX defines and this graph
 *     computes, each with a sentence on it
 */
public record Graph(
        String name,
        String sha256,
        Tensor input,
        List<Layer> layers,
        List<Tensor> outputs,
        Map<String, String> aliases,
        Map<String, String> merged,
        Map<String, String> deviations) {
    public Graph {
        layers = List.copyOf(layers);
        outputs = List.copyOf(outputs);
        aliases = Map.copyOf(aliases);
        merged = Map.copyOf(merged);
        deviations = Map.copyOf(deviations);
    }

    /** The tensor of this name, alias or node name. */
    public Optional<Tensor> tensor(String wanted) {
        String resolved = aliases.getOrDefault(wanted, wanted);
        if (input.name().equals(resolved)) {
            return Optional.of(input);
        }
        return layers.stream()
                .map(Layer::output)
                .filter(tensor -> tensor.name().equals(resolved))
                .findFirst();
    }

    /** The part of this graph that {@code tensors} need, with them as its outputs. */
    public Graph upTo(List<Tensor> tensors) {
        Set<String> needed = new HashSet<>();
        tensors.forEach(tensor -> needed.add(tensor.name()));
        List<Layer> kept = new ArrayList<>();
        for (int i = layers.size() - 1; i >= 0; i--) {
            Layer layer = layers.get(i);
            if (needed.contains(layer.output().name())) {
                kept.add(layer);
                layer.inputs().forEach(tensor -> needed.add(tensor.name()));
            }
        }
        Collections.reverse(kept);
        Map<String, String> remaining = new HashMap<>(deviations);
        remaining.keySet().retainAll(needed);
        return new Graph(name, sha256, input, kept, tensors, aliases, merged, remaining);
    }

    /** Multiply-adds of the convolutions and fully connected layers for one frame, padding left out. */
    public long macs() {
        return layers.stream()
                .mapToLong(layer -> layer instanceof Layer.Convolution convolution ? convolution.macs() : 0)
                .sum();
    }

    /** Weights and biases of all convolutions and fully connected layers. */
    public long parameters() {
        return layers.stream()
                .mapToLong(layer -> layer instanceof Layer.Convolution convolution ? convolution.parameters() : 0)
                .sum();
    }
}
