package dev.frogeye.model.onnx.rewrite;

import dev.frogeye.model.Layer;
import dev.frogeye.model.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How often the layers of a network read each tensor. */
final class Readers {
    private final Map<String, Integer> counts = new HashMap<>();
    private final Set<String> outputs;

    /** @param outputs names of the network's outputs, which have a reader outside of it */
    Readers(List<Layer> layers, Set<String> outputs) {
        this.outputs = outputs;
        layers.forEach(layer -> layer.inputs().forEach(input -> counts.merge(input.name(), 1, Integer::sum)));
    }

    /** Whether one layer alone reads a tensor, so that it need not be there once it is merged into that layer. */
    boolean isOne(Tensor tensor) {
        return counts.get(tensor.name()) == 1 && !outputs.contains(tensor.name());
    }

    /** One reading of a tensor less, as two layers that read it became one. */
    void remove(Tensor tensor) {
        counts.merge(tensor.name(), -1, Integer::sum);
    }
}
