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

    /**
     * The gate of one pixel: compares {@code v = min(max(source, low), high)} with what was last sent, and where they
     * are {@code threshold} or more apart records the spike {@code v - sent} and sends {@code v}.
     *
     * @param threshold above 0; to send every change pass {@link Float#MIN_VALUE}
     * @param quantum 0, or what spikes are whole multiples of: then the difference is rounded to the nearest multiple,
     *     {@code sent} moves by what was rounded, and nothing is sent where that is 0
     * @param firstPosition position of channel 0 of these {@code channels}, see {@code Spikes}
     * @param position spike positions, appended at {@code count}; 16 more than there are spikes may be overwritten
     * @param value spike values, likewise
     * @return the new count
     */
    int gate(
            float[] source,
            int sourceAt,
            float[] sent,
            int sentAt,
            int channels,
            float low,
            float high,
            float threshold,
            float quantum,
            int firstPosition,
            int[] position,
            float[] value,
            int count);

    /**
     * The event convolution of one output pixel: adds to its accumulator, for every spike under the window, the spike's
     * value times its weight vector.
     *
     * @param accumulator the output pixel's {@code weights.stride()} values from {@code accumulatorAt}
     */
    void accumulate(
            float[] accumulator,
            int accumulatorAt,
            PackedWeights weights,
            SpikeRuns runs,
            int[] position,
            float[] value);

    /** {@code y[i] += a * x[i]}. */
    void axpy(float a, float[] x, int xAt, float[] y, int yAt, int length);

    /** {@code y[i] += x[i] * w[i]}. */
    void multiplyAdd(float[] x, int xAt, float[] w, int wAt, float[] y, int yAt, int length);

    /** {@code y[i] += x[i]}. */
    void add(float[] x, int xAt, float[] y, int yAt, int length);

    /** {@code y[i] = max(y[i], x[i])}. */
    void max(float[] x, int xAt, float[] y, int yAt, int length);
}
