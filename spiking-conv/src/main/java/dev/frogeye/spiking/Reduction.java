package dev.frogeye.spiking;

import dev.frogeye.cost.LayerCost;
import dev.frogeye.delta.Shape;
import dev.frogeye.model.Axes;
import dev.frogeye.model.Layer;
import java.util.Arrays;

/** Mean or maximum over whole axes, evaluated again as soon as anything changed. */
final class Reduction implements Recomputed {
    private final Layer.Reduction reduction;
    private final Axes axes;
    private final FeatureMap input;
    private final FeatureMap output;
    private final double[] results;
    private final LayerCost cost;

    Reduction(Layer.Reduce layer, FeatureMap input) {
        this.reduction = layer.reduction();
        this.axes = layer.axes();
        this.input = input;
        output = new FeatureMap(layer.output().shape());
        results = new double[output.shape.size()];
        cost = new LayerCost(layer.name(), layer.operator(), 0);
    }

    @Override
    public void run(boolean key) {
        if (input.changed.isEmpty()) {
            return;
        }
        switch (reduction) {
            case MEAN -> {
                Arrays.fill(results, 0);
                combine();
                int values = input.shape.size() / results.length;
                for (int i = 0; i < results.length; i++) {
                    set(i, results[i] / values);
                }
            }
            case MAX -> {
                Arrays.fill(results, Double.NEGATIVE_INFINITY);
                combine();
                for (int i = 0; i < results.length; i++) {
                    set(i, results[i]);
                }
            }
        }
        output.changed.addAll();
        cost.addOverhead(input.shape.size());
    }

    private void set(int index, double result) {
        int channels = output.shape.channels();
        output.values[output.at(index / channels) + index % channels] = (float) result;
    }

    /** Runs over the input in stored order; a reduced axis keeps its result's index still. */
    private void combine() {
        Shape in = input.shape;
        int channelStep = axes.channels() ? 0 : 1;
        int columnStep = axes.width() ? 0 : axes.channels() ? 1 : in.channels();
        int rowStep = axes.height() ? 0 : (axes.width() ? 1 : in.width()) * (axes.channels() ? 1 : in.channels());
        for (int y = 0; y < in.height(); y++) {
            for (int x = 0; x < in.width(); x++) {
                int at = input.at(y * in.width() + x);
                int result = y * rowStep + x * columnStep;
                if (reduction == Layer.Reduction.MEAN) {
                    for (int c = 0; c < in.channels(); c++) {
                        results[result + c * channelStep] += input.values[at + c];
                    }
                } else {
                    for (int c = 0; c < in.channels(); c++) {
                        int r = result + c * channelStep;
                        results[r] = Math.max(results[r], input.values[at + c]);
                    }
                }
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
