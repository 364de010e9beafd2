package dev.frogeye.delta;

import dev.frogeye.encoder.Shape;
import dev.frogeye.encoder.Spikes;
import dev.frogeye.kernel.Kernels;
import dev.frogeye.kernel.RowWeights;
import dev.frogeye.kernel.TapRun;
import dev.frogeye.model.Layer;
import java.util.stream.Stream;

/**
 * A grouped or depthwise convolution. A spike reaches only its group's few output channels, so there is little to
 * gather: each input pixel's spikes are scattered to the output pixels whose windows cover it. Where a depthwise layer
 * gets many spikes, its windows are evaluated anew from the values that were sent instead, whole vectors of channels at
 * a time.
 */
final class GroupedConvolution extends Synapses implements WindowRuns.Visitor {
    /**
     * From one spike in this many values of the changed windows on a depthwise layer's windows are evaluated anew: a
     * vector of 16 channels costs about as much as one spike.
     */
    private static final int VALUES_A_SPIKE = 16;

    private final RowWeights weights;
    private final int inputsPerGroup;
    private final int outputsPerGroup;
    private final boolean depthwise;
    private final WindowCoverage coverage;
    private final WindowRuns windows;
    private final TapRun[] runs;

    GroupedConvolution(Layer.Convolution layer, RowWeights weights, Kernels kernels, Team team) {
        super(layer, weights, kernels, team);
        this.weights = weights;
        Shape in = layer.input().shape();
        inputsPerGroup = in.channels() / layer.groups();
        outputsPerGroup = weights.outputs() / layer.groups();
        depthwise = inputsPerGroup == 1 && outputsPerGroup == 1;
        coverage = new WindowCoverage(window, in, accumulator.shape);
        windows = new WindowRuns(window, in, accumulator.shape);
        runs = Stream.generate(TapRun::new).limit(team.threads()).toArray(TapRun[]::new);
    }

    /** Whether so much spikes that the windows are recomputed; the same for all bands. */
    private boolean recomputes(Spikes spikes) {
        long changed = (long) accumulator.changed.count() * accumulator.shape.channels();
        return depthwise && (long) spikes.count() * VALUES_A_SPIKE >= changed;
    }

    @Override
    public long runBand(SentTensor input, int fromRow, int endRow, int band, int thread) {
        return recomputes(input.spikes())
                ? windows.evaluate(input.values(), accumulator.changed, fromRow, endRow, this, thread)
                        * accumulator.shape.channels()
                : scatterRows(input, fromRow, endRow);
    }

    @Override
    long synops(SentTensor input, long macs) {
        return recomputes(input.spikes()) ? coverage.pairs(input) : macs;
    }

    @Override
    public void begin(int pixel, int pixels) {
        accumulator.fill(pixel, pixels, bias);
    }

    @Override
    public void add(FeatureMap source, int pixel, int pixels, int inputPixel, int tap, int taps, int thread) {
        kernels.multiplyAdd(runs[thread]
                .of(source.values, source.at(inputPixel), source.stride, window.strideX() * source.stride)
                .weighted(weights.data(), weights.row(tap), weights.stride())
                .into(accumulator.values, accumulator.at(pixel), accumulator.stride)
                .over(pixels, taps, accumulator.shape.channels()));
    }

    private long scatterRows(SentTensor input, int fromRow, int endRow) {
        Spikes spikes = input.spikes();
        PixelSet changed = input.values().changed;
        Shape in = spikes.shape();
        int[] pixelStart = spikes.pixelStart();
        int end = window.endInputRow(endRow, in) * in.width();
        long synops = 0;
        for (int pixel = changed.next(window.firstInputRow(fromRow) * in.width(), end);
                pixel >= 0;
                pixel = changed.next(pixel + 1, end)) {
            if (pixelStart[pixel] < pixelStart[pixel + 1]) {
                synops += scatter(spikes, pixel / in.width(), pixel % in.width(), fromRow, endRow);
            }
        }
        return synops;
    }

    /** Adds a pixel's spikes to the output rows from {@code fromRow} up to {@code endRow}. */
    private long scatter(Spikes spikes, int y, int x, int fromRow, int endRow) {
        int pixel = y * spikes.shape().width() + x;
        int from = spikes.pixelStart()[pixel];
        int to = spikes.pixelStart()[pixel + 1];
        int covering = 0;
        for (int ky = 0; ky < window.kernelHeight(); ky++) {
            int oy = window.outputY(y, ky);
            if (oy < fromRow || oy >= endRow) {
                continue;
            }
            for (int kx = 0; kx < window.kernelWidth(); kx++) {
                int ox = window.outputX(x, kx);
                if (ox >= 0 && ox < accumulator.shape.width()) {
                    int sumsAt = accumulator.at(oy * accumulator.shape.width() + ox);
                    int tap = ky * window.kernelWidth() + kx;
                    if (depthwise) {
                        scatterDepthwise(spikes, x, from, to, tap, sumsAt);
                    } else {
                        scatterGrouped(spikes, x, from, to, tap, sumsAt);
                    }
                    covering++;
                }
            }
        }
        return (long) covering * (to - from) * outputsPerGroup;
    }

    private void scatterDepthwise(Spikes spikes, int x, int from, int to, int tap, int sumsAt) {
        int[] position = spikes.position();
        float[] value = spikes.value();
        float[] sums = accumulator.values;
        int rowStart = x * spikes.shape().channels();
        float[] data = weights.data();
        int toWeight = weights.row(tap) - rowStart;
        int toSum = sumsAt - rowStart;
        for (int s = from; s < to; s++) {
            sums[toSum + position[s]] += value[s] * data[toWeight + position[s]];
        }
    }

    private void scatterGrouped(Spikes spikes, int x, int from, int to, int tap, int sumsAt) {
        int rowStart = x * spikes.shape().channels();
        for (int s = from; s < to; s++) {
            int channel = spikes.position()[s] - rowStart;
            int first = channel / inputsPerGroup * outputsPerGroup;
            int row = weights.row(tap * inputsPerGroup + channel % inputsPerGroup) + first;
            kernels.axpy(spikes.value()[s], weights.data(), row, accumulator.values, sumsAt + first, outputsPerGroup);
        }
    }
}
