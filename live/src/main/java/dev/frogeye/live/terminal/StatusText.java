package dev.frogeye.live.terminal;

import dev.frogeye.live.LiveStatus;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** A stream's status in words and figures. What is not known yet is a dash. */
record StatusText(LiveStatus status, boolean hasUnicode) {
    private static final int BAR = 14;
    /** Blocks of one eighth of a character to eight. */
    private static final String EIGHTHS = "▏▎▍▌▋▊▉█";

    private static final int BUSIEST = 3;

    /** A few lines, which fit beside a map into a usual terminal. */
    List<String> lines() {
        LiveStatus.Frames frames = status.frames();
        LiveStatus.Rates rates = status.rates();
        LiveStatus.Latency latency = status.latency();
        List<String> lines = new ArrayList<>();
        lines.add(printable(status.source()));
        lines.add(connection() + "  " + uptime() + count(frames.reconnects(), "reconnects"));
        lines.add("frames/s in " + figure(rates.captured()) + "  processed " + figure(rates.processed()) + "  dropped "
                + figure(rates.dropped()));
        lines.add("latency  p50 " + figure(latency.p50()) + "  p95 " + figure(latency.p95()) + "  p99 "
                + figure(latency.p99()) + " ms");
        lines.add("macs     " + bar(macShare()) + " " + percent(macShare()) + " of dense" + times());
        lines.add("changed  " + percent(status.cost().changeRatio()) + "  thresholds "
                + format("%s and %s levels", status.threshold(), status.pixelThreshold()));
        if (status.driftCosine().isPresent()) {
            lines.add("drift    " + format("cosine %.5f", status.driftCosine().getAsDouble()));
        }
        if (!status.layers().isEmpty()) {
            lines.add("busiest  " + busiest());
        }
        lines.add("in all   " + format("%,d processed  %,d dropped", frames.processed(), frames.dropped()));
        lines.add("emitted  " + format("%,d", frames.emitted()) + count(frames.unwritten(), "of them not written"));
        lines.add("memory   " + memory());
        return lines;
    }

    /** What last went wrong, as a line of its own. */
    Optional<String> error() {
        return status.lastError().map(error -> "! " + printable(error));
    }

    /** One line, to be read in a log. */
    String sentence() {
        LiveStatus.Frames frames = status.frames();
        LiveStatus.Rates rates = status.rates();
        LiveStatus.Latency latency = status.latency();
        String text = printable(status.source()) + " " + connection() + " " + uptime() + ": "
                + figure(rates.captured()) + " frames/s in, " + figure(rates.processed()) + " processed, "
                + figure(rates.dropped()) + " dropped" + format(" (%,d in all); ", frames.dropped())
                + "latency p50 " + figure(latency.p50()) + ", p95 " + figure(latency.p95()) + ", p99 "
                + figure(latency.p99()) + " ms; changed "
                + percent(status.cost().changeRatio()) + ", "
                + percent(macShare()) + " of the frame-by-frame multiply-adds";
        if (status.driftCosine().isPresent()) {
            text += format(", drift cosine %.5f", status.driftCosine().getAsDouble());
        }
        if (frames.unwritten() > 0) {
            text += format("; %,d of %,d emitted frames not written", frames.unwritten(), frames.emitted());
        }
        if (frames.reconnects() > 0) {
            text += format("; %,d reconnects", frames.reconnects());
        }
        return text + status.lastError().map(error -> "; " + printable(error)).orElse("");
    }

    private String connection() {
        return status.connection().name().toLowerCase(Locale.ROOT);
    }

    private String uptime() {
        long seconds = status.uptimeMillis() / 1000;
        return format("%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }

    /** Multiply-adds against those of the frame-by-frame network. */
    private double macShare() {
        long dense = status.cost().macsDense();
        return dense == 0 ? Double.NaN : status.cost().macs() / dense;
    }

    private String times() {
        double share = macShare();
        return share > 0 && share < 1 ? format(", %.1fx less", 1 / share) : "";
    }

    private String bar(double share) {
        double filled = Double.isNaN(share) ? 0 : Math.max(0, Math.min(1, share)) * BAR;
        int whole = (int) filled;
        if (!hasUnicode) {
            int marks = (int) Math.ceil(filled);
            return "#".repeat(marks) + ".".repeat(BAR - marks);
        }
        int eighths = (int) Math.ceil((filled - whole) * EIGHTHS.length());
        String part = eighths == 0 ? "" : EIGHTHS.substring(eighths - 1, eighths);
        return "█".repeat(whole) + part + "·".repeat(BAR - whole - part.length());
    }

    private String busiest() {
        return status.layers().stream()
                .sorted(Comparator.comparingDouble(LiveStatus.Layer::density).reversed())
                .limit(BUSIEST)
                .map(layer -> printable(layer.name()) + " " + percent(layer.density()))
                .collect(Collectors.joining("  "));
    }

    private String memory() {
        LiveStatus.Memory memory = status.memory();
        return format("%,d MB heap", memory.heap() >> 20)
                + (memory.resident() == 0 ? "" : format("  %,d MB in all", memory.resident() >> 20));
    }

    private static String count(long number, String what) {
        return number == 0 ? "" : format("  %,d %s", number, what);
    }

    private static String figure(double value) {
        return Double.isFinite(value) ? format("%.1f", value) : "-";
    }

    private static String percent(double share) {
        return Double.isFinite(share) ? format("%.1f %%", 100 * share) : "-";
    }

    /** Text from outside on one line, without control sequences. */
    private String printable(String text) {
        String line = text.replaceAll("[\\p{Cntrl}\\p{Cf}\\u2028\\u2029]+", " ").strip();
        return hasUnicode ? line : line.replaceAll("[^\\x20-\\x7e]", "?");
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
