package dev.frogeye.benchmark.rivals;

import dev.frogeye.benchmark.KnownNetwork;
import dev.frogeye.comparison.report.chart.Scale;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Time of a frame against what of the features is lost, a panel a network and clip: an SVG file. A page may be light or
 * dark, and its theme need not be the system's, which is all that a picture can ask for: every colour is seen on both.
 */
final class Picture {
    private static final int PANEL_WIDTH = 168;
    private static final int PANEL_HEIGHT = 112;
    private static final int GAP = 16;
    private static final int LEFT = 76;
    private static final int TOP = 64;
    private static final int BOTTOM = 40;
    /** The legend and the axis' caption are as wide as four panels. */
    private static final int LEAST_COLUMNS = 4;

    /** A thousandth lost is as good as nothing, and who loses all of the variation may as well keep a constant. */
    private static final Scale LOST =
            new Scale.Logarithmic(0.001, 1, value -> CellText.plain(value).replaceFirst("^0", ""));

    /** Room above and below the times of a row of panels. */
    private static final double ROOM = 1.25;

    private static final String STYLE = """
            <style>
            text{font:11px system-ui,sans-serif;fill:#6e7781}
            .title{font-weight:600}
            .frame,.grid{fill:none;stroke:#8b949e;stroke-opacity:.35}
            .front{fill:none;stroke:#8b949e;stroke-width:1.5}
            .dense{stroke:#8b949e;stroke-dasharray:4 3}
            .delta{fill:none;stroke:#2f81f7;stroke-width:1.2}
            .delta.dot,.default{fill:#2f81f7;stroke:#2f81f7}
            .int8{fill:#a371f7}
            .live{fill:#d9822b}
            .offline{fill:none;stroke:#d9822b;stroke-width:1.4}
            </style>
            """;

    private final StringBuilder out = new StringBuilder();
    private final Set<String> clips;
    private final Map<KnownNetwork, List<MeasuredClip>> networks;

    private Picture(List<MeasuredClip> measured) {
        clips = measured.stream().map(MarkdownTables::name).collect(Collectors.toCollection(LinkedHashSet::new));
        networks = measured.stream()
                .collect(Collectors.groupingBy(MeasuredClip::network, LinkedHashMap::new, Collectors.toList()));
    }

    /** The file. */
    static String svg(List<MeasuredClip> measured) {
        return new Picture(measured).draw();
    }

    private String draw() {
        int width = LEFT + Math.max(LEAST_COLUMNS, clips.size()) * (PANEL_WIDTH + GAP);
        int height = TOP + networks.size() * (PANEL_HEIGHT + GAP) + BOTTOM;
        out.append(format(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" role=\"img\">\n",
                width, height, width, height));
        out.append("<title>Time of a frame against the share of the features' variation that is lost</title>\n");
        out.append(STYLE);
        legend();
        int column = 0;
        for (String clip : clips) {
            text(x(column++) + PANEL_WIDTH / 2.0, TOP - 8, "middle", "title", clip);
        }
        int row = 0;
        for (Map.Entry<KnownNetwork, List<MeasuredClip>> network : networks.entrySet()) {
            row(row++, network.getKey(), network.getValue());
        }
        text(
                LEFT + (width - LEFT) / 2.0,
                height - 8,
                "middle",
                "",
                "share of the variation lost, 1 - R2 (log); left is better; below .001 drawn at .001");
        return out.append("</svg>\n").toString();
    }

    private void legend() {
        double x = LEFT;
        for (String[] entry : new String[][] {
            {"default", "delta network (large: default)"},
            {"int8", "int8"},
            {"live", "held"},
            {"offline", "offline: features come later"},
            {"dense", "float32"},
            {"front", "not beaten in both"}
        }) {
            switch (entry[0]) {
                case "dense", "front" -> line(entry[0], x - 6, 16, x + 10, 16);
                default -> symbol(entry[0], x, 16);
            }
            text(x + 14, 20, "start", "", entry[1]);
            x += 34 + 6.2 * entry[1].length();
        }
    }

    private void row(int row, KnownNetwork network, List<MeasuredClip> measured) {
        double top = TOP + row * (PANEL_HEIGHT + GAP);
        double least = measured.stream()
                .flatMap(clip -> clip.contenders().stream())
                .mapToDouble(RivalPoint::milliseconds)
                .min()
                .orElse(1);
        double most = measured.stream()
                .flatMap(clip -> clip.contenders().stream())
                .mapToDouble(RivalPoint::milliseconds)
                .max()
                .orElse(least);
        double dense = measured.stream()
                .mapToDouble(MeasuredClip::denseMilliseconds)
                .max()
                .orElse(most);
        Scale time = new Scale.Logarithmic(
                least / ROOM, Math.max(most, dense) * ROOM, value -> format("%s ms", CellText.plain(value)));
        out.append(format("<g transform=\"translate(14 %s) rotate(-90)\">\n", number(top + PANEL_HEIGHT / 2.0)));
        text(0, 0, "middle", "title", network.title());
        out.append("</g>\n");
        for (Scale.Tick tick : time.ticks()) {
            text(LEFT - 6, top + PANEL_HEIGHT * (1 - tick.position()) + 4, "end", "", tick.label());
        }
        for (MeasuredClip clip : measured) {
            int column = List.copyOf(clips).indexOf(MarkdownTables.name(clip));
            panel(clip, x(column), top, time);
            if (row == networks.size() - 1) {
                ticks(x(column), top + PANEL_HEIGHT + 14);
            }
        }
    }

    /** Below a panel; those at its edges keep off the next one's. */
    private void ticks(double left, double y) {
        for (Scale.Tick tick : LOST.ticks()) {
            String anchor = tick.position() < 0.1 ? "start" : tick.position() > 0.9 ? "end" : "middle";
            text(left + PANEL_WIDTH * tick.position(), y, anchor, "", tick.label());
        }
    }

    private void panel(MeasuredClip clip, double left, double top, Scale time) {
        out.append(format(
                "<g transform=\"translate(%s %s)\"><title>%s, %s</title>\n",
                number(left), number(top), clip.network().title(), escaped(MarkdownTables.name(clip))));
        out.append(format("<rect class=\"frame\" width=\"%d\" height=\"%d\"/>\n", PANEL_WIDTH, PANEL_HEIGHT));
        LOST.ticks()
                .forEach(tick ->
                        line("grid", PANEL_WIDTH * tick.position(), 0, PANEL_WIDTH * tick.position(), PANEL_HEIGHT));
        double dense = PANEL_HEIGHT * (1 - time.at(clip.denseMilliseconds()));
        line("dense", 0, dense, PANEL_WIDTH, dense);
        polyline("front", Front.of(clip.contenders()), time);
        polyline(
                "delta",
                clip.contenders().stream()
                        .filter(contender -> contender.threshold().isPresent())
                        .sorted(Comparator.comparingDouble(
                                contender -> contender.threshold().orElseThrow()))
                        .toList(),
                time);
        for (RivalPoint contender : clip.contenders()) {
            if (!Double.isNaN(contender.r2())) {
                symbol(style(contender), px(contender), py(contender, time));
            }
        }
        out.append("</g>\n");
    }

    private static String style(RivalPoint contender) {
        if (contender.isDelta()) {
            return contender.name().equals(RivalPoint.DEFAULT) ? "default" : "delta dot";
        }
        if (contender.name().equals(RivalPoint.INT8)) {
            return "int8";
        }
        return contender.isLive() ? "live" : "offline";
    }

    private void symbol(String style, double x, double y) {
        if (style.equals("int8")) {
            out.append(format(
                    "<rect class=\"int8\" x=\"%s\" y=\"%s\" width=\"8\" height=\"8\"/>", number(x - 4), number(y - 4)));
            return;
        }
        String radius =
                switch (style) {
                    case "default" -> "5";
                    case "delta dot" -> "2.2";
                    default -> "3.2";
                };
        out.append(format("<circle class=\"%s\" cx=\"%s\" cy=\"%s\" r=\"%s\"/>", style, number(x), number(y), radius));
    }

    private void polyline(String style, List<RivalPoint> contenders, Scale time) {
        String points = contenders.stream()
                .filter(contender -> !Double.isNaN(contender.r2()))
                .map(contender -> number(px(contender)) + "," + number(py(contender, time)))
                .collect(Collectors.joining(" "));
        out.append(format("<polyline class=\"%s\" points=\"%s\"/>\n", style, points));
    }

    private void line(String style, double x1, double y1, double x2, double y2) {
        out.append(format(
                "<path class=\"%s\" d=\"M%s %sL%s %s\"/>\n", style, number(x1), number(y1), number(x2), number(y2)));
    }

    private void text(double x, double y, String anchor, String style, String text) {
        out.append(format(
                "<text x=\"%s\" y=\"%s\" text-anchor=\"%s\"%s>%s</text>\n",
                number(x), number(y), anchor, style.isEmpty() ? "" : " class=\"" + style + "\"", escaped(text)));
    }

    /** The name of a clip may hold anything. */
    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }

    private static double x(int column) {
        return LEFT + column * (PANEL_WIDTH + GAP);
    }

    private static double px(RivalPoint contender) {
        return PANEL_WIDTH * LOST.at(1 - contender.r2());
    }

    private static double py(RivalPoint contender, Scale time) {
        return PANEL_HEIGHT * (1 - time.at(contender.milliseconds()));
    }

    private static String number(double value) {
        return format("%.1f", value).replaceFirst("\\.0$", "");
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
