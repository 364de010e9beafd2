/**
 * The messages of an ONNX file, generated from {@code src/main/proto/onnx.proto}. For whoever edits files, as the dense
 * engines do; the importer's rules see nodes and constants instead.
 */
package dev.frogeye.model.onnx.proto;
