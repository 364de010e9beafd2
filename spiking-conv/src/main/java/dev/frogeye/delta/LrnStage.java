package dev.frogeye.delta;

import dev.frogeye.engine.LayerCost;
import dev.frogeye.model.Layer;

/** Local response normalisation of the pixels that changed: {@code x / (bias + alpha / size * sum(x^2))^beta}. */
final class LrnStage implements Recomputed {
    private final Layer.Lrn layer;
    private final FeatureMap input;
    private final FeatureMap output;
    private final LayerCost cost;

    LrnStage(Layer.Lrn layer, FeatureMap input) {
        this.layer = layer;
        this.input = input;
        output = new FeatureMap(layer.output().shape());
        cost = new LayerCost(layer.name(), layer.operator(), 0);
    }

    @Override
    public void run(boolean key) {
        int channels = input.shape.channels();
        int before = (layer.size() - 1) / 2;
        int after = layer.size() - 1 - before;
        for (int pixel = input.changed.next(0); pixel >= 0; pixel = input.changed.next(pixel + 1)) {
            int in = input.at(pixel);
            int out = output.at(pixel);
            for (int c = 0; c < channels; c++) {
                double squares = 0;
                int end = Math.min(channels, c + after + 1);
                for (int i = Math.max(0, c - before); i < end; i++) {
                    squares += (double) input.values[in + i] * input.values[in + i];
                }
                double scale = Math.pow(layer.bias() + layer.alpha() / layer.size() * squares, layer.beta());
                output.values[out + c] = (float) (input.values[in + c] / scale);
            }
            output.changed.add(pixel);
            cost.addOverhead((long) channels * layer.size());
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
