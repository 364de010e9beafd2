package dev.frogeye.spiking;

import dev.frogeye.kernel.GatherWeights;
import dev.frogeye.kernel.Kernels;
import dev.frogeye.kernel.SpikeTile;
import dev.frogeye.model.Layer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The convolution of an image by small windows: those that hold a spike are evaluated anew from the values that were
 * sent. A pixel of the image has three values, most often none or all of which spike; to find out where each spike goes
 * takes longer than to multiply the 27 values of a window (1.2 instead of 0.7 ms in MobileNetV2's first layer).
 */
final class WindowConvolution extends Synapses {
    /** Values of a 3x3 window of four channels; in larger windows those that did not change are worth leaving out. */
    private static final int LARGEST_WINDOW = 36;

    private final GatherWeights weights;
    private final FeatureMap input;
    private final SpikeTile[] tiles;
    /** The values of a window row are a run of spikes without gaps: each lies at its own index. */
    private final int[] position;

    private final WindowCoverage coverage;

    /** A convolution of {@code input}, whose pixels lie one behind the other without padding. */
    WindowConvolution(Layer.Convolution layer, GatherWeights weights, FeatureMap input, Kernels kernels, Team team) {
        super(layer, weights, kernels, team);
        this.weights = weights;
        this.input = input;
        tiles = Stream.generate(SpikeTile::new).limit(team.threads()).toArray(SpikeTile[]::new);
        position = IntStream.range(0, input.shape.size()).toArray();
        coverage = new WindowCoverage(window, input.shape, accumulator.shape);
    }

    /** Whether a layer that reads the image has such small windows, and window rows that are one run of values each. */
    static boolean suits(Layer.Convolution layer) {
        return layer.groups() == 1
                && layer.window().taps() * layer.input().shape().channels() <= LARGEST_WINDOW
                && layer.window().dilationX() == 1;
    }

    @Override
    public long runBand(int fromRow, int endRow, int band, int thread) {
        SpikeTile tile = tiles[thread];
        tile.clear();
        int width = accumulator.shape.width();
        long values = 0;
        for (int oy = fromRow; oy < endRow; oy++) {
            int rowEnd = (oy + 1) * width;
            for (int pixel = accumulator.changed.next(oy * width, rowEnd);
                    pixel >= 0;
                    pixel = accumulator.changed.next(pixel + 1, rowEnd)) {
                values += evaluate(oy, pixel - oy * width, accumulator.at(pixel), tile);
            }
        }
        flush(tile);
        return values * weights.outputs();
    }

    /** Starts an output pixel from its bias and adds the rows of its window to the tile; returns their values. */
    private int evaluate(int oy, int ox, int at, SpikeTile tile) {
        System.arraycopy(bias, 0, accumulator.values, at, bias.length);
        int channels = input.shape.channels();
        int left = window.inputX(ox, 0);
        int x = Math.max(left, 0);
        int end = Math.min(left + window.kernelWidth(), input.shape.width());
        int values = 0;
        for (int ky = 0; x < end && ky < window.kernelHeight(); ky++) {
            int y = window.inputY(oy, ky);
            if (y >= 0 && y < input.shape.height()) {
                if (tile.isFull()) {
                    flush(tile);
                }
                int from = input.at(y * input.shape.width() + x);
                int to = from + (end - x) * channels;
                int weightRow = (ky * window.kernelWidth() + x - left) * channels;
                tile.add(at, from, to, weightRow - from);
                values += to - from;
            }
        }
        return values;
    }

    private void flush(SpikeTile tile) {
        kernels.gather(tile, position, input.values, weights, accumulator.values);
        tile.clear();
    }

    @Override
    long synops(long macs) {
        return coverage.pairs(spikes, sent.changed) * weights.outputs();
    }
}
