/**
 * The frame-by-frame engines: ONNX Runtime in float32 and in 8 bits, and ND4J. They use the weights of the delta network and
 * keep nothing between frames.
 */
package dev.frogeye.dense;
