package dev.frogeye.comparison.report;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One way to get features of a clip's frames, with what it costs and what it keeps.
 *
 * @param name as in {@code report.json}: {@code delta-default}, {@code int8}, {@code linear-4}
 * @param delayFrames frames that have to come before this one's features are there; 0 for what can be used live
 * @param ms mean time of a frame
 * @param speedup the reference's mean time divided by that
 * @param r2 share of what happens in the clip that the features keep; NaN where nothing happens
 * @param changeCorrelation whether a change comes in its own frame
 */
record Way(
        String name,
        Kind kind,
        double delayFrames,
        double ms,
        double speedup,
        double r2,
        double changeCorrelation,
        double cosineMean,
        double cosineMin) {
    /** What is run. */
    enum Kind {
        /** The delta network. */
        DELTA,
        /** A dense engine on every frame. */
        DENSE,
        /** A dense engine on some frames. */
        SOME_FRAMES
    }

    private static final Pattern SPACED = Pattern.compile("(hold|linear)-(\\d+)");

    /** As it is called in a sentence. */
    String title() {
        Matcher spaced = SPACED.matcher(name);
        if (spaced.matches()) {
            return "every " + ordinal(spaced.group(2)) + " frame, "
                    + (spaced.group(1).equals("hold") ? "held" : "interpolated");
        }
        return kind == Kind.DELTA ? "the delta network, " + name : Engines.title(name);
    }

    private static String ordinal(String n) {
        return switch (n) {
            case "2" -> "2nd";
            case "3" -> "3rd";
            default -> n + "th";
        };
    }

    /** Share of what happens that is lost; NaN where nothing happens. */
    double loss() {
        return 1 - r2;
    }

    boolean isLive() {
        return delayFrames == 0;
    }

    /** Whether its features are worth more than the clip's mean, which costs nothing. */
    boolean isWorthwhile() {
        return r2 > 0;
    }

    /** Whether no one would take the other way who can have this one. */
    boolean beats(Way other) {
        return ms <= other.ms && r2 >= other.r2 && (ms < other.ms || r2 > other.r2);
    }
}
