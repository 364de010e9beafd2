package dev.frogeye.spiking;

import dev.frogeye.cost.LayerCost;
import dev.frogeye.delta.Shape;
import dev.frogeye.delta.Spikes;
import dev.frogeye.kernel.GatherWeights;
import dev.frogeye.kernel.Kernels;
import dev.frogeye.kernel.SpikeTile;
import dev.frogeye.model.Layer;
import dev.frogeye.model.Window;
import java.util.stream.Stream;

/**
 * A convolution whose windows are single rows of neighbouring pixels (1x1, 1x7) or, over one pixel, a fully connected
 * layer. All spikes under a window lie one behind the other, so each output pixel that spikes reach gathers them at once
 * and its accumulators stay in registers.
 */
final class GatherConvolution implements Synapses, Team.Banded {
    private final Window window;
    private final Kernels kernels;
    private final GatherWeights weights;
    private final float[] bias;
    private final FeatureMap accumulator;
    private final SpikeTile[] tiles;
    private final Team team;
    private final LayerCost cost;
    private Spikes spikes;

    GatherConvolution(Layer.Convolution layer, GatherWeights weights, Kernels kernels, Team team) {
        this.window = layer.window();
        this.kernels = kernels;
        this.weights = weights;
        this.team = team;
        tiles = Stream.generate(SpikeTile::new).limit(team.threads()).toArray(SpikeTile[]::new);
        bias = weights.paddedBias(layer.bias());
        accumulator = new FeatureMap(layer.output().shape());
        cost = new LayerCost(layer.name(), layer.operator(), layer.macs());
    }

    @Override
    public void accumulate(Spikes newSpikes, FeatureMap sent) {
        spikes = newSpikes;
        ChangedWindows.mark(window, spikes.shape(), sent.changed, accumulator);
        long reached = team.run(accumulator.shape.height(), this);
        cost.addMacs(reached * weights.outputs());
        cost.addSynops(reached * weights.outputs());
    }

    @Override
    public long runBand(int from, int end, int band, int thread) {
        SpikeTile tile = tiles[thread];
        tile.clear();
        long reached = 0;
        for (int oy = from; oy < end; oy++) {
            int y = window.inputY(oy, 0);
            if (y >= 0 && y < spikes.shape().height()) {
                reached += gatherRow(y, oy * accumulator.shape.width(), tile);
            }
        }
        flush(tile);
        return reached;
    }

    /** Adds the pixels of an output row, which reads input row {@code y}, to the tile; returns their spikes. */
    private long gatherRow(int y, int rowStart, SpikeTile tile) {
        Shape in = spikes.shape();
        int[] pixelStart = spikes.pixelStart();
        int rowEnd = rowStart + accumulator.shape.width();
        long reached = 0;
        for (int pixel = accumulator.changed.next(rowStart, rowEnd);
                pixel >= 0;
                pixel = accumulator.changed.next(pixel + 1, rowEnd)) {
            int left = window.inputX(pixel - rowStart, 0);
            int from = pixelStart[y * in.width() + Math.min(Math.max(left, 0), in.width())];
            int to = pixelStart[y * in.width() + Math.max(Math.min(left + window.kernelWidth(), in.width()), 0)];
            if (from < to) {
                if (tile.isFull()) {
                    flush(tile);
                }
                tile.add(accumulator.at(pixel), from, to, -left * in.channels());
                reached += to - from;
            }
        }
        return reached;
    }

    private void flush(SpikeTile tile) {
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
