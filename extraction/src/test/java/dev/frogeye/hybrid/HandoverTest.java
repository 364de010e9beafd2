package dev.frogeye.hybrid;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frogeye.engine.FrameCost;
import org.junit.jupiter.api.Test;

/** The rule alone, on frames that are nothing but numbers. A frame-by-frame one takes 100, a key frame 150 at first. */
class HandoverTest {
    private static final FrameTime TIME = new FrameTime(100, 150, 1);
    private static final FrameTime SLOW = new FrameTime(100, 600, 1);

    @Test
    void theDeltaNetworkBeginsWhereASmallChangeWouldPay() {
        assertThat(new Handover(TIME, false).isDense()).isFalse();
        assertThat(new Handover(SLOW, false).isDense()).isTrue();
    }

    @Test
    void withExactThresholdsItDoesNotBegin() {
        assertThat(new Handover(TIME, true).isDense()).isTrue();
    }

    @Test
    void framesThatPayAreNeverHandedOver() {
        Handover handover = begun(new Handover(TIME, false));
        for (int i = 0; i < 1000; i++) {
            handover.add(frame(i % 20 == 0, i % 20 == 0 ? 150 : 60, 0.2));
            assertThat(handover.isDense()).isFalse();
        }
    }

    @Test
    void framesAreHandedOverOnceTheLossExceedsThePriceOfAKeyFrame() {
        Handover handover = begun(new Handover(TIME, false));
        // A key frame takes 50 longer, so the price is the least there is: a frame of 100.
        int lost = 0;
        while (!handover.isDense()) {
            handover.add(frame(false, 130, 0.5));
            lost += 30;
        }
        assertThat(lost).isEqualTo(120);
    }

    @Test
    void gainsMakeUpForLossesButAreNotSavedUp() {
        Handover handover = begun(new Handover(TIME, false));
        for (int i = 0; i < 100; i++) {
            handover.add(frame(false, 10, 0.1));
        }
        handover.add(frame(false, 160, 0.5));
        assertThat(handover.isDense()).isFalse();
        handover.add(frame(false, 160, 0.5));
        assertThat(handover.isDense()).isTrue();
    }

    @Test
    void aStillSceneComesBackAndAMovingOneDoesNot() {
        Handover still = new Handover(SLOW, false);
        Handover moving = new Handover(SLOW, false);
        int waited = 0;
        while (still.staysDense(0)) {
            waited++;
            assertThat(waited).isLessThan(10);
        }
        for (int i = 0; i < 1000; i++) {
            assertThat(moving.staysDense(0.3)).isTrue();
        }
    }

    @Test
    void whatAFrameTookIsLearntForTheDecisionToComeBack() {
        Handover cheap = begun(new Handover(TIME, false));
        for (int i = 0; i < 50; i++) {
            cheap.add(frame(false, 15, 0.3));
        }
        while (!cheap.isDense()) {
            cheap.add(frame(true, 150, 1));
        }
        Handover unknown = new Handover(TIME, true);
        assertThat(waits(cheap, 0.3)).isLessThan(5);
        for (int i = 0; i < 1000; i++) {
            assertThat(unknown.staysDense(0.3)).isTrue();
        }
    }

    @Test
    void everyReturnInVainDoublesTheWaitAndOneThatPaysEndsThat() {
        Handover handover = begun(new Handover(TIME, false));
        lose(handover);
        assertThat(waits(handover, 0)).isEqualTo(3);
        handover.add(frame(true, 150, 1));
        lose(handover);
        assertThat(waits(handover, 0)).isEqualTo(5);
        handover.add(frame(true, 150, 1));
        for (int i = 0; i < 20; i++) {
            handover.add(frame(false, 0, 0));
        }
        lose(handover);
        assertThat(waits(handover, 0)).isEqualTo(2);
    }

    @Test
    void theWaitHasABound() {
        Handover handover = begun(new Handover(TIME, false));
        int longest = 0;
        for (int i = 0; i < 20; i++) {
            lose(handover);
            longest = waits(handover, 0);
            handover.add(frame(true, 150, 1));
        }
        assertThat(longest).isBetween(32, 33);
    }

    @Test
    void resetForgetsAllOfIt() {
        Handover handover = begun(new Handover(TIME, false));
        lose(handover);
        waits(handover, 0);
        handover.add(frame(true, 400, 1));
        lose(handover);
        handover.reset();
        assertThat(handover.isDense()).isFalse();
        begun(handover);
        lose(handover);
        Handover other = begun(new Handover(TIME, false));
        lose(other);
        assertThat(waits(handover, 0)).isEqualTo(waits(other, 0));
    }

    private static Handover begun(Handover handover) {
        handover.add(frame(true, 150, 1));
        return handover;
    }

    private static void lose(Handover handover) {
        while (!handover.isDense()) {
            handover.add(frame(false, 145, 0.9));
        }
    }

    private static int waits(Handover handover, double moved) {
        int frames = 1;
        while (handover.staysDense(moved)) {
            frames++;
            assertThat(frames).isLessThan(1000);
        }
        return frames;
    }

    /** A frame of the delta network that takes so long. */
    private static FrameCost frame(boolean key, long nanos, double changeRatio) {
        FrameCost cost = new FrameCost();
        cost.begin(key);
        cost.setChangeRatio(changeRatio);
        cost.addOverhead(nanos);
        return cost;
    }
}
