package dev.frogeye.comparison.report;

import dev.frogeye.comparison.report.Way.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Says which way is the fastest at each quality, whether it is the delta network or not. */
record Winners(List<Way> ways) {
    /** Qualities that are asked for, the highest first. */
    private static final double[] LEVELS = {0.99, 0.95, 0.9, 0.8, 0.5};

    /** Times that differ by less are called the same: the clock is not better than that. */
    private static final double SAME = 0.02;

    /**
     * The fastest ways of those that keep so much; ways that are as fast are all named, the fastest first.
     *
     * @param r2 the highest level for which they are the fastest
     */
    private record Winner(double r2, List<Way> fastest) {
        private String text() {
            return Figures.plain(r2) + ": " + fastest.stream().map(Winner::text).collect(Collectors.joining(" or "));
        }

        private static String text(Way way) {
            return way.title() + " (" + Figures.ms(way.ms()) + " ms, R² " + Figures.r2(way.r2()) + ")";
        }
    }

    /** A sentence for all ways, one for those without delay where they differ, one for the delta network. */
    String sentence() {
        List<Winner> all = winners(ways);
        if (all.isEmpty()) {
            return "No way keeps an R² of " + Figures.plain(LEVELS[LEVELS.length - 1]) + " or more.";
        }
        List<Winner> live = winners(ways.stream().filter(Way::isLive).toList());
        String text = "Fastest for an R² of at least " + text(all) + ".";
        if (!live.equals(all)) {
            text += live.isEmpty() ? " Nothing live keeps as much." : " Live, without delay, " + text(live) + ".";
        }
        return text + " " + delta(all, live);
    }

    private static String delta(List<Winner> all, List<Winner> live) {
        if (hasDelta(all)) {
            return all.stream().allMatch(winner -> hasDelta(List.of(winner)))
                    ? "The delta network is the fastest at each of these."
                    : "The delta network is the fastest at some of these, not at all.";
        }
        return hasDelta(live)
                ? "The delta network is the fastest only where no delay is allowed."
                : "The delta network is the fastest at none of these.";
    }

    private static boolean hasDelta(List<Winner> winners) {
        return winners.stream().flatMap(winner -> winner.fastest.stream()).anyMatch(way -> way.kind() == Kind.DELTA);
    }

    private static String text(List<Winner> winners) {
        return winners.stream().map(Winner::text).collect(Collectors.joining("; "));
    }

    /** Levels with the same fastest way are one. */
    private static List<Winner> winners(List<Way> ways) {
        List<Winner> winners = new ArrayList<>();
        for (double level : LEVELS) {
            List<Way> enough = ways.stream()
                    .filter(way -> way.r2() >= level)
                    .sorted(Comparator.comparingDouble(Way::ms))
                    .toList();
            List<Way> fastest = enough.stream()
                    .filter(way -> way.ms() <= enough.get(0).ms() * (1 + SAME))
                    .toList();
            boolean isNew = winners.isEmpty() || !winners.get(winners.size() - 1).fastest.equals(fastest);
            if (!fastest.isEmpty() && isNew) {
                winners.add(new Winner(level, fastest));
            }
        }
        return winners;
    }
}
