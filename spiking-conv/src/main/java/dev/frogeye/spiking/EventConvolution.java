package dev.frogeye.spiking;

import dev.frogeye.cost.LayerCost;
import dev.frogeye.delta.Shape;
import dev.frogeye.delta.Spikes;
import dev.frogeye.kernel.Kernels;
import dev.frogeye.kernel.PackedWeights;
import dev.frogeye.kernel.SpikeTile;
import dev.frogeye.model.Layer;
import dev.frogeye.model.Window;

/**
 * A convolution (or, over one pixel, a fully connected layer). It goes about its sums in one of two ways, whichever
 * touches less:
 *
 * <ul>
 *   <li>gather: for each output pixel that spikes reach, all spikes under its window at once, so that its accumulators
 *       stay in registers;
 *   <li>spread: for each input pixel that spiked, its spikes to each output pixel whose window covers it, so that nothing
 *       is spent on windows that hold few spikes.
 * </ul>
 *
 * Both add the spikes of a window in the same order, so the sums have the same bits.
 */
final class EventConvolution implements Synapses {
    /** Below this many (spiking pixel, output pixel) pairs an output pixel spreading is faster; measured break-even. */
    private static final float SPREADS_A_WINDOW = Float.parseFloat(System.getProperty("sw", "4"));

    /** Likewise where all spikes of a window are one run, which is gathered faster. */
    private static final float SPREADS_A_RUN = Float.parseFloat(System.getProperty("sr", "2"));

    private final Window window;
    private final Kernels kernels;
    private final PackedWeights weights;
    private final float[] bias;
    private final FeatureMap accumulator;
    private final SpikeTile tile;
    private final WindowRows rows;
    private final LayerCost cost;

    EventConvolution(Layer.Convolution layer, PackedWeights weights, Kernels kernels) {
        this.window = layer.window();
        this.kernels = kernels;
        this.weights = weights;
        bias = weights.paddedBias(layer.bias());
        accumulator = new FeatureMap(layer.output().shape());
        tile = new SpikeTile(window.taps() * layer.input().shape().channels());
        rows = new WindowRows(window);
        cost = new LayerCost(layer.name(), layer.operator(), layer.macs());
    }

    @Override
    public void accumulate(Spikes spikes, PixelSet spiking) {
        long spreads = (long) spiking.count() * window.taps() / (window.strideY() * window.strideX());
        boolean few = spreads < accumulator.shape.pixels() * (rows.areOneRun() ? SPREADS_A_RUN : SPREADS_A_WINDOW);
        long reached = few ? spread(spikes, spiking) : gather(spikes, spiking);
        cost.addMacs(reached * weights.outputs());
        cost.addSynops(reached * weights.outputs());
    }

    private long spread(Spikes spikes, PixelSet spiking) {
        int width = spikes.shape().width();
        long reached = 0;
        tile.clear(spikes.position(), spikes.value());
        for (int pixel = spiking.next(0); pixel >= 0; pixel = spiking.next(pixel + 1)) {
            int from = spikes.pixelStart()[pixel];
            int to = spikes.pixelStart()[pixel + 1];
            if (from < to) {
                reached += (long) spread(spikes, pixel / width, pixel % width, from, to) * (to - from);
            }
        }
        kernels.accumulate(accumulator.values, weights, tile);
        return reached;
    }

    /** Adds the output pixels whose windows cover input pixel {@code (y, x)} to the tile; returns how many. */
    private int spread(Spikes spikes, int y, int x, int from, int to) {
        Shape out = accumulator.shape;
        int channels = spikes.shape().channels();
        int covering = 0;
        for (int ky = 0; ky < window.kernelHeight(); ky++) {
            int oy = window.outputY(y, ky);
            if (oy < 0 || oy >= out.height()) {
                continue;
            }
            for (int kx = 0; kx < window.kernelWidth(); kx++) {
                int ox = window.outputX(x, kx);
                if (ox >= 0 && ox < out.width()) {
                    if (tile.isFull()) {
                        kernels.accumulate(accumulator.values, weights, tile);
                        tile.clear(spikes.position(), spikes.value());
                    }
                    int output = oy * out.width() + ox;
                    tile.add(accumulator.at(output), from, to, (ky * window.kernelWidth() + kx - x) * channels);
                    accumulator.changed.add(output);
                    covering++;
                }
            }
        }
        return covering;
    }

    private long gather(Spikes spikes, PixelSet spiking) {
        ChangedWindows.mark(window, spikes.shape(), spiking, accumulator);
        int width = accumulator.shape.width();
        long reached = 0;
        begin(spikes);
        for (int oy = 0; oy < accumulator.shape.height(); oy++) {
            int rowStart = oy * width;
            int rowEnd = rowStart + width;
            int pixel = accumulator.changed.next(rowStart, rowEnd);
            if (pixel >= 0) {
                rows.moveTo(oy, spikes.shape());
            }
            for (; pixel >= 0; pixel = accumulator.changed.next(pixel + 1, rowEnd)) {
                if (tile.isFull()) {
                    kernels.accumulate(accumulator.values, weights, tile);
                    begin(spikes);
                }
                reached += gather(pixel, pixel - rowStart, spikes);
            }
        }
        kernels.accumulate(accumulator.values, weights, tile);
        return reached;
    }

    private void begin(Spikes spikes) {
        if (rows.areOneRun()) {
            tile.clear(spikes.position(), spikes.value());
        } else {
            tile.clear();
        }
    }

    /** Adds the spikes under an output pixel's window to the tile. */
    private int gather(int pixel, int ox, Spikes spikes) {
        int[] pixelStart = spikes.pixelStart();
        int channels = spikes.shape().channels();
        int width = spikes.shape().width();
        int left = window.inputX(ox, 0);
        for (int i = 0; i < rows.count; i++) {
            int x = left + rows.column[i];
            int first = Math.max(x, 0);
            int end = Math.min(x + rows.taps, width);
            if (first < end) {
                int from = pixelStart[rows.pixel[i] + first];
                int to = pixelStart[rows.pixel[i] + end];
                int weightRow = (rows.tap[i] - x) * channels;
                if (rows.areOneRun()) {
                    return tile.add(accumulator.at(pixel), from, to, weightRow);
                }
                tile.copy(kernels, spikes.position(), spikes.value(), from, to, weightRow);
            }
        }
        return tile.addCopied(accumulator.at(pixel));
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
