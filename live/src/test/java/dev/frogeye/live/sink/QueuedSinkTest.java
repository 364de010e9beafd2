package dev.frogeye.live.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.frogeye.export.table.FeatureRow;
import dev.frogeye.export.table.OutputException;
import dev.frogeye.live.LiveSink;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;

class QueuedSinkTest {
    private static final int ROUND = 100;
    private static final int ROUNDS = 400;

    private final TestFrames frames = TestFrames.ofVectors(64);

    @Test
    void rowsComeOutInTheirOrderAndAreCopies() throws Exception {
        Gate gate = new Gate();
        LiveSink sink = QueuedSink.start("cam0", frames.table, gate);
        frames.give(sink, 100);
        gate.open.release(100);
        sink.close(Eventually.LONG);
        assertThat(gate.vectors).hasSize(100);
        for (int i = 0; i < 100; i++) {
            assertThat(gate.vectors.get(i)).isEqualTo(frames.vector(i, 0));
        }
        assertThat(gate.isFinished).isTrue();
        assertThat(gate.isReleased).isTrue();
    }

    @Test
    void whatFindsTheQueueFullIsLeftOutAndCounted() throws Exception {
        Gate gate = new Gate();
        LiveSink sink = QueuedSink.start("cam0", frames.table, gate);
        frames.give(sink, 1000);
        assertThat(sink.unwritten()).isEqualTo(1000 - 256);
        gate.open.release(256);
        Eventually.holds("room again", () -> sink.written() == 256);
        frames.give(sink, 1);
        gate.open.release();
        sink.close(Eventually.LONG);
        assertThat(sink.written()).isEqualTo(257);
        assertThat(sink.unwritten()).isEqualTo(1000 - 256);
        assertThat(gate.vectors.get(256)).isEqualTo(frames.vector(1000, 0));
    }

    @Test
    void whatComesAfterTheEndIsCountedToo() throws Exception {
        Gate gate = new Gate();
        LiveSink sink = QueuedSink.start("cam0", frames.table, gate);
        sink.end();
        frames.give(sink, 3);
        sink.close();
        sink.close();
        assertThat(sink.unwritten()).isEqualTo(3);
    }

    @Test
    void patienceCountsFromTheEnd() throws Exception {
        Gate gate = new Gate();
        LiveSink sink = QueuedSink.start("cam0", frames.table, gate);
        frames.give(sink, 5);
        gate.open.release(2);
        Eventually.holds("two", () -> sink.written() == 2);
        sink.end();
        sink.close(Duration.ZERO);
        assertThat(sink.written()).isEqualTo(2);
        assertThat(sink.unwritten()).isEqualTo(3);
        assertThat(gate.isFinished).isFalse();
        assertThat(gate.isReleased).isTrue();
    }

    @Test
    void closingByAnInterruptedThreadCompletesWhatItCanAndKeepsItInterrupted() throws Exception {
        Gate gate = new Gate();
        gate.open.release(1);
        LiveSink sink = QueuedSink.start("cam0", frames.table, gate);
        frames.give(sink, 1);
        Thread.currentThread().interrupt();
        sink.close(Eventually.LONG);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(sink.written()).isOne();
        assertThat(gate.isFinished).isTrue();
    }

    @Test
    void closingByAnInterruptedThreadGivesUpSoonAndKeepsItInterrupted() throws Exception {
        Gate gate = new Gate();
        LiveSink sink = QueuedSink.start("cam0", frames.table, gate);
        frames.give(sink, 1);
        Thread.currentThread().interrupt();
        sink.close(Eventually.LONG);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(sink.unwritten()).isOne();
    }

    @Test
    void whatWasWrittenToAFileThatIsDiscardedIsNotWritten() throws Exception {
        Gate gate = new Gate();
        gate.atRisk = 2;
        LiveSink sink = QueuedSink.start("cam0", frames.table, gate);
        frames.give(sink, 5);
        gate.open.release(3);
        Eventually.holds("three", () -> sink.written() == 3);
        gate.failure = OutputException.ofStream(new IOException("No space left on device"));
        gate.open.release();
        Eventually.holds("failed", () -> sink.unwritten() == 4);
        assertThat(sink.written()).isOne();
        assertThatExceptionOfType(OutputException.class).isThrownBy(sink::check).matches(OutputException::isDiskFull);
        assertThatExceptionOfType(OutputException.class).isThrownBy(sink::close);
    }

    @Test
    void aMistakeOfOursIsNotKeptSecret() throws Exception {
        Gate gate = new Gate();
        gate.mistake = new IllegalStateException("a mistake");
        LiveSink sink = QueuedSink.start("cam0", frames.table, gate);
        frames.give(sink, 1);
        gate.open.release();
        Eventually.holds("failed", () -> sink.unwritten() == 1);
        assertThatThrownBy(sink::check).isSameAs(gate.mistake);
    }

    @Test
    void aFrameAllocatesNothingInTheThreadOfTheEngine() throws Exception {
        com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        Gate gate = new Gate();
        gate.keeps = false;
        gate.open.release(Integer.MAX_VALUE);
        LiveSink sink = QueuedSink.start("cam0", frames.table, gate);
        frames.next();
        long allocated = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS && allocated > 0; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < ROUND; i++) {
                sink.accept(frames);
            }
            allocated = threads.getCurrentThreadAllocatedBytes() - before;
        }
        assertThat(allocated).as("bytes for %d frames, warm", ROUND).isZero();
        sink.close();
    }

    /** Writes a row for each time that it is opened. */
    private static final class Gate implements RowOutput {
        final Semaphore open = new Semaphore(0);
        final List<float[]> vectors = new ArrayList<>();
        volatile OutputException failure;
        volatile RuntimeException mistake;
        volatile boolean isFinished;
        volatile boolean isReleased;
        boolean keeps = true;
        long atRisk;

        @Override
        public void open() {}

        @Override
        public void write(FeatureRow row) throws OutputException {
            try {
                open.acquire();
            } catch (InterruptedException e) {
                throw OutputException.ofStream(new IOException(e));
            }
            if (failure != null) {
                throw failure;
            }
            if (mistake != null) {
                throw mistake;
            }
            if (keeps) {
                vectors.add(row.feature(0).clone());
            }
        }

        @Override
        public void idle() {}

        @Override
        public void finish() {
            isFinished = true;
        }

        @Override
        public long unfinished() {
            return isFinished ? 0 : atRisk;
        }

        @Override
        public void release() {
            isReleased = true;
        }
    }
}
