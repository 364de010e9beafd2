package dev.frogeye.hybrid;

import dev.frogeye.engine.FrameCost;

/**
 * Who computes the next frame of a video, the delta network or the frame-by-frame one: the ski-rental rule, both ways.
 *
 * <p>While one of them works, what the other would have saved is added up, never below zero. When that exceeds the price
 * of changing over, it is the other one's turn. Coming back to the delta network costs a key frame, so the price is what
 * a key frame takes longer than a frame-by-frame one, and at least one frame. Whatever a video does, each change has then
 * been worth about what it costs.
 *
 * <p>What the delta network would have taken for a frame it did not see is foretold from the share of the input that
 * moved, {@code m}: a key frame's time multiplied by {@code min(1, c * sqrt(m))}, because a small change of the input
 * spreads through the layers. {@code c} begins at 2 and is learnt from the frames that the delta network did see. Where it
 * came back in vain, the next return costs twice the price, at most {@value #HIGHEST_RAISE} times; a return that
 * paid ends that.
 */
final class Handover {
    /** More than most networks have, so that what is not known is not tried lightly. */
    private static final double INITIAL_SPREAD = 2;
    /** How much must not move for the delta network to be the one that begins: little for a camera that stands still. */
    private static final double EXPECTED_CHANGE = 0.05;
    /** Weight of the last frame in what is learnt. */
    private static final double LEARNING_RATE = 0.1;

    private static final int HIGHEST_RAISE = 32;

    private final FrameTime time;
    private final boolean exact;
    private boolean dense;
    private boolean hasPaid;
    private double keyNanos;
    private double spread;
    private double regret;
    private double saved;
    private int raise;

    /** Begins a video; with exact thresholds all noise of the input is passed on, so the delta network does not begin. */
    Handover(FrameTime time, boolean exact) {
        this.time = time;
        this.exact = exact;
        reset();
    }

    /** Forgets everything learnt. */
    void reset() {
        keyNanos = time.keyNanos();
        spread = INITIAL_SPREAD;
        regret = 0;
        saved = 0;
        raise = 1;
        hasPaid = true;
        dense = foretold(exact ? 1 : EXPECTED_CHANGE) > time.denseNanos();
    }

    /** Whether the frame-by-frame network is to compute the next frame, as far as is known before looking at it. */
    boolean isDense() {
        return dense;
    }

    /**
     * While the frame-by-frame network works: looks at the next frame.
     *
     * @param moved share of its values that differ from the frame before
     * @return whether it is still this network's
     */
    boolean staysDense(double moved) {
        regret = Math.max(0, regret + time.denseNanos() - foretold(moved));
        if (regret > raise * price()) {
            regret = 0;
            saved = 0;
            hasPaid = true;
            dense = false;
        }
        return dense;
    }

    /** The delta network computed a frame. */
    void add(FrameCost delta) {
        double nanos = time.of(delta);
        double excess = nanos - time.denseNanos();
        if (delta.key()) {
            keyNanos = nanos;
        } else if (delta.changeRatio() > 0) {
            double seen = nanos / (keyNanos * Math.sqrt(delta.changeRatio()));
            spread += LEARNING_RATE * (seen - spread);
        }
        saved -= excess;
        // The key frame it came back with was the price.
        regret = hasPaid ? 0 : Math.max(0, regret + excess);
        hasPaid = false;
        if (regret > price()) {
            raise = saved < 0 ? Math.min(2 * raise, HIGHEST_RAISE) : 1;
            regret = 0;
            dense = true;
        }
    }

    private double price() {
        return Math.max(keyNanos - time.denseNanos(), time.denseNanos());
    }

    private double foretold(double moved) {
        return keyNanos * Math.min(1, spread * Math.sqrt(moved));
    }
}
