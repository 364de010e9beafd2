package dev.frogeye.delta;

import dev.frogeye.encoder.Shape;
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

    /** (spike, window) pairs. */
    long pairs(SentTensor input) {
        int[] pixelStart = input.spikes().pixelStart();
        PixelSet spiking = input.values().changed;
        int width = overColumn.length;
        long pairs = 0;
        for (int y = 0; y < overRow.length; y++) {
            int rowStart = y * width;
            int rowEnd = rowStart + width;
            int end;
            long inRow = 0;
            for (int pixel = spiking.next(rowStart, rowEnd); pixel >= 0; pixel = spiking.next(end, rowEnd)) {
                end = spiking.nextAbsent(pixel, rowEnd);
                for (int p = pixel; p < end; p++) {
                    inRow += (long) (pixelStart[p + 1] - pixelStart[p]) * overColumn[p - rowStart];
                }
            }
            pairs += inRow * overRow[y];
        }
        return pairs;
    }
}
