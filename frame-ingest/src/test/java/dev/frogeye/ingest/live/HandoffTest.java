package dev.frogeye.ingest.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class HandoffTest {
    private final CapturedFrame in = new CapturedFrame();
    private final CapturedFrame out = new CapturedFrame();

    private boolean offer(Handoff handoff, boolean restarts) throws InterruptedException {
        in.picture().resize(1, 1);
        in.stamp(0, 0, restarts, 0, 0);
        return handoff.offer(in);
    }

    private List<Long> take(Handoff handoff, int count) throws IOException, InterruptedException {
        List<Long> indices = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            assertThat(handoff.take(out)).isTrue();
            indices.add(out.picture().index());
        }
        return indices;
    }

    @Test
    void theLatestFrameWins() throws Exception {
        Handoff handoff = new Handoff("a", Policy.LATEST, 1);
        for (int i = 0; i < 5; i++) {
            offer(handoff, false);
        }
        assertThat(take(handoff, 1)).containsExactly(4L);
        LiveCounters counters = handoff.counters();
        assertThat(counters.captured()).isEqualTo(5);
        assertThat(counters.taken()).isEqualTo(1);
        assertThat(counters.dropped()).isEqualTo(4);
        assertThat(counters.waiting()).isZero();
    }

    @Test
    void theOldestOfSeveralIsDropped() throws Exception {
        Handoff handoff = new Handoff("a", Policy.LATEST, 3);
        for (int i = 0; i < 5; i++) {
            offer(handoff, false);
        }
        assertThat(take(handoff, 3)).containsExactly(2L, 3L, 4L);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void aRestartOfADroppedFrameIsOwedByTheNextOne(int queue) throws Exception {
        Handoff handoff = new Handoff("a", Policy.LATEST, queue);
        offer(handoff, true);
        for (int i = 0; i < 4; i++) {
            offer(handoff, false);
        }
        handoff.take(out);
        assertThat(out.restarts()).isTrue();
        offer(handoff, false);
        for (int i = 0; i < queue; i++) {
            if (handoff.counters().waiting() > 0) {
                handoff.take(out);
                assertThat(out.restarts()).isFalse();
            }
        }
    }

    @Test
    void aRestartOfAFrameLeftOutIsOwedByTheNextOne() throws Exception {
        Handoff handoff = new Handoff("a", Policy.LATEST, 1);
        handoff.leaveOut(true);
        handoff.leaveOut(false);
        offer(handoff, false);
        assertThat(take(handoff, 1)).containsExactly(2L);
        assertThat(out.restarts()).isTrue();
        assertThat(handoff.counters().dropped()).isEqualTo(2);
        offer(handoff, false);
        handoff.take(out);
        assertThat(out.restarts()).isFalse();
    }

    @Test
    void fallingBehindFailsOnceWhatWaitedIsTaken() throws Exception {
        Handoff handoff = new Handoff("cam", Policy.FAIL, 2);
        assertThat(offer(handoff, false)).isTrue();
        assertThat(offer(handoff, false)).isTrue();
        assertThat(offer(handoff, false)).isFalse();
        assertThat(take(handoff, 2)).containsExactly(0L, 1L);
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> handoff.take(out))
                    .isInstanceOfSatisfying(LiveSourceException.class, e -> assertThat(e.kind())
                            .isEqualTo(LiveSourceException.Kind.BEHIND))
                    .hasMessageContaining("cam")
                    .hasMessageContaining("--max-fps");
        }
        Taken.assertAddsUp(handoff.counters());
    }

    @Test
    void blockingDropsNothing() throws Exception {
        Handoff handoff = new Handoff("a", Policy.BLOCK, 2);
        Thread grabber = new Thread(() -> {
            try {
                for (int i = 0; i < 500; i++) {
                    offer(handoff, false);
                }
                handoff.end();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        grabber.start();
        assertThat(take(handoff, 500)).isSorted().doesNotHaveDuplicates();
        assertThat(handoff.take(out)).isFalse();
        assertThat(handoff.take(out)).isFalse();
        assertThat(handoff.counters().dropped()).isZero();
    }

    @Test
    void theCountsAddUpAtEveryMoment() throws Exception {
        Handoff handoff = new Handoff("a", Policy.LATEST, 2);
        CountDownLatch done = new CountDownLatch(1);
        Thread grabber = new Thread(() -> {
            Random random = new Random(3);
            try {
                for (int i = 0; i < 20_000; i++) {
                    if (random.nextInt(4) == 0) {
                        handoff.leaveOut(false);
                    } else {
                        offer(handoff, random.nextInt(10) == 0);
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                handoff.end();
                done.countDown();
            }
        });
        Thread taker = new Thread(() -> {
            try {
                long last = -1;
                while (handoff.take(out)) {
                    assertThat(out.picture().index()).isGreaterThan(last);
                    last = out.picture().index();
                }
            } catch (IOException | InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        grabber.start();
        taker.start();
        while (done.getCount() > 0) {
            Taken.assertAddsUp(handoff.counters());
        }
        taker.join();
        handoff.close();
        LiveCounters counters = handoff.counters();
        Taken.assertAddsUp(counters);
        assertThat(counters.captured()).isEqualTo(20_000);
    }

    @Test
    void closingDropsWhatWaits() throws Exception {
        Handoff handoff = new Handoff("a", Policy.LATEST, 2);
        offer(handoff, false);
        handoff.close();
        assertThat(handoff.take(out)).isFalse();
        assertThat(offer(handoff, false)).isFalse();
        Taken.assertAddsUp(handoff.counters());
        assertThat(handoff.counters().state()).isEqualTo(ConnectionState.ENDED);
    }

    @Test
    void aFaultOfOursReachesWhoTakes() {
        Handoff handoff = new Handoff("cam", Policy.LATEST, 1);
        handoff.fail(new ArithmeticException("overflow"));
        assertThatThrownBy(() -> handoff.take(out))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("cam")
                .hasMessageContaining("overflow")
                .hasCauseInstanceOf(ArithmeticException.class);
    }

    @Test
    void aLibraryThatCannotBeLoadedReachesWhoOpens() {
        Handoff handoff = new Handoff("cam", Policy.LATEST, 1);
        handoff.fail(new UnsatisfiedLinkError("no jniavutil"));
        handoff.end();
        assertThatThrownBy(() -> handoff.awaitOpen(1)).hasRootCauseInstanceOf(UnsatisfiedLinkError.class);
        assertThat(handoff.counters().lastError())
                .hasValueSatisfying(text -> assertThat(text).contains("no jniavutil"));
    }

    @Test
    void whatEndedBeforeItWasOpenIsNotOpen() throws Exception {
        Handoff handoff = new Handoff("cam", Policy.LATEST, 1);
        handoff.end();
        assertThat(handoff.awaitOpen(1)).isFalse();
    }

    @Test
    void aFailureWithoutWordsIsAFailure() {
        Handoff handoff = new Handoff("cam", Policy.LATEST, 1);
        handoff.fail(new EOFException());
        assertThatThrownBy(() -> handoff.take(out)).isInstanceOf(EOFException.class);
        assertThat(handoff.counters().lastError()).hasValue("java.io.EOFException");
    }
}
