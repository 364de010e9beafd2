package dev.frogeye.kernel;

import java.lang.System.Logger.Level;

/**
 * The inner loops of the spiking network. Everything a frame spends its time in is here, once in plain Java
 * ({@link ScalarKernels}, the oracle) and once on the Vector API ({@link VectorKernels}); both give the same bits.
 *
 * <p>Kernels trust their arguments: offsets and lengths were checked where the arrays were laid out. All state is
 * channels-last; {@code At} names an offset into the array before it. Stateless and thread-safe.
 */
public sealed interface Kernels permits ScalarKernels, VectorKernels {
    /** The vector kernels where the JVM was started with their module, else the plain ones. */
    static Kernels best() {
        return Chosen.KERNELS;
    }

    /** Chosen, and said, once. */
    final class Chosen {
        private static final Kernels KERNELS = choose();

        private Chosen() {}
    }

    private static Kernels choose() {
        boolean vectorModule =
                ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
        Kernels chosen = vectorModule ? new VectorKernels() : new ScalarKernels();
        System.getLogger(Kernels.class.getName())
                .log(
                        Level.INFO,
                        vectorModule
                                ? "kernels: " + chosen.name()
                                : "kernels: scalar; start java with --add-modules jdk.incubator.vector for faster ones");
        return chosen;
    }

    /** {@code scalar} or {@code vector-512} and the like, for logs and metadata. */
    String name();

    /** {@code value}, or the limit that it lies beyond. */
    static float clamp(float value, float low, float high) {
        float floored = value < low ? low : value;
        return floored > high ? high : floored;
    }

    /**
     * The gate of a run of pixels: compares {@code v = clamp(source, low, high)} with what was last sent, and where they
     * are {@code threshold} or more apart records the spike {@code v - sent} and sends {@code v}.
     *
     * @return the new count of spikes
     */
    int gate(GateRun run);

    /**
     * The event convolution where each window holds one run of spikes: adds to the accumulators of each pixel of the
     * tile, for every spike under its window, the spike's value times its weight vector. A block of output channels runs
     * through the whole tile before the next one begins, because a block's weights may fit into a cache that all of them
     * overflow; if there are spikes enough to need most of it, the block is read once in order first.
     *
     * @param accumulators {@code weights.stride()} values for each pixel, where the tile says
     */
    default void gather(SpikeTile tile, int[] position, float[] value, GatherWeights weights, float[] accumulators) {
        for (int block = 0; block < weights.stride(); block += GatherWeights.BLOCK) {
            int width = weights.width(block);
            int weightsAt = weights.offset(block);
            if (tile.spikes() >= weights.rows()) {
                tile.fetched = weights.fetch(block);
            }
            for (int i = 0; i < tile.pixels(); i++) {
                gather(
                        position,
                        value,
                        tile.from[i],
                        tile.to[i],
                        weights.data(),
                        weightsAt + tile.weightRow[i] * width,
                        width,
                        accumulators,
                        tile.accumulatorAt[i] + block);
            }
        }
    }

    /**
     * One run of spikes into the accumulators of one pixel's block of channels.
     *
     * @param weightsAt where the weights of position 0 would be
     * @param width channels of the block, a multiple of {@link CacheLines#FLOATS}: from one position's weights to the
     *     next's
     */
    void gather(
            int[] position,
            float[] value,
            int from,
            int to,
            float[] weights,
            int weightsAt,
            int width,
            float[] accumulators,
            int at);

    /**
     * The event convolution of one input pixel: adds to the accumulators of each stretch, for each spike, the spike's
     * value times the weights that lead there from its channel.
     *
     * @param firstPosition position of the pixel's channel 0
     */
    void scatter(
            int[] position,
            float[] value,
            int from,
            int to,
            int firstPosition,
            ScatterWeights weights,
            float[] accumulators,
            Stretches stretches);

    /** {@code y[i] += a * x[i]}. */
    void axpy(float a, float[] x, int xAt, float[] y, int yAt, int length);

    /** Each sum plus the values of its taps, in their order: {@code sums[p][i] += source[p][tap][i]}. */
    void add(TapRun run);

    /** Each sum or the largest value of its taps: {@code sums[p][i] = max(sums[p][i], source[p][tap][i])}. */
    void max(TapRun run);

    /**
     * Each sum plus its taps' products, in their order, channel by channel:
     * {@code sums[p][i] += source[p][tap][i] * weights[tap][i]}.
     */
    void multiplyAdd(TapRun run);

    /**
     * Each sum plus its taps' products, in their order, a tap being one value that has a weight for every sum:
     * {@code sums[p][i] += source[p][tap] * weights[tap][i]}. The length is a multiple of {@link CacheLines#FLOATS}.
     */
    void multiplyRows(TapRun run);
}
