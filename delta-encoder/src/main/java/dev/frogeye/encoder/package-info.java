/**
 * From a frame to what changed in it: {@link dev.frogeye.encoder.Spikes} is the one container of changes, shared by encoders
 * and networks. Arrays are channels-last; whoever makes a {@code Spikes} owns it and refills it for the next frame.
 */
package dev.frogeye.encoder;
