/**
 * ONNX files to graphs. {@link dev.frogeye.model.onnx.OnnxImporter} is the way in. Files are not trusted: sizes are checked
 * before anything is allocated, and nothing but an {@code UnsupportedModelException} leaves.
 */
package dev.frogeye.model.onnx;
