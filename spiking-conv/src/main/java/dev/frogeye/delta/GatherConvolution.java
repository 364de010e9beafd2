package dev.frogeye.delta;

import dev.frogeye.encoder.Shape;
import dev.frogeye.encoder.Spikes;
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
final class GatherConvolution extends Synapses {
    private final GatherWeights weights;
    private final SpikeTile[] tiles;

    GatherConvolution(Layer.Convolution layer, GatherWeights weights, Kernels kernels, Team team) {
        super(layer, weights, kernels, team);
        this.weights = weights;
        tiles = Stream.generate(SpikeTile::new).limit(team.threads()).toArray(SpikeTile[]::new);
    }

    /** Whether a window holds one run of spikes. */
    static boolean suits(Window window) {
        return window.kernelHeight() == 1 && (window.kernelWidth() == 1 || window.dilationX() == 1);
    }

    @Override
    public long runBand(SentTensor input, int fromRow, int endRow, int band, int thread) {
        Spikes spikes = input.spikes();
        SpikeTile tile = tiles[thread];
        tile.clear();
        long reached = 0;
        for (int oy = fromRow; oy < endRow; oy++) {
            int y = window.inputY(oy, 0);
            if (y >= 0 && y < spikes.shape().height()) {
                reached += gatherRow(spikes, y, oy * accumulator.shape.width(), tile);
            }
        }
        flush(spikes, tile);
        return reached * weights.outputs();
    }

    /** Adds the pixels of an output row, which reads input row {@code y}, to the tile; returns their spikes. */
    private long gatherRow(Spikes spikes, int y, int rowStart, SpikeTile tile) {
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
                    flush(spikes, tile);
                }
                tile.add(accumulator.at(pixel), from, to, -left * in.channels());
                reached += to - from;
            }
        }
        return reached;
    }

    private void flush(Spikes spikes, SpikeTile tile) {
        kernels.gather(tile, spikes.position(), spikes.value(), weights, accumulator.values);
        tile.clear();
    }
}
