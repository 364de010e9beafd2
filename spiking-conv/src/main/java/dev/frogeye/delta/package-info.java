/**
 * The delta network: gates, accumulators and spikes.
 *
 * <p>{@link dev.frogeye.delta.DeltaModel} is immutable and shared; a {@link dev.frogeye.delta.DeltaNetwork} is the state for
 * one video and belongs to one thread at a time. The order of the layers is fixed when the network is built
 * ({@code NetworkBuilder}): a frame runs its stages one after the other, and each touches only what changed. The stages are
 * package-private.
 */
package dev.frogeye.delta;
