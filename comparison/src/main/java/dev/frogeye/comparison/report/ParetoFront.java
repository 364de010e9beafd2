package dev.frogeye.comparison.report;

import java.util.Comparator;
import java.util.List;

/**
 * The ways that no other way beats in both time and R2.
 *
 * @param ways the one that keeps most first, each faster than the one before
 */
record ParetoFront(List<Way> ways) {
    /** Of ways that are worth more than the clip's mean; ways that are equal in both are all in it. */
    static ParetoFront of(List<Way> all) {
        List<Way> worthwhile = all.stream().filter(Way::isWorthwhile).toList();
        return new ParetoFront(worthwhile.stream()
                .filter(way -> worthwhile.stream().noneMatch(other -> other.beats(way)))
                .sorted(Comparator.comparingDouble(Way::loss))
                .toList());
    }

    /** Of the ways that can be used live. */
    static ParetoFront live(List<Way> all) {
        return of(all.stream().filter(Way::isLive).toList());
    }
}
