package dev.frogeye.delta;

import dev.frogeye.encoder.Spikes;

/**
 * What the layers behind a gate get to see of a tensor: the values that were sent of it, and the spikes that brought them
 * up to date in this frame.
 *
 * @param values with this frame's spikes added; no spike lies outside of its changed pixels
 * @param spikes shared by all gates of a network: they are this tensor's until the next gate runs
 */
record SentTensor(FeatureMap values, Spikes spikes) {}
