package dev.frogeye.comparison;

/** What a whole extraction takes, worked out from the times of its two threads: one decodes a few frames ahead. */
final class Pipeline {
    /** As many buffers as an extraction has. */
    private static final int AHEAD = 4;

    private Pipeline() {}

    /**
     * Frames a second. A decoded frame waits for the engine, and the decoder for a buffer; on a single core the two take
     * turns.
     */
    static double framesPerSecond(Times decode, Times engine, int frames, int cores) {
        double[] engineDone = new double[frames];
        double decoded = 0;
        double done = 0;
        for (int i = 0; i < frames; i++) {
            double free = i < AHEAD ? 0 : engineDone[i - AHEAD];
            double start = cores == 1 ? done : Math.max(decoded, free);
            decoded = start + decode.of(i);
            done = Math.max(done, decoded) + engine.of(i);
            engineDone[i] = done;
        }
        return 1000 * frames / done;
    }
}
