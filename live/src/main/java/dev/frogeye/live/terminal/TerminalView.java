package dev.frogeye.live.terminal;

import dev.frogeye.encoder.Shape;
import dev.frogeye.live.LiveFrame;
import dev.frogeye.live.LiveListener;
import dev.frogeye.live.LiveStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A stream's status and a map of what changes in its picture, drawn in place some times a second. */
public final class TerminalView implements LiveListener, AutoCloseable {
    /** At most eight times a second; more cannot be read. */
    private static final long INTERVAL_MILLIS = 125;

    /** Text beside the map needs as much. */
    private static final int TEXT_COLUMNS = 40;

    private static final int MOST_MAP_COLUMNS = 48;
    private static final int MOST_MAP_ROWS = 12;
    /** The map's frame, the line of the prompt, and a line of what else is written. */
    private static final int OTHER_ROWS = 4;

    private final Supplier<LiveStatus> status;
    private final TerminalStyle style;
    private final Consumer<List<String>> display;
    private final SpikeMap map;
    private Timer timer; // null in tests, which draw themselves
    private boolean isClosed;

    // Of the engine's thread while a picture is wanted, else of the one that draws.
    private volatile boolean isWanted = true;
    private byte[] spikes = new byte[0];
    private Shape shape;

    private TerminalView(Supplier<LiveStatus> status, TerminalStyle style, Consumer<List<String>> display) {
        this.status = status;
        this.style = style;
        this.display = display;
        map = new SpikeMap(
                style,
                Math.max(1, Math.min(MOST_MAP_COLUMNS, style.columns() - 3)),
                Math.max(1, Math.min(MOST_MAP_ROWS, style.rows() - OTHER_ROWS)));
    }

    /**
     * Begins to draw.
     *
     * @param status asked before each drawing, by the thread that draws
     * @param display shows these lines in place of the ones before, such as {@link StatusBlock#show}
     */
    public static TerminalView start(Supplier<LiveStatus> status, TerminalStyle style, Consumer<List<String>> display) {
        TerminalView view = undrawn(status, style, display);
        view.timer = new Timer(view::draw, INTERVAL_MILLIS);
        return view;
    }

    /** Draws when it is told to. */
    static TerminalView undrawn(Supplier<LiveStatus> status, TerminalStyle style, Consumer<List<String>> display) {
        return new TerminalView(status, style, display);
    }

    /** Copies what changed, if the copy before was drawn. Allocates for the first picture of a size only. */
    @Override
    public void accept(LiveFrame frame) {
        if (!isWanted) {
            return;
        }
        shape = frame.inputShape();
        if (spikes.length != shape.pixels()) {
            spikes = new byte[shape.pixels()];
        }
        System.arraycopy(frame.spikes(), 0, spikes, 0, spikes.length);
        isWanted = false;
    }

    synchronized void draw() {
        if (isClosed) {
            return;
        }
        if (!isWanted) {
            map.set(spikes, shape);
            isWanted = true;
        }
        StatusText text = new StatusText(status.get(), style.hasUnicode());
        List<String> lines = lines(text.lines());
        Optional<String> error = text.error();
        int most = Math.max(1, style.rows() - 1) - (error.isPresent() ? 1 : 0);
        List<String> fitting = lines.subList(0, Math.min(most, lines.size()));
        error.ifPresent(line -> fitting.add(cut(line, style.columns() - 1)));
        display.accept(fitting);
    }

    private List<String> lines(List<String> text) {
        List<String> picture = map.lines();
        List<String> lines = new ArrayList<>();
        int beside = style.columns() - 1 - map.width() - 2;
        if (picture.isEmpty() || beside < TEXT_COLUMNS) {
            text.forEach(line -> lines.add(cut(line, style.columns() - 1)));
            if (lines.size() + picture.size() + 1 < style.rows()) {
                lines.addAll(picture);
            }
            return lines;
        }
        String nothing = " ".repeat(map.width());
        for (int i = 0; i < Math.max(picture.size(), text.size()); i++) {
            String left = i < picture.size() ? picture.get(i) : nothing;
            String right = i < text.size() ? cut(text.get(i), beside) : "";
            lines.add((left + "  " + right).stripTrailing());
        }
        return lines;
    }

    private static String cut(String line, int columns) {
        int length = line.codePointCount(0, line.length());
        return length <= columns ? line : line.substring(0, line.offsetByCodePoints(0, Math.max(0, columns)));
    }

    /** Removes the status. */
    @Override
    public void close() {
        if (timer != null) {
            timer.close();
        }
        synchronized (this) {
            if (!isClosed) {
                isClosed = true;
                display.accept(List.of());
            }
        }
    }
}
