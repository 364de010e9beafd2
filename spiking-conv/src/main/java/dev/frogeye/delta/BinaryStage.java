package dev.frogeye.delta;

import dev.frogeye.encoder.Shape;
import dev.frogeye.engine.LayerCost;
import dev.frogeye.model.Layer;

/**
 * Two maps combined value by value, evaluated on their present values where either changed. An axis of
 * extent 1 is broadcast; a change in a map with a broadcast height or width reaches every pixel.
 */
final class BinaryStage implements Recomputed {
    private final Layer.Arithmetic operation;
    private final Side left;
    private final Side right;
    private final FeatureMap output;
    private final LayerCost cost;

    /** One operand and how far to move in it for a step of the output along each axis. */
    private record Side(FeatureMap map, int rowStep, int columnStep, int channelStep) {
        static Side of(FeatureMap map, Shape out) {
            boolean fits = fits(map.shape.height(), out.height())
                    && fits(map.shape.width(), out.width())
                    && fits(map.shape.channels(), out.channels());
            if (!fits) {
                throw new IllegalArgumentException(map.shape + " cannot be broadcast to " + out);
            }
            return new Side(
                    map,
                    map.shape.height() == 1 ? 0 : map.shape.width(),
                    map.shape.width() == 1 ? 0 : 1,
                    map.shape.channels() == 1 ? 0 : 1);
        }

        private static boolean fits(int extent, int broadcast) {
            return extent == broadcast || extent == 1;
        }

        int pixel(int y, int x) {
            return y * rowStep + x * columnStep;
        }
    }

    BinaryStage(Layer.Binary layer, FeatureMap left, FeatureMap right) {
        operation = layer.arithmetic();
        output = new FeatureMap(layer.output().shape());
        this.left = Side.of(left, output.shape);
        this.right = Side.of(right, output.shape);
        cost = new LayerCost(layer.name(), layer.operator(), 0);
    }

    @Override
    public void run(boolean key) {
        if (left.map.changed.isEmpty() && right.map.changed.isEmpty()) {
            return;
        }
        for (int y = 0; y < output.shape.height(); y++) {
            for (int x = 0; x < output.shape.width(); x++) {
                int leftPixel = left.pixel(y, x);
                int rightPixel = right.pixel(y, x);
                if (left.map.changed.contains(leftPixel) || right.map.changed.contains(rightPixel)) {
                    int pixel = y * output.shape.width() + x;
                    evaluate(left.map.at(leftPixel), right.map.at(rightPixel), output.at(pixel));
                    output.changed.add(pixel);
                    cost.addOverhead(output.shape.channels());
                }
            }
        }
    }

    private void evaluate(int leftAt, int rightAt, int at) {
        float[] a = left.map.values;
        float[] b = right.map.values;
        int stepA = left.channelStep;
        int stepB = right.channelStep;
        int channels = output.shape.channels();
        switch (operation) {
            case ADD -> {
                for (int c = 0; c < channels; c++) {
                    output.values[at + c] = a[leftAt + c * stepA] + b[rightAt + c * stepB];
                }
            }
            case SUBTRACT -> {
                for (int c = 0; c < channels; c++) {
                    output.values[at + c] = a[leftAt + c * stepA] - b[rightAt + c * stepB];
                }
            }
            case MULTIPLY -> {
                for (int c = 0; c < channels; c++) {
                    output.values[at + c] = a[leftAt + c * stepA] * b[rightAt + c * stepB];
                }
            }
            case DIVIDE -> {
                for (int c = 0; c < channels; c++) {
                    output.values[at + c] = a[leftAt + c * stepA] / b[rightAt + c * stepB];
                }
            }
            case MINIMUM -> {
                for (int c = 0; c < channels; c++) {
                    output.values[at + c] = Math.min(a[leftAt + c * stepA], b[rightAt + c * stepB]);
                }
            }
            case MAXIMUM -> {
                for (int c = 0; c < channels; c++) {
                    output.values[at + c] = Math.max(a[leftAt + c * stepA], b[rightAt + c * stepB]);
                }
            }
            case POWER -> {
                for (int c = 0; c < channels; c++) {
                    output.values[at + c] = (float) Math.pow(a[leftAt + c * stepA], b[rightAt + c * stepB]);
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
