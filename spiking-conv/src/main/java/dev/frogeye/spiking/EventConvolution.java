package dev.frogeye.spiking;

import dev.frogeye.cost.LayerCost;
import dev.frogeye.delta.Shape;
import dev.frogeye.delta.Spikes;
import dev.frogeye.kernel.Kernels;
import dev.frogeye.kernel.PackedWeights;
import dev.frogeye.kernel.SpikeRuns;
import dev.frogeye.model.Layer;
import dev.frogeye.model.Window;

/**
 * A convolution (or, over one pixel, a fully connected layer) that visits the output pixels which any spike reaches and
 * gathers all spikes under each one's window. Gathering, rather than scattering each spike, keeps an output pixel's
 * accumulators in registers, and its sum in one fixed order.
 */
final class EventConvolution implements Synapses {
    private final Window window;
    private final Kernels kernels;
    private final PackedWeights weights;
    private final float[] bias;
    private final FeatureMap accumulator;
    private final SpikeRuns runs;
    private final LayerCost cost;

    EventConvolution(Layer.Convolution layer, PackedWeights weights, Kernels kernels) {
        this.window = layer.window();
        this.kernels = kernels;
        this.weights = weights;
        bias = weights.paddedBias(layer.bias());
        accumulator = new FeatureMap(layer.output().shape(), weights.stride());
        runs = new SpikeRuns(window.taps());
        cost = new LayerCost(layer.name(), layer.operator(), layer.macs());
    }

    @Override
    public void accumulate(Spikes spikes) {
        Shape out = accumulator.shape;
        long reached = 0;
        for (int oy = 0; oy < out.height(); oy++) {
            if (!anyUnderRow(oy, spikes)) {
                continue;
            }
            for (int ox = 0; ox < out.width(); ox++) {
                collectRuns(oy, ox, spikes);
                if (runs.spikes() > 0) {
                    int pixel = oy * out.width() + ox;
                    kernels.accumulate(
                            accumulator.values,
                            accumulator.at(pixel),
                            weights,
                            runs,
                            spikes.position(),
                            spikes.value());
                    accumulator.changed.add(pixel);
                    reached += runs.spikes();
                }
            }
        }
        cost.addMacs(reached * weights.outputs());
        cost.addSynops(reached * weights.outputs());
    }

    private boolean anyUnderRow(int oy, Spikes spikes) {
        Shape in = spikes.shape();
        int[] pixelStart = spikes.pixelStart();
        for (int ky = 0; ky < window.kernelHeight(); ky++) {
            int y = window.inputY(oy, ky);
            if (y >= 0 && y < in.height() && pixelStart[y * in.width()] < pixelStart[(y + 1) * in.width()]) {
                return true;
            }
        }
        return false;
    }

    private void collectRuns(int oy, int ox, Spikes spikes) {
        Shape in = spikes.shape();
        runs.clear();
        for (int ky = 0; ky < window.kernelHeight(); ky++) {
            int y = window.inputY(oy, ky);
            if (y < 0 || y >= in.height()) {
                continue;
            }
            if (window.dilationX() == 1) {
                int left = window.inputX(ox, 0);
                addRun(spikes, y, Math.max(left, 0), Math.min(left + window.kernelWidth(), in.width()), ky, left);
            } else {
                for (int kx = 0; kx < window.kernelWidth(); kx++) {
                    int x = window.inputX(ox, kx);
                    if (x >= 0 && x < in.width()) {
                        addRun(spikes, y, x, x + 1, ky, x - kx);
                    }
                }
            }
        }
    }

    /** Adds the spikes of input pixels {@code x} up to {@code end} of row {@code y}; tap 0 of the row lies at {@code left}. */
    private void addRun(Spikes spikes, int y, int x, int end, int ky, int left) {
        if (x < end) {
            Shape in = spikes.shape();
            int[] pixelStart = spikes.pixelStart();
            int weightRow = (ky * window.kernelWidth() - left) * in.channels();
            runs.add(pixelStart[y * in.width() + x], pixelStart[y * in.width() + end], weightRow);
        }
    }

    @Override
    public void restart() {
        for (int pixel = 0; pixel < accumulator.shape.pixels(); pixel++) {
            System.arraycopy(bias, 0, accumulator.values, accumulator.at(pixel), bias.length);
        }
        accumulator.changed.addAll();
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
