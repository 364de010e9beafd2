package dev.frogeye.delta;

import dev.frogeye.encoder.Shape;
import dev.frogeye.engine.LayerCost;
import dev.frogeye.model.Axes;
import dev.frogeye.model.Layer;
import java.util.Arrays;

/**
 * Normalisation along whole axes. Along the channels only it is a matter of one pixel and runs for those that changed;
 * otherwise every value depends on others all over the tensor, and all of it is evaluated again.
 */
final class NormalizeStage implements Recomputed {
    private final Layer.Norm norm;
    private final float epsilon;
    private final FeatureMap input;
    private final FeatureMap output;
    /** Values that are normalised together. */
    private final AxisSets sets;
    /** For each channel its set among those of the pixel. */
    private final int[] setOfChannel;
    /** For each set of values what is taken from them, and what the rest is multiplied with. */
    private final double[] centre;

    private final double[] scale;
    private final LayerCost cost;

    NormalizeStage(Layer.Normalize layer, FeatureMap input) {
        norm = layer.norm();
        epsilon = layer.epsilon();
        this.input = input;
        output = new FeatureMap(layer.output().shape());
        Shape shape = input.shape;
        Axes axes = layer.axes();
        int perPixel = axes.channels() ? layer.groups() : shape.channels();
        sets = AxisSets.of(shape, axes, perPixel);
        setOfChannel = new int[shape.channels()];
        for (int c = 0; c < setOfChannel.length; c++) {
            setOfChannel[c] = c / (shape.channels() / perPixel);
        }
        centre = new double[sets.count()];
        scale = new double[centre.length];
        cost = new LayerCost(layer.name(), layer.operator(), 0);
    }

    @Override
    public void run(boolean key) {
        if (sets.perPixel()) {
            for (int pixel = input.changed.next(0); pixel >= 0; pixel = input.changed.next(pixel + 1)) {
                normalize(pixel, pixel + 1);
                output.changed.add(pixel);
            }
        } else if (!input.changed.isEmpty()) {
            normalize(0, input.shape.pixels());
            output.changed.addAll();
        }
    }

    private void normalize(int firstPixel, int endPixel) {
        Arrays.fill(centre, 0);
        if (norm == Layer.Norm.STANDARD) {
            for (int pixel = firstPixel; pixel < endPixel; pixel++) {
                addValues(input.at(pixel), sets.first(pixel));
            }
            for (int i = 0; i < centre.length; i++) {
                centre[i] /= sets.size();
            }
        }
        Arrays.fill(scale, 0);
        for (int pixel = firstPixel; pixel < endPixel; pixel++) {
            addSizes(input.at(pixel), sets.first(pixel));
        }
        for (int i = 0; i < scale.length; i++) {
            scale[i] = factor(scale[i]);
        }
        for (int pixel = firstPixel; pixel < endPixel; pixel++) {
            write(input.at(pixel), output.at(pixel), sets.first(pixel));
        }
        cost.addOverhead(3L * (endPixel - firstPixel) * input.shape.channels());
    }

    private void addValues(int at, int firstSet) {
        for (int c = 0; c < setOfChannel.length; c++) {
            centre[firstSet + setOfChannel[c]] += input.values[at + c];
        }
    }

    private void addSizes(int at, int firstSet) {
        boolean magnitudes = norm == Layer.Norm.L1;
        for (int c = 0; c < setOfChannel.length; c++) {
            int set = firstSet + setOfChannel[c];
            double distance = input.values[at + c] - centre[set];
            scale[set] += magnitudes ? Math.abs(distance) : distance * distance;
        }
    }

    private double factor(double sum) {
        return switch (norm) {
            case STANDARD, ROOT_MEAN_SQUARE -> 1 / Math.sqrt(sum / sets.size() + epsilon);
            case L1 -> sum == 0 ? 0 : 1 / sum;
            case L2 -> sum == 0 ? 0 : 1 / Math.sqrt(sum);
        };
    }

    private void write(int from, int to, int firstSet) {
        for (int c = 0; c < setOfChannel.length; c++) {
            int set = firstSet + setOfChannel[c];
            output.values[to + c] = (float) ((input.values[from + c] - centre[set]) * scale[set]);
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
