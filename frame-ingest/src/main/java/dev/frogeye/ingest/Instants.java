package dev.frogeye.ingest;

/**
 * Evenly spaced instants from the start of a range, {@code (k + phase) / perMicro} for {@code k} from 0 to
 * {@code count - 1}. To ask whether there is one in an interval costs the same however many there are.
 */
record Instants(double numerator, double denominator, double phase, long count) {
    static Instants perSecond(double fps) {
        return new Instants(fps, 1e6, 0, Long.MAX_VALUE);
    }

    static Instants everyMicros(long micros) {
        return new Instants(1, micros, 0, Long.MAX_VALUE);
    }

    /** The middles of {@code count} equal parts of the time from {@code start} to {@code end}. */
    static Instants middles(int count, long start, long end) {
        long length = Math.max(1, end - start);
        return new Instants(count, length, 0.5 + (double) start * count / length, count);
    }

    /** From one instant to the next, in microseconds. */
    double stepMicros() {
        return denominator / numerator;
    }

    /** Whether there is an instant after {@code after} and not after {@code upTo}, in microseconds. */
    boolean anyWithin(double after, double upTo) {
        return numberUpTo(upTo) > numberUpTo(after);
    }

    private double numberUpTo(double micros) {
        // Multiplied before divided, which keeps whole results exact.
        double number = Math.floor(micros * numerator / denominator - phase) + 1;
        return Math.max(0, Math.min(count, number));
    }
}
