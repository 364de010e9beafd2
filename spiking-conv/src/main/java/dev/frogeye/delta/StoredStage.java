package dev.frogeye.delta;

import dev.frogeye.engine.LayerCost;

/** Gives an expression values of its own, for a reader that needs them all in one map. */
final class StoredStage implements Recomputed {
    private final Expression expression;
    private final FeatureMap output;
    private final LayerCost cost;

    StoredStage(String name, String operator, Expression expression) {
        this.expression = expression;
        output = new FeatureMap(expression.shape());
        cost = new LayerCost(name, operator, 0);
    }

    @Override
    public void run(boolean key) {
        if (expression.isUnchanged()) {
            return;
        }
        for (int pixel = 0; pixel < output.shape.pixels(); pixel++) {
            if (expression.changed(pixel)) {
                expression.evaluate(pixel, output.values, output.at(pixel));
                output.changed.add(pixel);
                cost.addOverhead(output.shape.channels());
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
