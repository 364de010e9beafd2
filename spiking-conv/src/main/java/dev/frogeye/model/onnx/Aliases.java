package dev.frogeye.model.onnx;

import dev.frogeye.model.Layer;
import dev.frogeye.model.Tensor;
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
}
