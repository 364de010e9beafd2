/**
 * ONNX files to graphs. {@link dev.frogeye.model.onnx.OnnxImporter} is the way in, {@link
 * dev.frogeye.model.onnx.OnnxModel} what it takes, and {@link dev.frogeye.model.onnx.OnnxBuilder} writes small models; the
 * packages below are for the importer alone. Files are not trusted: sizes are checked before anything is allocated, and
 * nothing but an {@code UnsupportedModelException} leaves.
 */
package dev.frogeye.model.onnx;
