package dev.frogeye.comparison.report.chart;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Draws marks as SVG paths in a box of {@link #WIDTH} by {@link #HEIGHT}, which the page stretches. */
final class Drawing {
    static final int WIDTH = 1000;
    static final int HEIGHT = 400;

    /** Points of a line, and of dots: about one for each pixel of a wide screen. */
    private static final int MOST_POINTS = 1000;

    private final Scale xScale;
    private final Scale yScale;
    private final StringBuilder out = new StringBuilder();

    Drawing(Scale xScale, Scale yScale) {
        this.xScale = xScale;
        this.yScale = yScale;
    }

    void grid() {
        StringBuilder path = new StringBuilder();
        for (Scale.Tick tick : yScale.ticks()) {
            path.append('M').append('0').append(' ').append(number(HEIGHT * (1 - tick.position())));
            path.append('H').append(WIDTH);
        }
        if (xScale instanceof Scale.Banded banded) {
            path("band", new StringBuilder(rectangle(0, banded.start()) + rectangle(banded.end(), 1)));
            banded.between().ticks().forEach(tick -> path.append('M')
                    .append(number(WIDTH * banded.within(tick.position())))
                    .append(" 0V")
                    .append(HEIGHT));
        }
        path("grid", path);
    }

    /** Between two shares of the width; nothing if there is nothing between. */
    private static String rectangle(double from, double to) {
        String right = number(WIDTH * to);
        String left = number(WIDTH * from);
        return from == to ? "" : "M" + left + " 0H" + right + "V" + HEIGHT + "H" + left + "z";
    }

    void draw(Mark mark) {
        if (mark instanceof Mark.Line line) {
            path("line " + line.style(), line(line));
        } else if (mark instanceof Mark.Dots dots) {
            path("dots " + dots.style(), dots(dots));
        } else if (mark instanceof Mark.Bars bars) {
            path("bars " + bars.style(), bars(bars));
        } else if (mark instanceof Mark.Moments moments) {
            path("moments " + moments.style(), moments(moments));
        } else if (mark instanceof Mark.Level level) {
            path("line level " + level.style(), new StringBuilder("M0 " + y(level.y()) + "H" + WIDTH));
        }
    }

    /** What a legend shows of it. */
    static String sample(Mark mark) {
        String shape;
        if (mark instanceof Mark.Symbols symbols) {
            shape = "<svg x=\"8\" y=\"5\">" + symbol(symbols, "") + "</svg>";
        } else if (mark instanceof Mark.Dots) {
            shape = path("dots " + mark.style(), "M8 5h.01");
        } else if (mark instanceof Mark.Bars) {
            shape = path("bars " + mark.style(), "M3 0h10v10h-10z");
        } else if (mark instanceof Mark.Moments) {
            shape = path("moments " + mark.style(), "M8 0v10");
        } else if (mark instanceof Mark.Level) {
            shape = path("line level " + mark.style(), "M0 5h16");
        } else {
            shape = path("line " + mark.style(), "M0 5h16");
        }
        return "<svg class=\"sample\" viewBox=\"0 0 16 10\" aria-hidden=\"true\">" + shape + "</svg>";
    }

    /** A symbol around the origin, in pixels: it is not stretched. */
    static String symbol(Mark.Symbols symbols, String escapedTitle) {
        String outline =
                switch (symbols.shape()) {
                    case CIRCLE -> "M-5 0a5 5 0 1 0 10 0a5 5 0 1 0 -10 0z";
                    case SQUARE -> "M-4.5 -4.5h9v9h-9z";
                    case TRIANGLE -> "M0 -5.5l5.5 9.5h-11z";
                };
        String style = "symbol " + symbols.style() + (symbols.filled() ? " filled" : "");
        return "<path class=\"" + style + "\" d=\"" + outline + "\">"
                + (escapedTitle.isEmpty() ? "" : "<title>" + escapedTitle + "</title>") + "</path>";
    }

    private StringBuilder line(Mark.Line line) {
        StringBuilder path = new StringBuilder();
        boolean gap = true;
        for (int i : Decimation.keep(line.y(), MOST_POINTS)) {
            if (Double.isNaN(line.y()[i])) {
                gap = true;
                continue;
            }
            path.append(gap ? 'M' : 'L').append(x(line.x()[i])).append(' ').append(y(line.y()[i]));
            gap = false;
        }
        return path;
    }

    private StringBuilder dots(Mark.Dots dots) {
        StringBuilder path = new StringBuilder();
        int step = Math.max(1, (int) Math.ceil((double) dots.x().length / MOST_POINTS));
        for (int i = 0; i < dots.x().length; i += step) {
            if (!Double.isNaN(dots.x()[i]) && !Double.isNaN(dots.y()[i])) {
                // A stroke without length is a round dot, however the box is stretched.
                path.append('M')
                        .append(x(dots.x()[i]))
                        .append(' ')
                        .append(y(dots.y()[i]))
                        .append("h0");
            }
        }
        return path;
    }

    private StringBuilder bars(Mark.Bars bars) {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < bars.y().length; i++) {
            path.append('M').append(x(bars.edges()[i])).append(' ').append(HEIGHT);
            path.append('V').append(y(bars.y()[i])).append('H').append(x(bars.edges()[i + 1]));
            path.append('V').append(HEIGHT).append('z');
        }
        return path;
    }

    private StringBuilder moments(Mark.Moments moments) {
        StringBuilder path = new StringBuilder();
        int step = Math.max(1, (int) Math.ceil((double) moments.x().length / MOST_POINTS));
        for (int i = 0; i < moments.x().length; i += step) {
            path.append('M').append(x(moments.x()[i])).append(" 0V").append(HEIGHT);
        }
        return path;
    }

    private String x(double value) {
        return number(WIDTH * xScale.at(value));
    }

    private String y(double value) {
        return number(HEIGHT * (1 - yScale.at(value)));
    }

    private void path(String style, StringBuilder data) {
        if (!data.isEmpty()) {
            out.append(path(style, data.toString()));
        }
    }

    private static String path(String style, String data) {
        return "<path class=\"" + style + "\" d=\"" + data + "\"/>";
    }

    static String number(double value) {
        BigDecimal rounded = BigDecimal.valueOf(value).setScale(1, RoundingMode.HALF_EVEN);
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
