package dev.frogeye.spiking;

import dev.frogeye.cost.LayerCost;
import dev.frogeye.model.Tensor;

/** Copies each value that changed to its new place: reshape, transpose, slice, flatten. */
final class Rearrangement implements Recomputed {
    private final FeatureMap input;
    private final FeatureMap output;
    /** For each output value in stored order its input value's, or null where the order is the same. */
    private final int[] source;

    private final LayerCost cost;

    Rearrangement(String name, String operator, Tensor to, FeatureMap input, int[] source) {
        this.input = input;
        this.source = source;
        output = new FeatureMap(to.shape());
        cost = new LayerCost(name, operator, 0);
    }

    @Override
    public void run(boolean key) {
        if (input.changed.isEmpty()) {
            return;
        }
        int inputChannels = input.shape.channels();
        int outputChannels = output.shape.channels();
        for (int pixel = 0; pixel < output.shape.pixels(); pixel++) {
            int at = output.at(pixel);
            int first = pixel * outputChannels;
            boolean changed = false;
            for (int c = 0; c < outputChannels; c++) {
                int from = source == null ? first + c : source[first + c];
                int fromPixel = from / inputChannels;
                if (input.changed.contains(fromPixel)) {
                    output.values[at + c] = input.values[input.at(fromPixel) + from % inputChannels];
                    changed = true;
                    cost.addOverhead(1);
                }
            }
            if (changed) {
                output.changed.add(pixel);
            }
        }
    }

    @Override
    public FeatureMap output() {
        return output;
    }

    @Override
    public LayerCost cost() {
        return cost;
    }
}
