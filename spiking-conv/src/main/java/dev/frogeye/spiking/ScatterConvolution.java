package dev.frogeye.spiking;

import dev.frogeye.cost.LayerCost;
import dev.frogeye.delta.Spikes;
import dev.frogeye.kernel.Kernels;
import dev.frogeye.kernel.ScatterWeights;
import dev.frogeye.kernel.Stretches;
import dev.frogeye.model.Layer;
import dev.frogeye.model.Window;

/**
 * A convolution whose windows have several rows. A spike reaches a stretch of neighbouring output pixels in each of a
 * few output rows, by weights that lie in one piece: it is added there at once. Nothing is spent on windows without
 * spikes, nor on finding out which those are; gathering, as {@link GatherConvolution} does it, would have to collect a
 * window's spikes from as many places as it has rows.
 */
final class ScatterConvolution implements Synapses {
    private final Window window;
    private final Kernels kernels;
    private final ScatterWeights weights;
    private final float[] bias;
    private final FeatureMap accumulator;
    private final Stretches stretches;
    private final LayerCost cost;

    ScatterConvolution(Layer.Convolution layer, ScatterWeights weights, Kernels kernels) {
        this.window = layer.window();
        this.kernels = kernels;
        this.weights = weights;
        bias = weights.paddedBias(layer.bias());
        accumulator = new FeatureMap(layer.output().shape());
        stretches = new Stretches(window.taps());
        cost = new LayerCost(layer.name(), layer.operator(), layer.macs());
    }

    /**
     * Into how many phases the taps of a kernel row fall, see {@link ScatterWeights}: as many as the stride where the
     * columns lie close, one a tap where output pixels between two taps are reached by neither.
     */
    static int phases(Window window) {
        boolean neighbours = window.strideX() % window.dilationX() == 0;
        return neighbours
                ? Math.min(window.strideX() / window.dilationX(), window.kernelWidth())
                : window.kernelWidth();
    }

    @Override
    public void accumulate(Spikes spikes, PixelSet spiking) {
        int width = spikes.shape().width();
        int[] pixelStart = spikes.pixelStart();
        long reached = 0;
        for (int pixel = spiking.next(0); pixel >= 0; pixel = spiking.next(pixel + 1)) {
            int from = pixelStart[pixel];
            int to = pixelStart[pixel + 1];
            if (from < to) {
                int y = pixel / width;
                int x = pixel % width;
                reached += (long) findStretches(y, x) * (to - from);
                kernels.scatter(
                        spikes.position(),
                        spikes.value(),
                        from,
                        to,
                        x * spikes.shape().channels(),
                        weights,
                        accumulator.values,
                        stretches);
            }
        }
        cost.addMacs(reached * weights.outputs());
        cost.addSynops(reached * weights.outputs());
    }

    /** Finds and marks the output pixels whose windows cover input pixel {@code (y, x)}; returns how many there are. */
    private int findStretches(int y, int x) {
        int covering = 0;
        stretches.clear();
        for (int phase = 0; phase < weights.phases(); phase++) {
            int last = window.outputX(x, phase);
            int first = last - weights.taps(phase) + 1;
            int ox = Math.max(first, 0);
            int end = Math.min(last + 1, accumulator.shape.width());
            for (int ky = 0; last >= 0 && ox < end && ky < window.kernelHeight(); ky++) {
                int oy = window.outputY(y, ky);
                if (oy >= 0 && oy < accumulator.shape.height()) {
                    int output = oy * accumulator.shape.width() + ox;
                    int weightsAt = weights.offset(ky, phase) + (ox - first) * weights.stride();
                    stretches.add(accumulator.at(output), weightsAt, (end - ox) * weights.stride());
                    accumulator.changed.addRange(output, output + end - ox);
                    covering += end - ox;
                }
            }
        }
        return covering;
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
