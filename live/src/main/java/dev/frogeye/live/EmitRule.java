package dev.frogeye.live;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which processed frames of a stream go to the sinks. Under every rule the first frame does, and the first after a break:
 * what is known of the scene begins anew there.
 */
public sealed interface EmitRule {
    /** Every frame. */
    record All() implements EmitRule {}

    /**
     * Frames in which enough changed; key frames by the same measure.
     *
     * @param ratio fraction of input values that changed, 0 to 1; more than this is enough
     */
    record ChangeAbove(double ratio) implements EmitRule {
        public ChangeAbove {
            if (!(ratio >= 0 && ratio < 1)) {
                throw new IllegalArgumentException("the change to emit on must be from 0 to below 1, was " + ratio);
            }
        }
    }

    /**
     * One frame in each period of the stream's own time, counted from the first frame, so that the rate is right in the
     * long run. Not one frame later because frames were dropped in between.
     *
     * @param micros length of a period in microseconds
     */
    record EveryPeriod(long micros) implements EmitRule {
        public EveryPeriod {
            if (micros < 1) {
                throw new IllegalArgumentException("the period to emit in must be positive, was " + micros + " us");
            }
        }
    }

    /**
     * One in so many processed frames; dropped frames do not count.
     *
     * @param count 1 for every frame
     */
    record EveryFrames(long count) implements EmitRule {
        public EveryFrames {
            if (count < 1) {
                throw new IllegalArgumentException(
                        "the number of frames to emit one of must be positive, was " + count);
            }
        }
    }

    /**
     * Reads a rule: {@code all}, {@code change>0.02}, {@code every 1s}, {@code every 500ms}, {@code every 10 frames}.
     *
     * @throws IllegalArgumentException with what can be said instead
     */
    static EmitRule parse(String text) {
        String rule = text.strip().toLowerCase(Locale.ROOT);
        if (rule.equals("all")) {
            return new All();
        }
        Matcher change = Pattern.compile("change\\s*>\\s*([0-9]*\\.?[0-9]+)").matcher(rule);
        if (change.matches()) {
            return new ChangeAbove(Double.parseDouble(change.group(1)));
        }
        Matcher frames =
                Pattern.compile("every\\s+(?:([0-9]{1,18})\\s*frames?|frame)").matcher(rule);
        if (frames.matches()) {
            return new EveryFrames(frames.group(1) == null ? 1 : Long.parseLong(frames.group(1)));
        }
        if (rule.startsWith("every")) {
            Optional<Long> micros = Quantity.micros(rule.substring("every".length()));
            if (micros.isPresent()) {
                return new EveryPeriod(micros.get());
            }
        }
        throw new IllegalArgumentException(
                "'" + text + "' does not say when to emit; use all, change>0.02 (more than 2 %"
                        + " of the input changed), every 1s, every 500ms or every 10 frames");
    }

    /** What decides by this rule, for one stream. */
    default EmitFilter filter() {
        return new EmitFilter(this);
    }
}
