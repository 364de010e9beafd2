package dev.frogeye.delta;

import dev.frogeye.engine.LayerCost;

/**
 * One step of a network's frame: reads feature maps whose {@code changed} pixels are this frame's, brings its own map up
 * to date and marks what changed there. All marks are cleared before a frame; on a key frame every pixel of every
 * accumulator is marked instead.
 */
sealed interface Stage permits Gate, Recomputed {
    /** Runs the stage for this frame; {@code key} if it is computed from nothing. */
    void run(boolean key);

    /** The map it brings up to date. */
    FeatureMap output();

    /** What it did in this frame. */
    LayerCost cost();
}
