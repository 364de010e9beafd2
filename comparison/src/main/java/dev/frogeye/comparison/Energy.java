package dev.frogeye.comparison;

/**
 * An estimate of the energy of one frame, from counted operations and the figures of M. Horowitz, "Computing's energy
 * problem (and what we can do about it)", ISSCC 2014, for 45 nm at 0.9 V. Nothing of it was measured, and a CPU spends
 * much more on everything that surrounds an operation: it says what the counts would cost in silicon that does little
 * else.
 *
 * @param computeJoules of the arithmetic
 * @param memoryJoules of the accesses to an 8 KB cache, by the assumptions of {@link #frameByFrame} and {@link #delta}
 */
public record Energy(double computeJoules, double memoryJoules) {
    /** One 64-bit access of an 8 KB cache, in picojoules. */
    public static final double CACHE_ACCESS_PICOJOULES = 10;

    private static final int ACCESS_BYTES = 8;

    /** Subtractions, comparisons and accumulations work on words of 32 bits in either format. */
    private static final int OVERHEAD_WORD_BYTES = 4;

    private static final int FLOAT_BYTES = 4;

    /** Number formats. Eight-bit products are added up in 32 bits. */
    public enum Format {
        FLOAT32(3.7, 0.9, 4),
        INT8(0.2, 0.1, 1);

        private final double multiplyPicojoules;
        private final double addPicojoules;
        private final int bytes;

        Format(double multiplyPicojoules, double addPicojoules, int bytes) {
            this.multiplyPicojoules = multiplyPicojoules;
            this.addPicojoules = addPicojoules;
            this.bytes = bytes;
        }

        /** A multiplication, in picojoules. */
        public double multiplyPicojoules() {
            return multiplyPicojoules;
        }

        /** An addition to a sum, in picojoules. */
        public double addPicojoules() {
            return addPicojoules;
        }
    }

    /**
     * The frame-by-frame network. Memory: blocking lets every weight be read once and every activation be written once and
     * read once per frame.
     */
    public static Energy frameByFrame(ClipResult clip, Format format) {
        return dense(clip, clip.operations().dense(), format);
    }

    /** The frame-by-frame network without multiply-adds on zeros; its memory is that of {@link #frameByFrame}. */
    public static Energy zeroSkip(ClipResult clip, Format format) {
        return dense(clip, clip.operations().zeroSkip(), format);
    }

    /**
     * The spiking network; multiply-adds of unit spikes and all overhead are additions. Memory: every multiply-add reads its
     * weight, nothing is reused, and every other operation reads one word of 32 bits and writes one.
     */
    public static Energy delta(ClipResult clip, Format format) {
        Operations operations = clip.operations();
        double compute = (operations.delta() - operations.unit()) * format.multiplyPicojoules
                + (operations.delta() + operations.overhead()) * format.addPicojoules;
        double bytes = (double) operations.delta() * format.bytes + 2.0 * operations.overhead() * OVERHEAD_WORD_BYTES;
        return perFrame(clip, compute, bytes);
    }

    /** Arithmetic and memory together. */
    public double totalJoules() {
        return computeJoules + memoryJoules;
    }

    private static Energy dense(ClipResult clip, long macs, Format format) {
        double values = (double) clip.weightBytes() / FLOAT_BYTES + 2.0 * clip.activationBytes() / FLOAT_BYTES;
        double compute = macs * (format.multiplyPicojoules + format.addPicojoules);
        return perFrame(clip, compute, values * format.bytes * clip.frames().size());
    }

    private static Energy perFrame(ClipResult clip, double computePicojoules, double bytes) {
        double memoryPicojoules = bytes / ACCESS_BYTES * CACHE_ACCESS_PICOJOULES;
        double scale = 1e-12 / clip.frames().size();
        return new Energy(computePicojoules * scale, memoryPicojoules * scale);
    }
}
