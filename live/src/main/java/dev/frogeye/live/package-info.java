/**
 * The loop from a live source to whoever wants its features: one thread runs the network and shows each frame to its
 * {@link dev.frogeye.live.LiveListener}s, which copy and return. {@code sink}, {@code page} and {@code terminal} are such listeners.
 */
package dev.frogeye.live;
