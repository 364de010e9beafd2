package dev.frogeye.delta;

import dev.frogeye.encoder.Shape;
import dev.frogeye.engine.LayerCost;
import dev.frogeye.model.Axes;
import dev.frogeye.model.Layer;

/**
 * Softmax over whole axes. Over the channels only it is a matter of one pixel and runs for those that changed; otherwise
 * every value depends on every other and all of it is evaluated again.
 */
final class SoftmaxStage implements Recomputed {
    private final Axes axes;
    private final boolean logarithm;
    private final FeatureMap input;
    private final FeatureMap output;
    private final LayerCost cost;

    SoftmaxStage(Layer.Softmax layer, FeatureMap input) {
        axes = layer.axes();
        logarithm = layer.logarithm();
        this.input = input;
        output = new FeatureMap(layer.output().shape());
        cost = new LayerCost(layer.name(), layer.operator(), 0);
    }

    @Override
    public void run(boolean key) {
        if (input.changed.isEmpty()) {
            return;
        }
        Shape shape = input.shape;
        if (axes.channels() && axes.isWithinPixels(shape)) {
            for (int pixel = input.changed.next(0); pixel >= 0; pixel = input.changed.next(pixel + 1)) {
                int y = pixel / shape.width();
                int x = pixel % shape.width();
                normalize(y, y + 1, x, x + 1, 0, shape.channels());
                output.changed.add(pixel);
            }
            return;
        }
        int rowStep = axes.height() ? shape.height() : 1;
        int columnStep = axes.width() ? shape.width() : 1;
        int channelStep = axes.channels() ? shape.channels() : 1;
        for (int y = 0; y < shape.height(); y += rowStep) {
            for (int x = 0; x < shape.width(); x += columnStep) {
                for (int c = 0; c < shape.channels(); c += channelStep) {
                    normalize(y, y + rowStep, x, x + columnStep, c, c + channelStep);
                }
            }
        }
        output.changed.addAll();
    }

    /** One softmax over a box of values. */
    private void normalize(int top, int bottom, int left, int right, int firstChannel, int endChannel) {
        int width = input.shape.width();
        float max = Float.NEGATIVE_INFINITY;
        for (int y = top; y < bottom; y++) {
            for (int x = left; x < right; x++) {
                int at = input.at(y * width + x);
                for (int c = firstChannel; c < endChannel; c++) {
                    max = Math.max(max, input.values[at + c]);
                }
            }
        }
        double sum = 0;
        for (int y = top; y < bottom; y++) {
            for (int x = left; x < right; x++) {
                int in = input.at(y * width + x);
                int out = output.at(y * width + x);
                for (int c = firstChannel; c < endChannel; c++) {
                    float e = (float) Math.exp(input.values[in + c] - max);
                    output.values[out + c] = e;
                    sum += e;
                }
            }
        }
        double shift = max + Math.log(sum);
        for (int y = top; y < bottom; y++) {
            for (int x = left; x < right; x++) {
                int in = input.at(y * width + x);
                int out = output.at(y * width + x);
                for (int c = firstChannel; c < endChannel; c++) {
                    double result = logarithm ? input.values[in + c] - shift : output.values[out + c] / sum;
                    output.values[out + c] = (float) result;
                }
            }
        }
        cost.addOverhead(3L * (bottom - top) * (right - left) * (endChannel - firstChannel));
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
