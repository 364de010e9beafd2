package dev.frogeye.model.onnx;

import dev.frogeye.model.Layer;
import dev.frogeye.model.Tensor;
import dev.frogeye.model.onnx.file.Node;
import dev.frogeye.model.onnx.rule.Assembly;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Other names for the tensors of a graph: those of nodes, and of tensors that were left out but hold the same. */
final class Aliases {
    private Aliases() {}

    static Map<String, String> of(List<Node> nodes, Assembly assembly, Tensor image, List<Layer> layers) {
        Set<String> present = new HashSet<>();
        present.add(image.name());
        layers.forEach(layer -> present.add(layer.output().name()));
        Map<String, String> aliases = new HashMap<>();
        assembly.names().forEach((name, tensor) -> {
            if (!name.equals(tensor.name()) && present.contains(tensor.name())) {
                aliases.put(name, tensor.name());
            }
        });
        Set<String> tensorNames = new HashSet<>();
        nodes.forEach(node -> tensorNames.addAll(node.outputs()));
        tensorNames.add(image.name());
        for (Node node : nodes) {
            // A name that a tensor of the file has means that tensor, even where it was left out.
            if (!node.named() || tensorNames.contains(node.name())) {
                continue;
            }
            assembly.find(node.output())
                    .filter(tensor -> present.contains(tensor.name()))
                    .ifPresent(tensor -> aliases.putIfAbsent(node.name(), tensor.name()));
        }
        return aliases;
    }

    /**
     * Names of tensors and nodes that are computed together with what reads them, as a convolution with the
     * normalisation behind it, each with the name of the tensor that is left.
     *
     * @param all the layers before any were merged or left out
     * @param layers those that are left
     */
    static Map<String, String> merged(
            List<Node> nodes, Tensor image, List<Layer> all, List<Layer> layers, Map<String, String> aliases) {
        Set<String> present = new HashSet<>();
        present.add(image.name());
        layers.forEach(layer -> present.add(layer.output().name()));
        Map<String, String> leftOf = new HashMap<>();
        // From the back, so that what became of a layer's reader is known before the layer is come to.
        for (int i = all.size() - 1; i >= 0; i--) {
            String output = all.get(i).output().name();
            String left = present.contains(output) ? output : leftOf.get(output);
            if (left != null) {
                all.get(i).inputs().stream()
                        .filter(input -> !present.contains(input.name()))
                        .forEach(input -> leftOf.put(input.name(), left));
            }
        }
        Map<String, String> merged = new HashMap<>(leftOf);
        for (Node node : nodes) {
            String left = leftOf.get(node.output());
            if (node.named() && left != null && !aliases.containsKey(node.name())) {
                merged.putIfAbsent(node.name(), left);
            }
        }
        merged.keySet().removeIf(aliases::containsKey);
        return merged;
    }
}
