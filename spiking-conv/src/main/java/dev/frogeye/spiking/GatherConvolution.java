package dev.frogeye.spiking;

import dev.frogeye.cost.LayerCost;
import dev.frogeye.delta.Shape;
import dev.frogeye.delta.Spikes;
import dev.frogeye.kernel.GatherWeights;
import dev.frogeye.kernel.Kernels;
import dev.frogeye.kernel.SpikeTile;
import dev.frogeye.model.Layer;
import dev.frogeye.model.Window;

/**
 * A convolution whose windows are single rows of neighbouring pixels (1x1, 1x7) or, over one pixel, a fully connected
 * layer. All spikes under a window lie one behind the other, so each output pixel that spikes reach gathers them at once
 * and its accumulators stay in registers.
 */
final class GatherConvolution implements Synapses {
    private final Window window;
    private final Kernels kernels;
    private final GatherWeights weights;
    private final float[] bias;
    private final FeatureMap accumulator;
    private final SpikeTile tile = new SpikeTile();
    private final LayerCost cost;

    GatherConvolution(Layer.Convolution layer, GatherWeights weights, Kernels kernels) {
        this.window = layer.window();
        this.kernels = kernels;
        this.weights = weights;
        bias = weights.paddedBias(layer.bias());
        accumulator = new FeatureMap(layer.output().shape());
        cost = new LayerCost(layer.name(), layer.operator(), layer.macs());
    }

    @Override
    public void accumulate(Spikes spikes, PixelSet spiking) {
        ChangedWindows.mark(window, spikes.shape(), spiking, accumulator);
        int width = accumulator.shape.width();
        long reached = 0;
        tile.clear();
        for (int oy = 0; oy < accumulator.shape.height(); oy++) {
            int y = window.inputY(oy, 0);
            if (y >= 0 && y < spikes.shape().height()) {
                reached += gatherRow(spikes, y, oy * width, (oy + 1) * width);
            }
        }
        flush(spikes);
        cost.addMacs(reached * weights.outputs());
        cost.addSynops(reached * weights.outputs());
    }

    /** Adds the pixels of an output row, which reads input row {@code y}, to the tile; returns their spikes. */
    private long gatherRow(Spikes spikes, int y, int rowStart, int rowEnd) {
        Shape in = spikes.shape();
        int[] pixelStart = spikes.pixelStart();
        long reached = 0;
        for (int pixel = accumulator.changed.next(rowStart, rowEnd);
                pixel >= 0;
                pixel = accumulator.changed.next(pixel + 1, rowEnd)) {
            int left = window.inputX(pixel - rowStart, 0);
            int from = pixelStart[y * in.width() + Math.min(Math.max(left, 0), in.width())];
            int to = pixelStart[y * in.width() + Math.max(Math.min(left + window.kernelWidth(), in.width()), 0)];
            if (from < to) {
                if (tile.isFull()) {
                    flush(spikes);
                }
                tile.add(accumulator.at(pixel), from, to, -left * in.channels());
                reached += to - from;
            }
        }
        return reached;
    }

    private void flush(Spikes spikes) {
        kernels.gather(tile, spikes.position(), spikes.value(), weights, accumulator.values);
        tile.clear();
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
