package dev.frogeye.delta;

import dev.frogeye.encoder.Shape;
import dev.frogeye.kernel.Kernels;
import dev.frogeye.kernel.RowWeights;
import dev.frogeye.kernel.TapRun;
import dev.frogeye.model.Layer;
import java.util.stream.Stream;

/**
 * The convolution of an image by small windows: those that hold a spike are evaluated anew from the values that were
 * sent. A pixel of the image has three values, most often none or all of which spike; to find out where each spike goes
 * takes longer than to multiply the 27 values of a window.
 */
final class WindowConvolution extends Synapses implements WindowRuns.Visitor {
    /** Values of a 3x3 window of four channels; in larger windows those that did not change are worth leaving out. */
    private static final int LARGEST_WINDOW = 36;

    private final RowWeights weights;
    private final Shape in;
    private final TapRun[] runs;
    private final WindowRuns windows;
    private final WindowCoverage coverage;

    /** A convolution of a map whose pixels lie one behind the other without padding. */
    WindowConvolution(Layer.Convolution layer, RowWeights weights, Kernels kernels, Team team) {
        super(layer, weights, kernels, team);
        this.weights = weights;
        in = layer.input().shape();
        runs = Stream.generate(TapRun::new).limit(team.threads()).toArray(TapRun[]::new);
        windows = new WindowRuns(window, in, accumulator.shape);
        coverage = new WindowCoverage(window, in, accumulator.shape);
    }

    /** Whether a layer that reads the image has such small windows, and window rows that are one run of values each. */
    static boolean suits(Layer.Convolution layer) {
        return layer.groups() == 1
                && layer.window().taps() * layer.input().shape().channels() <= LARGEST_WINDOW
                && layer.window().dilationX() == 1;
    }

    @Override
    public long runBand(SentTensor input, int fromRow, int endRow, int band, int thread) {
        long taps = windows.evaluate(input.values(), accumulator.changed, fromRow, endRow, this, thread);
        return taps * in.channels() * weights.outputs();
    }

    @Override
    public void begin(int pixel, int pixels) {
        accumulator.fill(pixel, pixels, bias);
    }

    /** The values of neighbouring taps are one run of memory: each is a tap of the kernel. */
    @Override
    public void add(FeatureMap source, int pixel, int pixels, int inputPixel, int tap, int taps, int thread) {
        int channels = in.channels();
        kernels.multiplyRows(runs[thread]
                .of(source.values, source.at(inputPixel), 1, window.strideX() * channels)
                .weighted(weights.data(), weights.row(tap * channels), weights.stride())
                .into(accumulator.values, accumulator.at(pixel), accumulator.stride)
                .over(pixels, taps * channels, accumulator.stride));
    }

    @Override
    long synops(SentTensor input, long macs) {
        return coverage.pairs(input) * weights.outputs();
    }
}
