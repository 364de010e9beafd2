package dev.frogeye.comparison;

import java.util.List;
import java.util.stream.Collectors;

/** What a user would do instead of running a delta network. */
public sealed interface Rival {
    /** Computed frames are this far apart at most where those between are interpolated, which means holding them. */
    int LONGEST_STEP = 32;
    /** Placed by motion, frames are this far apart at most. */
    int MOTION_WINDOW = 16;
    /** Error of a picture put together from its neighbours, in levels of 0 to 255, that is taken for no motion. */
    double MOTION_BOUND = 2;

    /** All that is measured where nothing else is asked for. */
    List<Rival> ALL = List.of(
            new Hold(2),
            new Hold(4),
            new Hold(8),
            new Linear(2),
            new Linear(4),
            new Linear(8),
            new Linear(16),
            new MotionLinear(MOTION_BOUND),
            new Int8());

    /** As {@link #parse} reads it and reports call it. */
    String name();

    /** How many frames later than the frame itself its features are known at the latest; 0 if it is live. */
    int delayFrames();

    /** The dense network on every n-th frame; its features stand for the frames up to the next. */
    record Hold(int every) implements Rival {
        public Hold {
            requireStep(every, Integer.MAX_VALUE);
        }

        @Override
        public String name() {
            return "hold-" + every;
        }

        @Override
        public int delayFrames() {
            return 0;
        }
    }

    /** The dense network on every n-th frame and on the last; features in between are interpolated. */
    record Linear(int every) implements Rival {
        public Linear {
            requireStep(every, LONGEST_STEP);
        }

        @Override
        public String name() {
            return "linear-" + every;
        }

        @Override
        public int delayFrames() {
            return every - 1;
        }
    }

    /**
     * The same with frames placed where pictures cannot be put together from their neighbours.
     *
     * @param bound largest error of such a picture, in levels of 0 to 255
     */
    record MotionLinear(double bound) implements Rival {
        private static final String NAME = "motion-linear";

        public MotionLinear {
            if (!(bound >= 0) || Double.isInfinite(bound)) {
                throw new IllegalArgumentException("a bound is 0 levels or more, was " + bound);
            }
        }

        @Override
        public String name() {
            return bound == MOTION_BOUND ? NAME : NAME + "-" + shortest(bound);
        }

        @Override
        public int delayFrames() {
            return MOTION_WINDOW - 1;
        }
    }

    /** The dense network in 8-bit integers, on every frame. */
    record Int8() implements Rival {
        @Override
        public String name() {
            return "int8";
        }

        @Override
        public int delayFrames() {
            return 0;
        }
    }

    /**
     * Reads {@code hold-N}, {@code linear-N}, {@code motion-linear}, {@code motion-linear-LEVELS} or {@code int8}.
     *
     * @throws IllegalArgumentException for anything else, with what there is
     */
    static Rival parse(String text) {
        try {
            if (text.equals(new Int8().name())) {
                return new Int8();
            }
            if (text.equals(MotionLinear.NAME)) {
                return new MotionLinear(MOTION_BOUND);
            }
            if (text.startsWith(MotionLinear.NAME + "-")) {
                return new MotionLinear(Double.parseDouble(text.substring(MotionLinear.NAME.length() + 1)));
            }
            if (text.startsWith("hold-")) {
                return new Hold(Integer.parseInt(text.substring("hold-".length())));
            }
            if (text.startsWith("linear-")) {
                return new Linear(Integer.parseInt(text.substring("linear-".length())));
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(unknown(text), e);
        }
        throw new IllegalArgumentException(unknown(text));
    }

    private static String unknown(String text) {
        return "'" + text + "' is none of " + ALL.stream().map(Rival::name).collect(Collectors.joining(", "))
                + " (or another number behind hold-, linear- or motion-linear-)";
    }

    private static void requireStep(int every, int longest) {
        if (every < 2 || every > longest) {
            throw new IllegalArgumentException("of every n-th frame n is "
                    + (longest == Integer.MAX_VALUE ? "2 or more" : "2 to " + longest) + ", was " + every);
        }
    }

    private static String shortest(double value) {
        return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
    }
}
