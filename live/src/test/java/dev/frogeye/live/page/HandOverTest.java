package dev.frogeye.live.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** What goes from the engine's thread to the page's. */
class HandOverTest {
    @Test
    void newestValueIsTakenWholeAndOnce() throws InterruptedException {
        TripleBuffer<long[]> buffer = new TripleBuffer<>(() -> new long[64]);
        AtomicBoolean isOver = new AtomicBoolean();
        Thread writer = new Thread(() -> {
            for (long n = 1; n <= 200_000; n++) {
                Arrays.fill(buffer.back(), n);
                buffer.publish();
            }
            isOver.set(true);
        });
        writer.start();
        long last = 0;
        while (last < 200_000) {
            boolean wasOver = isOver.get();
            if (buffer.advance()) {
                long[] value = buffer.front();
                assertThat(value[0]).isGreaterThan(last);
                for (long each : value) {
                    assertThat(each).isEqualTo(value[0]);
                }
                last = value[0];
            } else {
                assertThat(wasOver && last < 200_000).isFalse();
            }
        }
        writer.join();
        assertThat(buffer.advance()).isFalse();
    }

    @Test
    void framesComeInOrderAndThoseWithoutRoomAreCounted() {
        SyntheticStream stream = new SyntheticStream();
        FrameRing ring = new FrameRing();
        List<Long> seen = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            stream.step();
            ring.add(stream);
            if (i == 9 || i == 39) {
                ring.drain(frame -> seen.add(frame.frameIndex()));
            }
        }

        assertThat(seen).hasSize(26).isSorted().startsWith(0L, 1L).endsWith(24L, 25L);
        assertThat(ring.leftOut()).isEqualTo(14);
    }
}
