package dev.frogeye.delta;

import dev.frogeye.engine.LayerCost;
import dev.frogeye.model.Layer;
import java.util.List;

/** Concatenation along the height or the width: copies the pixels that changed to their place. */
final class ConcatStage implements Recomputed {
    private final boolean alongHeight;
    private final List<FeatureMap> inputs;
    private final FeatureMap output;
    private final LayerCost cost;

    ConcatStage(Layer.Concat layer, List<FeatureMap> inputs) {
        alongHeight = layer.axis() == Layer.Axis.HEIGHT;
        this.inputs = List.copyOf(inputs);
        output = new FeatureMap(layer.output().shape());
        cost = new LayerCost(layer.name(), layer.operator(), 0);
    }

    @Override
    public void run(boolean key) {
        int top = 0;
        int left = 0;
        for (int i = 0; i < inputs.size(); i++) {
            FeatureMap input = inputs.get(i);
            copyChanged(input, top, left);
            top += alongHeight ? input.shape.height() : 0;
            left += alongHeight ? 0 : input.shape.width();
        }
    }

    private void copyChanged(FeatureMap input, int top, int left) {
        int width = input.shape.width();
        int channels = input.shape.channels();
        for (int pixel = input.changed.next(0); pixel >= 0; pixel = input.changed.next(pixel + 1)) {
            int place = (top + pixel / width) * output.shape.width() + left + pixel % width;
            System.arraycopy(input.values, input.at(pixel), output.values, output.at(place), channels);
            output.changed.add(place);
            cost.addOverhead(channels);
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
