package dev.frogeye.delta;

import dev.frogeye.engine.LayerCost;
import dev.frogeye.model.Layer;

/**
 * Copies the values of each pixel that changed to their new places: reshape, transpose, slice, padding, flatten. The map
 * of values is turned around once, into strided runs that each leave one input pixel, so that a frame looks only at what
 * changed.
 */
final class RearrangeStage implements Recomputed {
    /** Numbers a run: where it starts in the input and the output, its length, its steps in both. */
    private static final int RUN = 5;

    /** Values a run from which on it is not worth while to look for longer ones. */
    private static final int LONG = 8;

    private final FeatureMap input;
    private final FeatureMap output;
    /** The first run of each input pixel, and the end of the last one's. */
    private final int[] start;

    private final int[] runs;
    private final LayerCost cost;

    RearrangeStage(Layer.Rearrange layer, FeatureMap input) {
        this(layer, input, layer.source());
        for (int i = 0; i < layer.source().length; i++) {
            if (layer.source()[i] < 0) {
                output.values[MovedValues.offset(output, i)] = layer.fill();
            }
        }
    }

    RearrangeStage(Layer.View layer, FeatureMap input) {
        this(layer, input, null);
    }

    /** @param source for each output value its input value's place, or null where that is the same */
    private RearrangeStage(Layer layer, FeatureMap input, int[] source) {
        this.input = input;
        output = new FeatureMap(layer.output().shape());
        cost = new LayerCost(layer.name(), layer.operator(), 0);
        start = new int[input.shape.pixels() + 1];
        runs = runs(source);
    }

    /** How many numbers the runs of a layer are at most, 0 for a layer that moves nothing. */
    static long mostNumbers(Layer layer) {
        if (layer instanceof Layer.View view) {
            int pixels = view.input().shape().pixels() + view.output().shape().pixels();
            return view.input().shape().equals(view.output().shape()) ? 0 : (long) RUN * pixels;
        }
        return layer instanceof Layer.Rearrange move && move.firstOfChannels() < 0
                ? RUN * MovedValues.mostRuns(move)
                : 0;
    }

    private int[] runs(int[] source) {
        MovedValues byOutput = MovedValues.of(source, input, output, false);
        if (byOutput.runs() <= byOutput.from().length / LONG) {
            return runs(byOutput);
        }
        MovedValues byInput = MovedValues.of(source, input, output, true);
        return byInput.runs() < byOutput.runs() ? runs(byInput) : runs(byOutput);
    }

    private int[] runs(MovedValues moved) {
        int[] found = new int[RUN * moved.runs()];
        int[] from = moved.from();
        int[] to = moved.to();
        int next = 0;
        int run = 0;
        for (int pixel = 0; pixel < input.shape.pixels(); pixel++) {
            start[pixel] = next;
            while (run < from.length && input.pixel(from[run]) == pixel) {
                int end = moved.endOfRun(run);
                found[next] = from[run];
                found[next + 1] = to[run];
                found[next + 2] = end - run;
                found[next + 3] = end - run > 1 ? from[run + 1] - from[run] : 1;
                found[next + 4] = end - run > 1 ? to[run + 1] - to[run] : 1;
                next += RUN;
                run = end;
            }
        }
        start[input.shape.pixels()] = next;
        return found;
    }

    @Override
    public void run(boolean key) {
        for (int pixel = input.changed.next(0); pixel >= 0; pixel = input.changed.next(pixel + 1)) {
            for (int run = start[pixel]; run < start[pixel + 1]; run += RUN) {
                copy(runs[run], runs[run + 1], runs[run + 2], runs[run + 3], runs[run + 4]);
            }
        }
        if (key) {
            output.changed.addAll();
        }
    }

    private void copy(int from, int to, int length, int step, int outputStep) {
        int last = to + (length - 1) * outputStep;
        if (step == 1 && outputStep == 1) {
            System.arraycopy(input.values, from, output.values, to, length);
        } else {
            for (int i = 0; i < length; i++) {
                output.values[to + i * outputStep] = input.values[from + i * step];
            }
        }
        cost.addOverhead(length);
        int firstPixel = output.pixel(to);
        output.changed.add(firstPixel);
        if (length > 1 && output.pixel(last) != firstPixel) {
            for (int i = 1; i < length; i++) {
                output.changed.add(output.pixel(to + i * outputStep));
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
