package dev.frogeye.delta;

import dev.frogeye.engine.LayerCost;
import dev.frogeye.model.Axes;
import dev.frogeye.model.Layer;
import java.util.Arrays;

/**
 * Combines the values along whole axes. Along the channels only it is a matter of one pixel and runs for those that
 * changed; otherwise all of it is evaluated again as soon as anything changed.
 */
final class ReduceStage implements Recomputed {
    private final Layer.Reduction reduction;
    private final Axes axes;
    private final FeatureMap input;
    private final FeatureMap output;
    /** The values that each result combines. */
    private final AxisSets sets;
    /** How far to move among the results for a step along the channels. */
    private final int channelStep;

    private final double[] results;
    /** Beside each result the largest or smallest value so far, where the result needs to know. */
    private final double[] extremes;

    private final LayerCost cost;

    ReduceStage(Layer.Reduce layer, FeatureMap input) {
        reduction = layer.reduction();
        axes = layer.axes();
        this.input = input;
        output = new FeatureMap(layer.output().shape());
        sets = AxisSets.of(input.shape, axes, axes.channels() ? 1 : input.shape.channels());
        channelStep = axes.channels() ? 0 : 1;
        results = new double[sets.count()];
        extremes = new double[results.length];
        cost = new LayerCost(layer.name(), layer.operator(), 0);
    }

    @Override
    public void run(boolean key) {
        if (sets.perPixel()) {
            for (int pixel = input.changed.next(0); pixel >= 0; pixel = input.changed.next(pixel + 1)) {
                reduce(pixel, pixel + 1);
                write(pixel, 0);
                output.changed.add(pixel);
            }
        } else if (!input.changed.isEmpty()) {
            reduce(0, input.shape.pixels());
            for (int pixel = 0; pixel < output.shape.pixels(); pixel++) {
                write(pixel, pixel * output.shape.channels());
            }
            output.changed.addAll();
        }
    }

    private void reduce(int firstPixel, int endPixel) {
        switch (reduction) {
            case MEAN, SUM, L1, L2, SUM_OF_SQUARES, LOG_SUM -> Arrays.fill(results, 0);
            case PRODUCT -> Arrays.fill(results, 1);
            case MAX -> Arrays.fill(results, Double.NEGATIVE_INFINITY);
            case MIN -> Arrays.fill(results, Double.POSITIVE_INFINITY);
            case ARG_MAX, ARG_MAX_LAST, ARG_MIN, ARG_MIN_LAST -> {
                Arrays.fill(results, 0);
                boolean max = reduction == Layer.Reduction.ARG_MAX || reduction == Layer.Reduction.ARG_MAX_LAST;
                Arrays.fill(extremes, max ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY);
            }
            case LOG_SUM_EXP -> {
                // The exponentials of large values overflow; those of their distances from the largest do not.
                Arrays.fill(results, Double.NEGATIVE_INFINITY);
                combine(Layer.Reduction.MAX, firstPixel, endPixel);
                System.arraycopy(results, 0, extremes, 0, results.length);
                Arrays.fill(results, 0);
            }
        }
        combine(reduction, firstPixel, endPixel);
        cost.addOverhead((long) (endPixel - firstPixel) * input.shape.channels());
    }

    private void combine(Layer.Reduction how, int firstPixel, int endPixel) {
        for (int pixel = firstPixel; pixel < endPixel; pixel++) {
            combinePixel(how, input.at(pixel), sets.first(pixel), pixel);
        }
    }

    private void combinePixel(Layer.Reduction how, int at, int result, int pixel) {
        float[] values = input.values;
        int channels = input.shape.channels();
        int step = channelStep;
        switch (how) {
            case MEAN, SUM, LOG_SUM -> {
                for (int c = 0; c < channels; c++) {
                    results[result + c * step] += values[at + c];
                }
            }
            case MAX -> {
                for (int c = 0; c < channels; c++) {
                    int r = result + c * step;
                    results[r] = Math.max(results[r], values[at + c]);
                }
            }
            case MIN -> {
                for (int c = 0; c < channels; c++) {
                    int r = result + c * step;
                    results[r] = Math.min(results[r], values[at + c]);
                }
            }
            case PRODUCT -> {
                for (int c = 0; c < channels; c++) {
                    results[result + c * step] *= values[at + c];
                }
            }
            case L1 -> {
                for (int c = 0; c < channels; c++) {
                    results[result + c * step] += Math.abs(values[at + c]);
                }
            }
            case L2, SUM_OF_SQUARES -> {
                for (int c = 0; c < channels; c++) {
                    results[result + c * step] += (double) values[at + c] * values[at + c];
                }
            }
            case LOG_SUM_EXP -> {
                for (int c = 0; c < channels; c++) {
                    int r = result + c * step;
                    results[r] += Math.exp(values[at + c] - extremes[r]);
                }
            }
            case ARG_MAX, ARG_MAX_LAST, ARG_MIN, ARG_MIN_LAST -> {
                int first = place(pixel);
                for (int c = 0; c < channels; c++) {
                    int r = result + c * step;
                    if (isFurther(values[at + c], extremes[r])) {
                        extremes[r] = values[at + c];
                        results[r] = first + (axes.channels() ? c : 0);
                    }
                }
            }
        }
    }

    private boolean isFurther(float value, double extreme) {
        return switch (reduction) {
            case ARG_MAX -> value > extreme;
            case ARG_MAX_LAST -> value >= extreme;
            case ARG_MIN -> value < extreme;
            default -> value <= extreme;
        };
    }

    /** The place of a pixel's first channel among the values that its result combines. */
    private int place(int pixel) {
        int row = axes.height() ? pixel / input.shape.width() : 0;
        int column = axes.width() ? pixel % input.shape.width() : 0;
        return (row * (axes.width() ? input.shape.width() : 1) + column)
                * (axes.channels() ? input.shape.channels() : 1);
    }

    private void write(int pixel, int firstResult) {
        int at = output.at(pixel);
        for (int c = 0; c < output.shape.channels(); c++) {
            double result = results[firstResult + c];
            output.values[at + c] = (float)
                    switch (reduction) {
                        case MEAN -> result / sets.size();
                        case L2 -> Math.sqrt(result);
                        case LOG_SUM -> Math.log(result);
                        case LOG_SUM_EXP -> extremes[firstResult + c] + Math.log(result);
                        default -> result;
                    };
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
