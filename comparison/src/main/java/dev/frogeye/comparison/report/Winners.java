package dev.frogeye.comparison.report;

import dev.frogeye.comparison.RivalResult;
import dev.frogeye.comparison.RivalResult.Family;
import dev.frogeye.comparison.Standing;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Says which way is the fastest at each quality, whether it is the delta network or not. */
record Winners(Standing standing, String reference) {
    /** Qualities that are asked for, the highest first. */
    private static final double[] LEVELS = {0.99, 0.95, 0.9, 0.8, 0.5};

    /** Times that differ by less are called the same: the clock is not better than that. */
    private static final double SAME = 0.02;

    /**
     * The fastest ways of those that keep so much; ways that are as fast are all named, the fastest first.
     *
     * @param r2 the highest level for which they are the fastest
     */
    private record Winner(double r2, List<RivalResult> fastest) {
        private String text(String reference) {
            return "R² ≥ " + Figures.plain(r2) + ": "
                    + fastest.stream().map(way -> text(way, reference)).collect(Collectors.joining(" or "));
        }

        private static String text(RivalResult way, String reference) {
            return title(way, reference) + " (" + Figures.ms(way.msMean()) + " ms, R² "
                    + Figures.r2(way.agreement().r2Centred()) + ")";
        }
    }

    /** A sentence for all ways, one for those without delay where they differ, one for the delta network. */
    String sentence() {
        List<Winner> all = winners(false);
        if (all.isEmpty()) {
            return "Nothing keeps an R² of " + Figures.plain(LEVELS[LEVELS.length - 1]) + " or more.";
        }
        List<Winner> live = winners(true);
        String text = "Fastest at " + text(all) + ".";
        if (!live.equals(all)) {
            text += live.isEmpty() ? " Nothing live keeps as much." : " Live, without delay, at " + text(live) + ".";
        }
        return text + " " + delta(all, live);
    }

    private String delta(List<Winner> all, List<Winner> live) {
        if (standing.isDelegated() && !hasDelta(all)) {
            return "ONNX Runtime computed every frame of the delta network at the chosen thresholds.";
        }
        if (hasDelta(all)) {
            return all.stream().allMatch(winner -> hasDelta(List.of(winner)))
                    ? "The delta network is the fastest at each of these."
                    : "The delta network is the fastest at some of these only.";
        }
        return hasDelta(live)
                ? "The delta network is the fastest only where no delay is allowed."
                : "The delta network is the fastest at none of these.";
    }

    private boolean hasDelta(List<Winner> winners) {
        return winners.stream().flatMap(winner -> winner.fastest.stream()).anyMatch(this::isDeltasOwn);
    }

    private boolean isDeltasOwn(RivalResult way) {
        return way.family() == Family.DELTA
                && !(standing.isDelegated() && way.name().equals(RivalResult.CHOSEN_DELTA));
    }

    private String text(List<Winner> winners) {
        return winners.stream().map(winner -> winner.text(reference)).collect(Collectors.joining("; "));
    }

    /** Levels with the same fastest way are one. */
    private List<Winner> winners(boolean live) {
        List<Winner> winners = new ArrayList<>();
        for (double level : LEVELS) {
            List<RivalResult> enough = standing.contestants().stream()
                    .filter(way -> !live || way.isLive())
                    .filter(way -> way.agreement().r2Centred() >= level)
                    .sorted(Comparator.comparingDouble(RivalResult::msMean))
                    .toList();
            List<RivalResult> fastest = enough.stream()
                    .filter(way -> way.msMean() <= enough.get(0).msMean() * (1 + SAME))
                    .toList();
            boolean isNew = winners.isEmpty()
                    || !winners.get(winners.size() - 1).fastest.equals(fastest);
            if (!fastest.isEmpty() && isNew) {
                winners.add(new Winner(level, fastest));
            }
        }
        return winners;
    }

    /** As it is called in a sentence. */
    static String title(RivalResult way, String reference) {
        return switch (way.family()) {
            case DENSE -> reference;
            case DELTA ->
                way.name().equals(RivalResult.CHOSEN_DELTA)
                        ? "the delta network"
                        : "the delta network at " + way.name().replaceFirst("^delta-", "");
            case HOLD -> "every " + ordinal(way) + " frame held";
            case LINEAR -> "every " + ordinal(way) + " frame interpolated";
            case MOTION_LINEAR -> "frames placed by motion";
            case INT8 -> way.name();
        };
    }

    private static String ordinal(RivalResult way) {
        String n = way.name().substring(way.name().lastIndexOf('-') + 1);
        return n
                + (n.matches("1\\d")
                        ? "th"
                        : n.endsWith("1") ? "st" : n.endsWith("2") ? "nd" : n.endsWith("3") ? "rd" : "th");
    }
}
