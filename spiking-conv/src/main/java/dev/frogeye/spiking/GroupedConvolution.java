package dev.frogeye.spiking;

import dev.frogeye.cost.LayerCost;
import dev.frogeye.delta.Spikes;
import dev.frogeye.kernel.Kernels;
import dev.frogeye.model.Layer;
import dev.frogeye.model.Window;
import java.util.Arrays;

/**
 * A grouped or depthwise convolution. A spike reaches only its group's few output channels, so there is little to
 * gather: each input pixel's spikes are scattered to the output pixels whose windows cover it.
 */
final class GroupedConvolution implements Synapses {
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
    private final float[] deltas;
    private final LayerCost cost;

    GroupedConvolution(Layer.Convolution layer, Kernels kernels) {
        this.window = layer.window();
        this.kernels = kernels;
        weights = layer.weights();
        bias = layer.bias();
        int inputs = layer.input().shape().channels();
        inputsPerGroup = inputs / layer.groups();
        outputsPerGroup = layer.output().shape().channels() / layer.groups();
        accumulator = new FeatureMap(layer.output().shape());
        deltas = new float[inputs];
        cost = new LayerCost(layer.name(), layer.operator(), layer.macs());
    }

    @Override
    public void accumulate(Spikes spikes, PixelSet spiking) {
        int[] pixelStart = spikes.pixelStart();
        int width = spikes.shape().width();
        for (int pixel = spiking.next(0); pixel >= 0; pixel = spiking.next(pixel + 1)) {
            if (pixelStart[pixel] < pixelStart[pixel + 1]) {
                scatter(spikes, pixel / width, pixel % width);
            }
        }
    }

    private void scatter(Spikes spikes, int y, int x) {
        int pixel = y * spikes.shape().width() + x;
        int from = spikes.pixelStart()[pixel];
        int to = spikes.pixelStart()[pixel + 1];
        int channels = spikes.shape().channels();
        boolean depthwise = inputsPerGroup == 1 && outputsPerGroup == 1;
        boolean asRow = depthwise && (to - from) * CHANNELS_A_SPIKE_FOR_ROWS >= channels;
        if (asRow) {
            expand(spikes, x, from, to);
        }
        for (int ky = 0; ky < window.kernelHeight(); ky++) {
            int oy = window.outputY(y, ky);
            if (oy < 0 || oy >= accumulator.shape.height()) {
                continue;
            }
            for (int kx = 0; kx < window.kernelWidth(); kx++) {
                int ox = window.outputX(x, kx);
                if (ox < 0 || ox >= accumulator.shape.width()) {
                    continue;
                }
                int output = oy * accumulator.shape.width() + ox;
                int tap = ky * window.kernelWidth() + kx;
                if (asRow) {
                    kernels.multiplyAdd(
                            deltas, 0, weights, tap * channels, accumulator.values, accumulator.at(output), channels);
                    cost.addMacs(channels);
                    cost.addSynops(to - from);
                } else if (depthwise) {
                    scatterDepthwise(spikes, x, from, to, tap, output);
                } else {
                    scatterGrouped(spikes, x, from, to, tap, output);
                }
                accumulator.changed.add(output);
            }
        }
    }

    private void expand(Spikes spikes, int x, int from, int to) {
        Arrays.fill(deltas, 0);
        int rowStart = x * deltas.length;
        for (int s = from; s < to; s++) {
            deltas[spikes.position()[s] - rowStart] = spikes.value()[s];
        }
    }

    private void scatterDepthwise(Spikes spikes, int x, int from, int to, int tap, int output) {
        int[] position = spikes.position();
        float[] value = spikes.value();
        float[] sums = accumulator.values;
        int channels = spikes.shape().channels();
        int toWeight = (tap - x) * channels;
        int toSum = accumulator.at(output) - x * channels;
        for (int s = from; s < to; s++) {
            sums[toSum + position[s]] += value[s] * weights[toWeight + position[s]];
        }
        cost.addMacs(to - from);
        cost.addSynops(to - from);
    }

    private void scatterGrouped(Spikes spikes, int x, int from, int to, int tap, int output) {
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
                    accumulator.at(output) + group * outputsPerGroup,
                    outputsPerGroup);
        }
        cost.addMacs((long) (to - from) * outputsPerGroup);
        cost.addSynops((long) (to - from) * outputsPerGroup);
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
