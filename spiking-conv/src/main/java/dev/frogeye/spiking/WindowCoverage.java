package dev.frogeye.spiking;

import dev.frogeye.delta.Shape;
import dev.frogeye.delta.Spikes;
import dev.frogeye.model.Window;
import java.util.stream.IntStream;

/** How many windows of a convolution cover each input pixel. */
final class WindowCoverage {
    private final int[] overRow;
    private final int[] overColumn;

    WindowCoverage(Window window, Shape in, Shape out) {
        overRow = IntStream.range(0, in.height())
                .map(y -> (int) IntStream.range(0, window.kernelHeight())
                        .map(ky -> window.outputY(y, ky))
                        .filter(oy -> oy >= 0 && oy < out.height())
                        .count())
                .toArray();
        overColumn = IntStream.range(0, in.width())
                .map(x -> (int) IntStream.range(0, window.kernelWidth())
                        .map(kx -> window.outputX(x, kx))
                        .filter(ox -> ox >= 0 && ox < out.width())
                        .count())
                .toArray();
    }

    /** (spike, window) pairs; no spike lies outside of {@code spiking}. */
    long pairs(Spikes spikes, PixelSet spiking) {
        int[] pixelStart = spikes.pixelStart();
        int width = overColumn.length;
        long pairs = 0;
        for (int pixel = spiking.next(0); pixel >= 0; pixel = spiking.next(pixel + 1)) {
            int windows = overRow[pixel / width] * overColumn[pixel % width];
            pairs += (long) (pixelStart[pixel + 1] - pixelStart[pixel]) * windows;
        }
        return pairs;
    }
}
