package dev.frogeye.delta;

import dev.frogeye.encoder.Shape;
import dev.frogeye.encoder.Spikes;
import dev.frogeye.kernel.CacheLines;

/**
 * Lets several threads fill one container of spikes: each band of pixels writes to where it would lie if every value
 * spiked, and the bands are moved together when all are done. A band is so many words of a {@link PixelSet}, so that no
 * two threads write to one word.
 */
final class BandedSpikes {
    private final Team team;
    private final Spikes spikes;
    private final int[] count;

    /** A container for tensors of at most this many pixels and values. */
    BandedSpikes(int pixels, int values, Team team) {
        this.team = team;
        int bands = team.bands(Integer.MAX_VALUE);
        count = new int[bands];
        // Kernels write whole vectors: up to one behind the last spike of each band.
        spikes = new Spikes(pixels, values + bands * CacheLines.FLOATS);
    }

    /** The container. */
    Spikes spikes() {
        return spikes;
    }

    /** First pixel of the word {@code word}. */
    static int firstPixel(int word) {
        return word * Long.SIZE;
    }

    /** Behind the last pixel of the words before {@code word}. */
    static int endPixel(int word, Shape shape) {
        return Math.min(word * Long.SIZE, shape.pixels());
    }

    /** Where the spikes of a band begin. */
    int start(int firstPixel, int band) {
        return firstPixel * spikes.shape().channels() + band * CacheLines.FLOATS;
    }

    /** Ends a band; the pixels' ends that it wrote count from its start. */
    void end(int band, int bandSpikes) {
        count[band] = bandSpikes;
    }

    /** Moves the bands of so many words together. */
    void closeGaps(int words) {
        int[] pixelEnd = spikes.pixelStart();
        int total = count[0];
        for (int band = 1; band < team.bands(words); band++) {
            int first = firstPixel(team.bandStart(words, band));
            int last = endPixel(team.bandStart(words, band + 1), spikes.shape());
            int start = start(first, band);
            System.arraycopy(spikes.position(), start, spikes.position(), total, count[band]);
            System.arraycopy(spikes.value(), start, spikes.value(), total, count[band]);
            for (int pixel = first; pixel < last; pixel++) {
                pixelEnd[pixel + 1] += total;
            }
            total += count[band];
        }
        spikes.setCount(total);
    }
}
