package dev.frogeye.comparison.report.chart;

import java.util.List;

/** Something drawn in a chart. Its style is a class of the page, such as the name of an engine. */
public sealed interface Mark
        permits Mark.Line, Mark.Dots, Mark.Bars, Mark.Moments, Mark.Level, Mark.Note, Mark.Symbols {
    /** What the legend calls it; empty if it is not in the legend. */
    String name();

    /** Class that gives it its colour. */
    String style();

    /**
     * Values connected; a value that is no number is a gap.
     *
     * @param x ascending, as many as {@code y}
     */
    record Line(String name, String style, double[] x, double[] y) implements Mark {}

    /** Values by themselves. */
    record Dots(String name, String style, double[] x, double[] y) implements Mark {}

    /**
     * Bars from the lower edge, side by side; their widths may differ, so that areas can mean something.
     *
     * @param edges where bars begin and end, one more than {@code y}
     */
    record Bars(String name, String style, double[] edges, double[] y) implements Mark {}

    /** Values of x at which something happened. */
    record Moments(String name, String style, double[] x) implements Mark {}

    /** One value of y over the whole width. */
    record Level(String name, String style, double y) implements Mark {}

    /** A word beside a place. */
    record Note(String text, String style, double x, double y) implements Mark {
        @Override
        public String name() {
            return "";
        }
    }

    /** The outline of a symbol. */
    enum Shape {
        /** Round. */
        CIRCLE,
        /** With four corners. */
        SQUARE,
        /** With three corners. */
        TRIANGLE
    }

    /**
     * Values that are told apart by a shape, not by colour alone, each with a label that keeps clear of all others in the
     * chart. Strong ones choose first, then those of earlier marks.
     *
     * @param filled whether the shape is; else it is an outline
     */
    record Symbols(String name, String style, Shape shape, boolean filled, List<Place> places) implements Mark {
        public Symbols {
            places = List.copyOf(places);
        }
    }

    /**
     * A value with a label.
     *
     * @param label a word or two
     * @param detail shown where one points at it
     * @param strong whether it matters most
     */
    record Place(String label, String detail, double x, double y, boolean strong) {}

    /** Those that a legend lists. */
    static List<Mark> named(List<Mark> marks) {
        return marks.stream().filter(mark -> !mark.name().isEmpty()).toList();
    }
}
