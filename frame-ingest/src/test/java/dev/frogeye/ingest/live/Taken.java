package dev.frogeye.ingest.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frogeye.ingest.NumberedClip;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** What was taken of a frame with a number in its picture. */
record Taken(int number, long index, long ptsMicros, boolean restarts) {
    static Taken of(CapturedFrame frame) {
        return new Taken(
                NumberedClip.read(frame.picture()),
                frame.picture().index(),
                frame.picture().ptsMicros(),
                frame.restarts());
    }

    /** Takes frames until one is as wanted, that one included. */
    static List<Taken> until(LiveSource source, Predicate<Taken> wanted) throws IOException, InterruptedException {
        List<Taken> frames = new ArrayList<>();
        CapturedFrame frame = new CapturedFrame();
        do {
            assertThat(source.take(frame)).isTrue();
            frames.add(of(frame));
        } while (!wanted.test(frames.get(frames.size() - 1)));
        return frames;
    }

    static List<Taken> all(LiveSource source) throws IOException, InterruptedException {
        List<Taken> frames = new ArrayList<>();
        CapturedFrame frame = new CapturedFrame();
        while (source.take(frame)) {
            frames.add(of(frame));
        }
        return frames;
    }

    static void assertAddsUp(LiveCounters counters) {
        assertThat(counters.captured()).isEqualTo(counters.taken() + counters.dropped() + counters.waiting());
    }
}
