package dev.frogeye.delta;

import dev.frogeye.encoder.Shape;
import dev.frogeye.engine.LayerCost;

/**
 * A layer or gate of a network.
 *
 * @param cost what it did in the last frame
 * @param shape of its output
 * @param stateBytes what it keeps from frame to frame
 */
public record NetworkLayer(LayerCost cost, Shape shape, long stateBytes) {
    static NetworkLayer of(LayerCost cost, FeatureMap state) {
        return new NetworkLayer(cost, state.shape, state.bytes());
    }
}
