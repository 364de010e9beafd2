package dev.frogeye.spiking;

import dev.frogeye.cost.LayerCost;
import dev.frogeye.delta.Shape;
import dev.frogeye.delta.Spikes;
import dev.frogeye.kernel.Kernels;
import dev.frogeye.model.Layer;
import dev.frogeye.model.Window;
import java.util.Arrays;

/**
 * A grouped or depthwise convolution. A spike reaches only its group's few output channels, so there is little to
 * gather: each input pixel's spikes are scattered to the output pixels whose windows cover it.
 */
final class GroupedConvolution implements Synapses, Team.Banded {
    /**
     * Above one spike in this many channels a depthwise pixel is added as a whole row of deltas, zeros included: a
     * 16-lane vector multiply-add costs about what two scattered spikes do.
     */
    private static final int CHANNELS_A_SPIKE_FOR_ROWS = 8;

    private final Window window;
    private final Kernels kernels;
    private final float[] weights;
    private final float[] bias;
    private final int inputsPerGroup;
    private final int outputsPerGroup;
    private final FeatureMap accumulator;
    private final float[][] deltas;
    private final long[] zeros;
    private final Team team;
    private final LayerCost cost;
    private Spikes spikes;
    private PixelSet spiking;

    GroupedConvolution(Layer.Convolution layer, Kernels kernels, Team team) {
        this.window = layer.window();
        this.kernels = kernels;
        weights = layer.weights();
        bias = layer.bias();
        int inputs = layer.input().shape().channels();
        inputsPerGroup = inputs / layer.groups();
        outputsPerGroup = layer.output().shape().channels() / layer.groups();
        accumulator = new FeatureMap(layer.output().shape());
        this.team = team;
        deltas = new float[team.threads()][inputs];
        zeros = new long[team.threads()];
        cost = new LayerCost(layer.name(), layer.operator(), layer.macs());
    }

    @Override
    public void accumulate(Spikes newSpikes, PixelSet spikingPixels) {
        spikes = newSpikes;
        spiking = spikingPixels;
        ChangedWindows.mark(window, spikes.shape(), spiking, accumulator);
        Arrays.fill(zeros, 0);
        long synops = team.run(accumulator.shape.height(), this);
        cost.addSynops(synops);
        cost.addMacs(synops);
        for (long multiplied : zeros) {
            cost.addMacs(multiplied);
        }
    }

    @Override
    public long run(int fromRow, int endRow, int band, int thread) {
        Shape in = spikes.shape();
        int[] pixelStart = spikes.pixelStart();
        int top = Math.max(0, window.inputY(fromRow, 0));
        int bottom = Math.min(in.height() - 1, window.inputY(endRow - 1, window.kernelHeight() - 1));
        int end = (bottom + 1) * in.width();
        long synops = 0;
        for (int pixel = spiking.next(top * in.width(), end); pixel >= 0; pixel = spiking.next(pixel + 1, end)) {
            if (pixelStart[pixel] < pixelStart[pixel + 1]) {
                synops += scatter(pixel / in.width(), pixel % in.width(), fromRow, endRow, thread);
            }
        }
        return synops;
    }

    /** Adds a pixel's spikes to the output rows from {@code fromRow} up to {@code endRow}. */
    private long scatter(int y, int x, int fromRow, int endRow, int thread) {
        int pixel = y * spikes.shape().width() + x;
        int from = spikes.pixelStart()[pixel];
        int to = spikes.pixelStart()[pixel + 1];
        int channels = spikes.shape().channels();
        boolean depthwise = inputsPerGroup == 1 && outputsPerGroup == 1;
        boolean asRow = depthwise && (to - from) * CHANNELS_A_SPIKE_FOR_ROWS >= channels;
        if (asRow) {
            expand(x, from, to, deltas[thread]);
        }
        int covering = 0;
        for (int ky = 0; ky < window.kernelHeight(); ky++) {
            int oy = window.outputY(y, ky);
            if (oy < fromRow || oy >= endRow) {
                continue;
            }
            for (int kx = 0; kx < window.kernelWidth(); kx++) {
                int ox = window.outputX(x, kx);
                if (ox < 0 || ox >= accumulator.shape.width()) {
                    continue;
                }
                int sumsAt = accumulator.at(oy * accumulator.shape.width() + ox);
                int tap = ky * window.kernelWidth() + kx;
                if (asRow) {
                    kernels.multiplyAdd(
                            deltas[thread], 0, weights, tap * channels, accumulator.values, sumsAt, channels);
                } else if (depthwise) {
                    scatterDepthwise(x, from, to, tap, sumsAt);
                } else {
                    scatterGrouped(x, from, to, tap, sumsAt);
                }
                covering++;
            }
        }
        zeros[thread] += asRow ? (long) covering * (channels - (to - from)) : 0;
        return (long) covering * (to - from) * outputsPerGroup;
    }

    private void expand(int x, int from, int to, float[] row) {
        Arrays.fill(row, 0);
        int rowStart = x * row.length;
        for (int s = from; s < to; s++) {
            row[spikes.position()[s] - rowStart] = spikes.value()[s];
        }
    }

    private void scatterDepthwise(int x, int from, int to, int tap, int sumsAt) {
        int[] position = spikes.position();
        float[] value = spikes.value();
        float[] sums = accumulator.values;
        int channels = spikes.shape().channels();
        int toWeight = (tap - x) * channels;
        int toSum = sumsAt - x * channels;
        for (int s = from; s < to; s++) {
            sums[toSum + position[s]] += value[s] * weights[toWeight + position[s]];
        }
    }

    private void scatterGrouped(int x, int from, int to, int tap, int sumsAt) {
        int outputs = accumulator.shape.channels();
        int rowStart = x * spikes.shape().channels();
        for (int s = from; s < to; s++) {
            int channel = spikes.position()[s] - rowStart;
            int group = channel / inputsPerGroup;
            int row = (tap * inputsPerGroup + channel % inputsPerGroup) * outputs + group * outputsPerGroup;
            kernels.axpy(
                    spikes.value()[s],
                    weights,
                    row,
                    accumulator.values,
                    sumsAt + group * outputsPerGroup,
                    outputsPerGroup);
        }
    }

    @Override
    public void restart() {
        accumulator.fillPixels(bias);
    }

    @Override
    public FeatureMap accumulator() {
        return accumulator;
    }

    @Override
    public LayerCost cost() {
        return cost;
    }
}
