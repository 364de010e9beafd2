package dev.frogeye.benchmark.rivals;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The contenders that no other one beats in both time and R2. */
final class Front {
    private Front() {}

    /** From the most of the features kept to the least time. */
    static List<RivalPoint> of(List<RivalPoint> contenders) {
        List<RivalPoint> sorted = contenders.stream()
                .filter(contender -> !Double.isNaN(contender.r2()))
                .sorted(Comparator.comparingDouble(RivalPoint::r2)
                        .reversed()
                        .thenComparingDouble(RivalPoint::milliseconds))
                .toList();
        List<RivalPoint> front = new ArrayList<>();
        for (RivalPoint contender : sorted) {
            if (front.isEmpty()
                    || contender.milliseconds() < front.get(front.size() - 1).milliseconds()) {
                front.add(contender);
            }
        }
        return front;
    }
}
