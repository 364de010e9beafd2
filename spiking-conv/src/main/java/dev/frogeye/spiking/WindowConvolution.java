package dev.frogeye.spiking;

import dev.frogeye.cost.LayerCost;
import dev.frogeye.delta.Shape;
import dev.frogeye.delta.Spikes;
import dev.frogeye.kernel.GatherWeights;
import dev.frogeye.kernel.Kernels;
import dev.frogeye.kernel.SpikeTile;
import dev.frogeye.model.Layer;
import dev.frogeye.model.Window;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The convolution of an image by small windows: those that hold a spike are evaluated anew from the values that were
 * sent. A pixel of the image has three values, most often none or all of which spike; to find out where each spike goes
 * takes longer than to multiply the 27 values of a window (a sixth of the time on InceptionV3's first layer).
 */
final class WindowConvolution implements Synapses, Team.Banded {
    /** Values of a 3x3 window of four channels; in larger windows those that did not change are worth leaving out. */
    private static final int LARGEST_WINDOW = 36;

    private final Window window;
    private final Kernels kernels;
    private final GatherWeights weights;
    private final float[] bias;
    private final FeatureMap input;
    private final FeatureMap accumulator;
    private final Team team;
    private final SpikeTile[] tiles;
    /** The values of a window row are a run of spikes without gaps: each lies at its own index. */
    private final int[] position;

    private final int[] windowsOverRow;
    private final int[] windowsOverColumn;
    private final LayerCost cost;

    /** A convolution of {@code input}, whose pixels lie one behind the other without padding. */
    WindowConvolution(Layer.Convolution layer, GatherWeights weights, FeatureMap input, Kernels kernels, Team team) {
        window = layer.window();
        this.kernels = kernels;
        this.weights = weights;
        this.input = input;
        this.team = team;
        bias = weights.paddedBias(layer.bias());
        accumulator = new FeatureMap(layer.output().shape());
        tiles = Stream.generate(SpikeTile::new).limit(team.threads()).toArray(SpikeTile[]::new);
        position = IntStream.range(0, input.shape.size()).toArray();
        Shape out = accumulator.shape;
        windowsOverRow = IntStream.range(0, input.shape.height())
                .map(y -> (int) IntStream.range(0, window.kernelHeight())
                        .map(ky -> window.outputY(y, ky))
                        .filter(oy -> oy >= 0 && oy < out.height())
                        .count())
                .toArray();
        windowsOverColumn = IntStream.range(0, input.shape.width())
                .map(x -> (int) IntStream.range(0, window.kernelWidth())
                        .map(kx -> window.outputX(x, kx))
                        .filter(ox -> ox >= 0 && ox < out.width())
                        .count())
                .toArray();
        cost = new LayerCost(layer.name(), layer.operator(), layer.macs());
    }

    /** Whether a layer that reads the image has such small windows, and window rows that are one run of values each. */
    static boolean suits(Layer.Convolution layer) {
        return layer.groups() == 1
                && layer.window().taps() * layer.input().shape().channels() <= LARGEST_WINDOW
                && layer.window().dilationX() == 1;
    }

    @Override
    public void accumulate(Spikes spikes, FeatureMap sent) {
        ChangedWindows.mark(window, input.shape, sent.changed, accumulator);
        cost.addMacs(team.run(accumulator.shape.height(), this) * weights.outputs());
        cost.addSynops(reached(spikes, sent.changed) * weights.outputs());
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
        return values;
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

    /** (spike, output pixel) pairs. */
    private long reached(Spikes spikes, PixelSet spiking) {
        int[] pixelStart = spikes.pixelStart();
        int width = input.shape.width();
        long reached = 0;
        for (int pixel = spiking.next(0); pixel >= 0; pixel = spiking.next(pixel + 1)) {
            int windows = windowsOverRow[pixel / width] * windowsOverColumn[pixel % width];
            reached += (long) (pixelStart[pixel + 1] - pixelStart[pixel]) * windows;
        }
        return reached;
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
