package dev.frogeye.cli.text;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.frogeye.batch.Progress;
import java.util.Locale;

/**
 * What is shown of a run's progress.
 *
 * @param framesPerSecond of late
 * @param timesRealTime seconds of video a second, of late
 */
public record ProgressText(Progress progress, double framesPerSecond, double timesRealTime) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int BAR = 20;
    /** Below this the figures need the room. */
    private static final int ROOM_FOR_BAR = 70;

    /** One line that fits into {@code columns}. */
    public String bar(int columns) {
        StringBuilder line = new StringBuilder();
        if (columns >= ROOM_FOR_BAR) {
            int filled = (int) Math.floor(BAR * share());
            line.append('[').append("=".repeat(filled));
            line.append(filled < BAR ? ">" + " ".repeat(BAR - filled - 1) : "").append("] ");
        }
        line.append(
                format("%3d %%  %s  %s fps  %s", (int) (100 * share()), position(), rate(framesPerSecond), realTime()));
        line.append(format("x  %.1f %% of MACs", 100 * progress.macShare()));
        if (progress.failed() > 0) {
            line.append("  ").append(progress.failed()).append(" failed");
        }
        progress.secondsLeft().ifPresent(left -> line.append("  ETA ").append(duration(left)));
        // In the last column some terminals begin a new line. The name comes last, where it may be cut off.
        return Printable.cut((line + "  " + names()).stripTrailing(), columns - 1);
    }

    /** The same in words. */
    public String sentence() {
        String failed = progress.failed() == 0 ? "" : ", " + progress.failed() + " failed";
        String left = progress.secondsLeft().isEmpty()
                ? ""
                : ", about " + duration(progress.secondsLeft().getAsDouble()) + " left";
        return "file " + position() + (names().isEmpty() ? "" : " (" + names() + ")") + ": " + figures() + failed
                + left;
    }

    /** What a run came to; the rates are those of the whole run then. */
    public String summary() {
        int extracted = progress.done() - progress.failed() - progress.skipped();
        return format("%d of %d files", extracted, progress.files())
                + (progress.skipped() == 0 ? "" : ", " + progress.skipped() + " skipped")
                + (progress.failed() == 0 ? "" : ", " + progress.failed() + " failed")
                + " in " + duration(progress.seconds()) + ": " + figures();
    }

    private String figures() {
        return format("%,d frames, %s frames/s, ", progress.frames(), rate(framesPerSecond))
                + format("%s times real time, ", realTime())
                + format("%.1f %% of the frame-by-frame multiply-adds", 100 * progress.macShare());
    }

    /** One object, on one line. */
    public String json(boolean finished) {
        ObjectNode object = JSON.createObjectNode()
                .put("files", progress.files())
                .put("done", progress.done())
                .put("failed", progress.failed())
                .put("skipped", progress.skipped());
        progress.running().forEach(object.putArray("running")::add);
        object.put("frames", progress.frames())
                .put("fps", rounded(framesPerSecond))
                .put("times_real_time", rounded(timesRealTime))
                .put("macs", progress.macs())
                .put("macs_dense", progress.macsDense())
                .put("seconds", rounded(progress.seconds()));
        progress.secondsLeft()
                .ifPresentOrElse(
                        left -> object.put("seconds_left", rounded(left)), () -> object.putNull("seconds_left"));
        return object.put("finished", finished).toString();
    }

    /** The part of the run that is over: by time as soon as that can be estimated, else by files. */
    private double share() {
        double share = progress.files() == 0 ? 0 : (double) progress.done() / progress.files();
        if (progress.done() < progress.files() && progress.secondsLeft().isPresent()) {
            double total = progress.seconds() + progress.secondsLeft().getAsDouble();
            share = total > 0 ? progress.seconds() / total : 0;
        }
        return Math.max(0, Math.min(1, share));
    }

    /** Which file of how many. */
    private String position() {
        return Math.min(progress.files(), progress.done() + progress.running().size()) + "/" + progress.files();
    }

    private String names() {
        return Printable.line(String.join(", ", progress.running()));
    }

    private String realTime() {
        return rate(timesRealTime);
    }

    private static String rate(double perSecond) {
        return format(perSecond < 10 ? "%.1f" : "%,.0f", perSecond);
    }

    private static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }

    /** Hours, minutes and seconds, as a clock shows them. */
    static String duration(double seconds) {
        long whole = Math.round(seconds);
        return whole < 3600
                ? format("%d:%02d", whole / 60, whole % 60)
                : format("%d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60);
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
