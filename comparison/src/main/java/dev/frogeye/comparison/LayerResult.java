package dev.frogeye.comparison;

import dev.frogeye.encoder.Shape;

/**
 * One layer or gate, totals over all frames of a clip.
 *
 * @param name of the ONNX node; of a gate, its tensor
 * @param operator ONNX operator, {@code Gate} or {@code Encoder}
 * @param input the tensor that drives a linear layer, whose gate has its spikes; empty for others
 * @param shape of its output
 * @param operations of this layer
 * @param spikes that a gate sent
 * @param density spikes of a gate divided by values and frames that were not delegated, 0 to 1; of a linear layer, that of its input
 * @param stateBytes what it keeps from frame to frame
 */
public record LayerResult(
        String name,
        String operator,
        String input,
        Shape shape,
        Operations operations,
        long spikes,
        double density,
        long stateBytes) {
    /** Whether it has weights. */
    public boolean isLinear() {
        return operations.dense() > 0;
    }
}
