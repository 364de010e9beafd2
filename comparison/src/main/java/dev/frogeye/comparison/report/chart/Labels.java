package dev.frogeye.comparison.report.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Places labels beside symbols so that no two touch, and none covers a symbol or leaves the chart. The page stretches a
 * chart's width but not its text, so this holds over a {@link Range} of widths; lengths are in {@code rem}.
 */
final class Labels {
    /** Height of a chart that has labels: it must not be stretched. */
    static final double HEIGHT = 22;

    /** Half of a symbol's extent. */
    static final double REACH = 0.4;

    private static final double LINE = 0.95;

    /** Of a letter at the page's size for labels; wider than the mean one of any usual typeface, also a bold one. */
    private static final double LETTER = 0.48;

    private static final double NEAR = REACH + 0.15;

    /** Far enough up or down to clear a line that leaves the symbol to the side. */
    private static final double BESIDE = LINE / 2 + 0.1;

    private static final double[] DISTANCES = {1.4, 2.1, 2.8, 3.6, 4.5, 5.5, 7, 9, 12};
    private static final int DIRECTIONS = 16;
    private static final double LEADER_STEP = 0.3;

    /** Widths of a chart's area for which one arrangement is made; the style sheet says when each is shown. */
    enum Range {
        /** Phones. */
        NARROW(13.5, 40),
        /** Everything else, and paper. */
        WIDE(38, 85);

        private final double least;
        private final double most;

        Range(double least, double most) {
            this.least = least;
            this.most = most;
        }
    }

    /** Which side of a label is tied to its symbol. */
    enum Tie {
        START,
        MIDDLE,
        END
    }

    /**
     * Where a label is.
     *
     * @param right of the symbol's centre, in {@code rem}, is the label's tied side
     * @param down from the symbol's centre is the label's middle
     * @param far whether it takes a line to see what the label belongs to
     */
    record Spot(double right, double down, Tie tie, boolean far) {}

    /**
     * What is not to be covered.
     *
     * @param at share of the width that its other horizontal lengths are counted from
     */
    private record Box(double at, double left, double right, double top, double bottom) {
        boolean isClearOf(Box other, Range range) {
            return bottom <= other.top || top >= other.bottom || isLeftOf(other, range) || other.isLeftOf(this, range);
        }

        /** The gap is linear in the width: what holds at both ends holds in between. */
        private boolean isLeftOf(Box other, Range range) {
            return gap(other, range.least) >= 0 && gap(other, range.most) >= 0;
        }

        private double gap(Box other, double width) {
            return (other.at - at) * width + other.left - right;
        }

        boolean isInside(Range range) {
            return top >= 0
                    && bottom <= HEIGHT
                    && at * range.least + left >= 0
                    && at * range.least + right <= range.least
                    && at * range.most + left >= 0
                    && at * range.most + right <= range.most;
        }
    }

    private final Range range;
    private final List<Box> taken = new ArrayList<>();
    private final List<Box> lines = new ArrayList<>();

    Labels(Range range) {
        this.range = range;
    }

    /**
     * Keeps a symbol free of labels; all symbols come before the first label.
     *
     * @param x share of the width
     * @param y share of the height, from above
     */
    void keepClear(double x, double y) {
        taken.add(new Box(x, -REACH, REACH, y * HEIGHT - REACH, y * HEIGHT + REACH));
    }

    /** A point of a line, which is better not covered. */
    void avoid(double x, double y) {
        lines.add(new Box(x, 0, 0, y * HEIGHT, y * HEIGHT));
    }

    /** Takes a place for a label of the symbol there; empty if there is no room. */
    Optional<Spot> place(String text, double x, double y) {
        double width = LETTER * text.codePointCount(0, text.length());
        List<Spot> free = candidates().stream()
                .filter(spot -> isFree(box(spot, width, x, y * HEIGHT)))
                .toList();
        // Beside its symbol a label may lie on a line. A leader that crosses labels can still be followed, no label
        // cannot.
        Optional<Spot> best = free.stream()
                .filter(spot -> !spot.far && lines.stream().allMatch(clearOf(box(spot, width, x, y * HEIGHT))))
                .findFirst()
                .or(() -> free.stream()
                        .filter(spot -> leader(spot, x, y * HEIGHT).stream().allMatch(this::isFree))
                        .findFirst())
                .or(() -> free.stream().findFirst());
        best.ifPresent(spot -> {
            taken.add(box(spot, width, x, y * HEIGHT));
            taken.addAll(leader(spot, x, y * HEIGHT));
        });
        return best;
    }

    private boolean isFree(Box box) {
        return box.isInside(range) && taken.stream().allMatch(clearOf(box));
    }

    private Predicate<Box> clearOf(Box box) {
        return other -> box.isClearOf(other, range);
    }

    private static Box box(Spot spot, double width, double x, double y) {
        double left =
                switch (spot.tie) {
                    case START -> spot.right;
                    case MIDDLE -> spot.right - width / 2;
                    case END -> spot.right - width;
                };
        return new Box(x, left, left + width, y + spot.down - LINE / 2, y + spot.down + LINE / 2);
    }

    /** Points on the line between a symbol and a label, outside of the symbol. */
    private static List<Box> leader(Spot spot, double x, double y) {
        List<Box> points = new ArrayList<>();
        if (spot.far) {
            double length = Math.hypot(spot.right, spot.down);
            for (double at = 2 * REACH; at < length; at += LEADER_STEP) {
                double right = spot.right * at / length;
                double down = y + spot.down * at / length;
                points.add(new Box(x, right, right, down, down));
            }
        }
        return points;
    }

    /** The nearest first. */
    private static List<Spot> candidates() {
        List<Spot> spots = new ArrayList<>();
        for (double down : new double[] {0, -BESIDE, BESIDE}) {
            spots.add(new Spot(NEAR, down, Tie.START, false));
            spots.add(new Spot(-NEAR, down, Tie.END, false));
        }
        spots.add(new Spot(0, -REACH - LINE / 2, Tie.MIDDLE, false));
        spots.add(new Spot(0, REACH + LINE / 2, Tie.MIDDLE, false));
        for (double distance : DISTANCES) {
            for (int i = 0; i < DIRECTIONS; i++) {
                // From right and slightly up, so that a line seldom runs along one of the grid.
                double angle = 2 * Math.PI * (i + 0.5) / DIRECTIONS;
                double right = distance * Math.cos(angle);
                spots.add(new Spot(right, -distance * Math.sin(angle), right > 0 ? Tie.START : Tie.END, true));
            }
        }
        return spots;
    }
}
