/**
 * What all engines have in common: {@link dev.frogeye.engine.FeatureEngine} gives features for a frame, and the costs say
 * what was computed for it.
 */
package dev.frogeye.engine;
