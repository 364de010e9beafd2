package dev.frogeye.ingest;

/**
 * Which frames of a video to deliver. Sampling chooses among the decoded frames by their presentation times; no frame is
 * made up, repeated or encoded again. {@link #toString()} is how it would be written on a command line.
 */
public sealed interface Sampling {
    /** Every frame. */
    Sampling ALL = new All();

    /** Every frame. */
    record All() implements Sampling {
        @Override
        public String toString() {
            return "";
        }
    }

    /**
     * So many frames a second: of each instant {@code k / fps} from the start of the range the frame nearest to it, once.
     * A video with fewer frames a second is delivered whole.
     */
    record PerSecond(double fps) implements Sampling {
        public PerSecond {
            if (!(fps > 0) || Double.isInfinite(fps)) {
                throw new IllegalArgumentException("frames a second must be above 0, was " + fps);
            }
        }

        @Override
        public String toString() {
            return "--fps " + fps;
        }
    }

    /** The first frame and every {@code step}-th after it. */
    record EveryFrames(long step) implements Sampling {
        public EveryFrames {
            requirePositive("a step of frames", step);
        }

        @Override
        public String toString() {
            return "--every " + step;
        }
    }

    /** Of each instant {@code k * micros} from the start of the range the frame nearest to it, once. */
    record EveryMicros(long micros) implements Sampling {
        public EveryMicros {
            requirePositive("a step of time", micros);
        }

        @Override
        public String toString() {
            return "--every-ms " + micros / 1000.0;
        }
    }

    /**
     * So many frames, spread evenly: the range is cut into {@code count} equal parts, and of each the frame nearest to its
     * middle is delivered, once. A video with fewer frames is delivered whole.
     */
    record Uniform(int count) implements Sampling {
        public Uniform {
            requirePositive("a number of frames", count);
        }

        @Override
        public String toString() {
            return "--frames " + count;
        }
    }

    /**
     * The frames that the codec stores whole. Nothing else is decoded where the packets hold them and their times, as in
     * MP4 and Matroska; where a time follows from the pictures before (AVI with B-frames, raw streams), everything is.
     */
    record Keyframes() implements Sampling {
        @Override
        public String toString() {
            return "--keyframes";
        }
    }

    private static void requirePositive(String what, long value) {
        if (value < 1) {
            throw new IllegalArgumentException(what + " must be 1 or more, was " + value);
        }
    }
}
