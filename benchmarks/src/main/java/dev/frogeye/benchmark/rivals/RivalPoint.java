package dev.frogeye.benchmark.rivals;

import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One way to get a clip's features: an entry of {@code clips[].rivals[]} in {@code report.json}. What the report has no
 * number for is NaN.
 *
 * @param name such as {@code int8}, {@code hold-4}, {@code linear-2}, {@code delta-0.06}, {@code delta-default}
 * @param delayFrames how many frames later than its frame a feature may be there; 0 is live
 * @param milliseconds mean time of a frame
 * @param speedup time of the dense float32 engine divided by this one's
 * @param r2 of the centred features: how much of what happens in the clip they keep
 * @param changeCorrelation whether a change comes in its own frame
 * @param leastCosine to the dense features of the same frame
 * @param macsSaved multiply-adds of the dense network divided by those done; empty where the report does not count them
 */
record RivalPoint(
        String name,
        int delayFrames,
        double milliseconds,
        double speedup,
        double r2,
        double changeCorrelation,
        double leastCosine,
        OptionalDouble macsSaved) {
    /** The delta network as it is without any option. */
    static final String DEFAULT = "delta-default";

    static final String INT8 = "int8";

    private static final String DELTA = "delta-";

    /** {@code delta-0.06}, and {@code delta-0.06:2} where there are several pixel thresholds. */
    private static final Pattern THRESHOLD = Pattern.compile(DELTA + "([0-9.]+)(?::.*)?");

    boolean isDelta() {
        return name.startsWith(DELTA);
    }

    boolean isLive() {
        return delayFrames == 0;
    }

    RivalPoint withMacsSaved(double ratio) {
        return new RivalPoint(
                name, delayFrames, milliseconds, speedup, r2, changeCorrelation, leastCosine, OptionalDouble.of(ratio));
    }

    /** Relative threshold of a delta network; empty for others, and for the default, which has a name of its own. */
    OptionalDouble threshold() {
        Matcher matcher = THRESHOLD.matcher(name);
        return matcher.matches() ? OptionalDouble.of(Double.parseDouble(matcher.group(1))) : OptionalDouble.empty();
    }
}
