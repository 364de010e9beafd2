package dev.frogeye.live.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frogeye.encoder.Shape;
import dev.frogeye.live.sink.TestFrames;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TerminalViewTest {
    private static final TerminalStyle PLAIN = new TerminalStyle(80, 24, false, true);

    private final TestFrames frame = TestFrames.ofInput(new Shape(24, 24, 3));
    private final List<List<String>> shown = new ArrayList<>();

    @Test
    void theMapIsBesideTheText() {
        TerminalView view = TerminalView.undrawn(Statuses::running, PLAIN, shown::add);
        view.draw();
        assertThat(shown.get(0).get(0)).as("no picture yet").isEqualTo("front door");
        frame.spikes()[0] = 1;
        view.accept(frame);
        view.draw();
        assertThat(shown.get(1))
                .hasSize(15)
                .endsWith("! the camera was [31m gone for a while")
                .startsWith(
                        "┌────────────────────────┐  front door",
                        "│▀                       │  live  1:02:34  1 reconnects",
                        "│                        │  frames/s in 30.0  processed 29.8  dropped 0.2",
                        "│                        │  latency  p50 12.4  p95 20.1  p99 31.0 ms",
                        "│                        │  macs     █▏············ 7.9 % of dense, 12.7x less")
                .allMatch(line -> line.length() < 80);
    }

    @Test
    void theNewestPictureAfterADrawingIsShownNext() {
        TerminalView view = TerminalView.undrawn(Statuses::running, PLAIN, shown::add);
        frame.spikes()[0] = 1;
        view.accept(frame);
        view.draw();
        frame.spikes()[0] = 0;
        frame.spikes()[1] = 1;
        view.accept(frame);
        view.draw();
        assertThat(shown.get(1).get(1)).startsWith("│ ▀ ");
    }

    @Test
    void aNarrowTerminalHasTheMapBelowAndALowOneNone() {
        frame.spikes()[0] = 1;
        for (TerminalStyle style :
                List.of(new TerminalStyle(30, 40, false, true), new TerminalStyle(30, 12, false, true))) {
            TerminalView view = TerminalView.undrawn(Statuses::running, style, shown::add);
            view.accept(frame);
            view.draw();
        }
        assertThat(shown.get(0)).hasSize(11 + 14 + 1).allMatch(line -> line.length() < 30);
        assertThat(shown.get(0).get(11)).startsWith("┌──");
        assertThat(shown.get(1)).hasSize(11).last().asString().startsWith("! the");
    }

    @Test
    void whatIsDrawnFitsAnyTerminal() {
        for (int columns = 1; columns < 120; columns += 7) {
            for (int rows = 1; rows < 40; rows += 5) {
                TerminalView view = TerminalView.undrawn(
                        Statuses::running, new TerminalStyle(columns, rows, false, true), shown::add);
                view.accept(frame);
                view.draw();
                int most = columns;
                assertThat(shown.get(shown.size() - 1))
                        .hasSizeLessThanOrEqualTo(Math.max(1, rows - 1))
                        .allMatch(line -> line.length() <= Math.max(most, 3));
            }
        }
    }

    @Test
    void itDrawsByItselfUntilItIsClosed() throws Exception {
        BlockingQueue<List<String>> drawn = new LinkedBlockingQueue<>();
        TerminalView view = TerminalView.start(Statuses::running, PLAIN, drawn::add);
        assertThat(drawn.poll(30, TimeUnit.SECONDS)).contains("front door");
        view.close();
        view.close();
        view.draw();
        List<List<String>> rest = new ArrayList<>();
        drawn.drainTo(rest);
        assertThat(rest.get(rest.size() - 1)).isEmpty();
        assertThat(rest.stream().filter(List::isEmpty)).hasSize(1);
    }

    @Test
    void aFrameAllocatesNothing() {
        com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        TerminalView view = TerminalView.undrawn(Statuses::running, PLAIN, lines -> {});
        long allocated = Long.MAX_VALUE;
        for (int round = 0; round < 400 && allocated > 0; round++) {
            view.draw();
            long before = threads.getCurrentThreadAllocatedBytes();
            view.accept(frame);
            view.accept(frame);
            allocated = threads.getCurrentThreadAllocatedBytes() - before;
        }
        assertThat(allocated).as("bytes for two frames, warm").isZero();
    }

    @Test
    void withoutATerminalThereIsALineNowAndThenAndOneAtTheEnd() throws Exception {
        BlockingQueue<String> lines = new LinkedBlockingQueue<>();
        try (PlainView view = PlainView.start(Statuses::running, lines::add, Duration.ofMillis(1))) {
            assertThat(lines.poll(30, TimeUnit.SECONDS)).startsWith("front door live 1:02:34: 30.0 frames/s in");
            assertThat(view).isNotNull();
        }
        List<String> last = new ArrayList<>();
        PlainView untold = PlainView.untold(Statuses::connecting, last::add);
        untold.close();
        untold.close();
        assertThat(last).hasSize(1);
    }
}
