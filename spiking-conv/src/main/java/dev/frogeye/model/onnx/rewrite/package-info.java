/**
 * The same network with fewer layers: scalings, paddings and moves are taken into the layers beside them, functions written
 * as several nodes become one, and what no output needs is left out. {@link dev.frogeye.model.onnx.rewrite.Simplifier} is
 * all that is to be called.
 */
package dev.frogeye.model.onnx.rewrite;
