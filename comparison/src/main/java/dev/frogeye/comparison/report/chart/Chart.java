package dev.frogeye.comparison.report.chart;

import java.util.List;
import java.util.Locale;

/**
 * A chart.
 *
 * @param id unique within the page
 * @param title what it shows
 * @param description for those who cannot see it: what there is to be seen
 * @param style class that gives it its height
 * @param marks in the order of drawing
 */
public record Chart(
        String id, String title, String description, String style, ChartAxis x, ChartAxis y, List<Mark> marks) {
    public Chart {
        marks = List.copyOf(marks);
    }

    /** The chart as a {@code figure}. */
    public String html() {
        Drawing drawing = new Drawing(x.scale(), y.scale());
        drawing.grid();
        marks.forEach(drawing::draw);
        StringBuilder out = new StringBuilder();
        SymbolLayer symbols = SymbolLayer.of(this);
        List<SymbolLayer.Arrangement> arrangements = symbols.isEmpty() ? List.of() : symbols.arrangements();
        out.append("<figure class=\"chart ").append(style).append('"');
        if (!symbols.isEmpty()) {
            out.append(" style=\"--height:")
                    .append(Drawing.number(Labels.HEIGHT))
                    .append("rem\"");
        }
        out.append("><figcaption><span class=\"title\">");
        out.append(escape(title)).append("</span>").append(legend()).append("</figcaption>");
        out.append("<div class=\"y-title\" aria-hidden=\"true\">")
                .append(escape(y.title()))
                .append("</div>");
        out.append("<div class=\"plot\"><div class=\"y\" aria-hidden=\"true\">");
        for (Scale.Tick tick : y.scale().ticks()) {
            out.append(label("bottom", tick));
        }
        out.append("</div><div class=\"area\">");
        out.append(String.format(
                Locale.ROOT,
                "<svg role=\"img\" aria-labelledby=\"%1$s-t %1$s-d\" viewBox=\"0 0 %2$d %3$d\" preserveAspectRatio=\"none\">",
                id,
                Drawing.WIDTH,
                Drawing.HEIGHT));
        out.append(String.format(Locale.ROOT, "<title id=\"%s-t\">%s</title>", id, escape(title)));
        out.append(String.format(Locale.ROOT, "<desc id=\"%s-d\">%s</desc>", id, escape(description)));
        out.append(drawing).append("</svg>").append(notes());
        if (!symbols.isEmpty()) {
            out.append(symbols.html());
            arrangements.forEach(labels -> out.append(
                    String.format(Locale.ROOT, "<div class=\"labels %s\">%s</div>", style(labels), labels.html())));
        }
        out.append("</div>");
        out.append("<div class=\"x\" aria-hidden=\"true\">");
        for (Scale.Tick tick : x.scale().ticks()) {
            out.append(label("left", tick));
        }
        out.append("</div><div class=\"x-title\" aria-hidden=\"true\">").append(escape(x.title()));
        out.append("</div></div>");
        arrangements.stream()
                .filter(labels -> !labels.leftOut().isEmpty())
                .forEach(labels -> out.append(String.format(
                        Locale.ROOT,
                        "<p class=\"unlabelled %s\">No room to name %s.</p>",
                        style(labels),
                        escape(String.join(", ", labels.leftOut())))));
        return out.append("</figure>").toString();
    }

    private static String style(SymbolLayer.Arrangement labels) {
        return labels.range().name().toLowerCase(Locale.ROOT);
    }

    private String legend() {
        StringBuilder out = new StringBuilder();
        for (Mark mark : Mark.named(marks)) {
            out.append("<li>")
                    .append(Drawing.sample(mark))
                    .append(escape(mark.name()))
                    .append("</li>");
        }
        return out.isEmpty() ? "" : "<ul class=\"legend\">" + out + "</ul>";
    }

    private String notes() {
        StringBuilder out = new StringBuilder();
        for (Mark mark : marks) {
            if (mark instanceof Mark.Note note) {
                double left = x.scale().at(note.x());
                String side = left > 0.5 && note.style().isEmpty() ? " before" : "";
                out.append(String.format(
                        Locale.ROOT,
                        "<span class=\"note %s%s\" style=\"left:%s%%;bottom:%s%%\">%s</span>",
                        note.style(),
                        side,
                        Drawing.number(100 * left),
                        Drawing.number(100 * y.scale().at(note.y())),
                        escape(note.text())));
            }
        }
        return out.toString();
    }

    private static String label(String edge, Scale.Tick tick) {
        return "<span style=\"" + edge + ":" + Drawing.number(100 * tick.position()) + "%\">" + escape(tick.label())
                + "</span>";
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
