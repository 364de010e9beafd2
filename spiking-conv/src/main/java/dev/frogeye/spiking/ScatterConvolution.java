package dev.frogeye.spiking;

import dev.frogeye.cost.LayerCost;
import dev.frogeye.delta.Shape;
import dev.frogeye.delta.Spikes;
import dev.frogeye.kernel.Kernels;
import dev.frogeye.kernel.ScatterWeights;
import dev.frogeye.kernel.Stretches;
import dev.frogeye.model.Layer;
import dev.frogeye.model.Window;
import java.util.stream.Stream;

/**
 * A convolution whose windows have several rows. A spike reaches a stretch of neighbouring output pixels in each of a
 * few output rows, by weights that lie in one piece: it is added there at once. Nothing is spent on windows without
 * spikes, nor on finding out which those are; gathering, as {@link GatherConvolution} does it, would have to collect a
 * window's spikes from as many places as it has rows.
 */
final class ScatterConvolution implements Synapses, Team.Banded {
    private final Window window;
    private final Kernels kernels;
    private final ScatterWeights weights;
    private final float[] bias;
    private final FeatureMap accumulator;
    private final Stretches[] stretches;
    private final Team team;
    private final LayerCost cost;
    private Spikes spikes;
    private PixelSet spiking;

    ScatterConvolution(Layer.Convolution layer, ScatterWeights weights, Kernels kernels, Team team) {
        this.window = layer.window();
        this.kernels = kernels;
        this.weights = weights;
        this.team = team;
        bias = weights.paddedBias(layer.bias());
        accumulator = new FeatureMap(layer.output().shape());
        stretches = Stream.generate(() -> new Stretches(window.taps()))
                .limit(team.threads())
                .toArray(Stretches[]::new);
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
    public void accumulate(Spikes newSpikes, FeatureMap sent) {
        spikes = newSpikes;
        spiking = sent.changed;
        ChangedWindows.mark(window, spikes.shape(), spiking, accumulator);
        long reached = team.run(accumulator.shape.height(), this);
        cost.addMacs(reached * weights.outputs());
        cost.addSynops(reached * weights.outputs());
    }

    @Override
    public long runBand(int fromRow, int endRow, int band, int thread) {
        Shape in = spikes.shape();
        int[] pixelStart = spikes.pixelStart();
        int top = Math.max(0, window.inputY(fromRow, 0));
        int bottom = Math.min(in.height() - 1, window.inputY(endRow - 1, window.kernelHeight() - 1));
        int end = (bottom + 1) * in.width();
        long reached = 0;
        for (int pixel = spiking.next(top * in.width(), end); pixel >= 0; pixel = spiking.next(pixel + 1, end)) {
            int from = pixelStart[pixel];
            int to = pixelStart[pixel + 1];
            if (from < to) {
                int y = pixel / in.width();
                int x = pixel % in.width();
                reached += (long) findStretches(y, x, fromRow, endRow, stretches[thread]) * (to - from);
                kernels.scatter(
                        spikes.position(),
                        spikes.value(),
                        from,
                        to,
                        x * in.channels(),
                        weights,
                        accumulator.values,
                        stretches[thread]);
            }
        }
        return reached;
    }

    /** Finds the output pixels of these rows whose windows cover input pixel {@code (y, x)}; returns how many there are. */
    private int findStretches(int y, int x, int fromRow, int endRow, Stretches found) {
        int covering = 0;
        found.clear();
        for (int phase = 0; phase < weights.phases(); phase++) {
            int last = window.outputX(x, phase);
            int first = last - weights.taps(phase) + 1;
            int ox = Math.max(first, 0);
            int end = Math.min(last + 1, accumulator.shape.width());
            for (int ky = 0; last >= 0 && ox < end && ky < window.kernelHeight(); ky++) {
                int oy = window.outputY(y, ky);
                if (oy >= fromRow && oy < endRow) {
                    int output = oy * accumulator.shape.width() + ox;
                    int weightsAt = weights.offset(ky, phase) + (ox - first) * weights.stride();
                    found.add(accumulator.at(output), weightsAt, (end - ox) * weights.stride());
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
