package dev.frogeye.cli.text;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.frogeye.catalogue.CatalogueEntry;
import dev.frogeye.catalogue.PullListener;
import java.util.Locale;
import java.util.function.Consumer;

/** Shows how much of a model is here; the thread that downloads it calls this. */
public final class PullProgress implements PullListener, AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final double NANOS = 1e9;

    private final ProgressMode mode;
    private final Session session;
    private final CatalogueEntry entry;
    private final Consumer<String> notes;
    private long firstNanos = -1;
    private long firstBytes;
    private long shownNanos;
    private long bytes;

    /**
     * A display that shows nothing yet.
     *
     * @param mode any but AUTO
     * @param notes gets lines for the user
     */
    public PullProgress(ProgressMode mode, Session session, CatalogueEntry entry, Consumer<String> notes) {
        this.mode = mode;
        this.session = session;
        this.entry = entry;
        this.notes = notes;
    }

    /** Whether anything came. */
    public boolean received() {
        return firstNanos >= 0;
    }

    @Override
    public void progress(long now) {
        long nanos = System.nanoTime();
        if (firstNanos < 0) {
            firstNanos = nanos;
            firstBytes = now;
            shownNanos = nanos;
        }
        bytes = now;
        if (nanos - shownNanos >= intervalMillis() * 1_000_000) {
            shownNanos = nanos;
            show((nanos - firstNanos) / NANOS, false);
        }
    }

    @Override
    public void note(String line) {
        notes.accept(line);
    }

    private long intervalMillis() {
        return switch (mode) {
            case AUTO, NONE -> Long.MAX_VALUE / 1_000_000;
            case BAR -> 250;
            case JSON -> 1_000;
            case PLAIN -> 10_000;
        };
    }

    private void show(double seconds, boolean finished) {
        double perSecond = seconds > 0 ? Math.max(0, bytes - firstBytes) / seconds : 0;
        switch (mode) {
            case AUTO, NONE -> {}
            case BAR -> session.statusLine().show(Printable.cut(text(perSecond), Math.max(1, session.columns() - 1)));
            case PLAIN -> session.err().println(text(perSecond));
            case JSON ->
                session.err()
                        .println(JSON.createObjectNode()
                                .put("model", entry.name())
                                .put("bytes", bytes)
                                .put("total_bytes", entry.bytes())
                                .put("bytes_per_second", Math.round(perSecond))
                                .put("finished", finished));
        }
    }

    private String text(double perSecond) {
        String left = perSecond > 0 ? "  ETA " + ProgressText.duration((entry.bytes() - bytes) / perSecond) : "";
        return String.format(
                        Locale.ROOT,
                        "%s  %3d %%  %.1f of %.1f MB  %.1f MB/s",
                        entry.name(),
                        100 * bytes / entry.bytes(),
                        bytes / 1e6,
                        entry.bytes() / 1e6,
                        perSecond / 1e6)
                + left;
    }

    /** Removes what is shown. */
    @Override
    public void close() {
        if (mode == ProgressMode.BAR) {
            session.statusLine().hide();
        }
        if (mode == ProgressMode.JSON && received()) {
            show((System.nanoTime() - firstNanos) / NANOS, true);
        }
    }
}
