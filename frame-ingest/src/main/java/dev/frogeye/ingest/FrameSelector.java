package dev.frogeye.ingest;

/** Decides which frames of a range to deliver, asked about them one by one in presentation order. One pass. */
abstract sealed class FrameSelector {
    /** Whether a decision needs the time of the frame after; a live source then lags by that frame. */
    abstract boolean looksAhead();

    /**
     * Whether to deliver a frame.
     *
     * @param micros its time since the start of the range, later than that of the frame before
     * @param nextMicros the time of the frame after, or where the range ends
     * @param isLast whether no frame follows
     */
    abstract boolean wants(long micros, long nextMicros, boolean isLast);

    /** The first and every {@code step}-th. */
    static final class Counting extends FrameSelector {
        private final long step;
        private long seen;

        Counting(long step) {
            this.step = step;
        }

        @Override
        boolean looksAhead() {
            return false;
        }

        @Override
        boolean wants(long micros, long nextMicros, boolean isLast) {
            return seen++ % step == 0;
        }
    }

    /**
     * The frame nearest to each instant, the earlier of two as near. A frame is nearest to the instants from half-way to
     * the frame before until half-way to the frame after: it is wanted if there are any.
     */
    static final class Nearest extends FrameSelector {
        private final Instants instants;
        private double from;
        private boolean hasChosen;

        Nearest(Instants instants) {
            this(instants, Double.NEGATIVE_INFINITY);
        }

        /** Instants up to {@code from} microseconds do not count; where none is left, the last frame stands for them. */
        Nearest(Instants instants, double from) {
            this.instants = instants;
            this.from = from;
        }

        @Override
        boolean looksAhead() {
            return true;
        }

        @Override
        boolean wants(long micros, long nextMicros, boolean isLast) {
            // The end of the range is not in it; times are whole microseconds.
            double to = isLast ? Math.max(micros, nextMicros - 0.5) : micros / 2.0 + nextMicros / 2.0;
            boolean isWanted = instants.anyWithin(from, to) || isLast && !hasChosen;
            from = Math.max(from, to);
            hasChosen |= isWanted;
            return isWanted;
        }
    }
}
