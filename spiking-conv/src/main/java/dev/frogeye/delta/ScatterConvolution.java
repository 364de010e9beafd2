package dev.frogeye.delta;

import dev.frogeye.encoder.Shape;
import dev.frogeye.encoder.Spikes;
import dev.frogeye.kernel.Kernels;
import dev.frogeye.kernel.ScatterWeights;
import dev.frogeye.kernel.Stretches;
import dev.frogeye.model.Layer;
import java.util.stream.Stream;

/**
 * A convolution whose windows have several rows. A spike reaches a stretch of neighbouring output pixels in each of a
 * few output rows, by weights that lie in one piece: it is added there at once. Nothing is spent on windows without
 * spikes; gathering, as {@link GatherConvolution} does it, would have to collect a window's spikes from as many places as
 * it has rows.
 */
final class ScatterConvolution extends Synapses {
    private final ScatterWeights weights;
    private final Stretches[] stretches;

    ScatterConvolution(Layer.Convolution layer, ScatterWeights weights, Kernels kernels, Team team) {
        super(layer, weights, kernels, team);
        this.weights = weights;
        stretches = Stream.generate(() -> new Stretches(window.taps()))
                .limit(team.threads())
                .toArray(Stretches[]::new);
    }

    @Override
    public long runBand(SentTensor input, int fromRow, int endRow, int band, int thread) {
        Spikes spikes = input.spikes();
        PixelSet changed = input.values().changed;
        Shape in = spikes.shape();
        int[] pixelStart = spikes.pixelStart();
        int end = window.endInputRow(endRow, in) * in.width();
        long reached = 0;
        for (int pixel = changed.next(window.firstInputRow(fromRow) * in.width(), end);
                pixel >= 0;
                pixel = changed.next(pixel + 1, end)) {
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
        return reached * weights.outputs();
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
}
