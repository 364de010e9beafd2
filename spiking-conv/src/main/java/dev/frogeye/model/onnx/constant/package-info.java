/**
 * Values that are known at import: the tensors of the file, what nodes compute from them alone, and where an operator that
 * only moves values takes each from, on constants and on tensors alike. For the importer, not for other packages of Frogeye.
 */
package dev.frogeye.model.onnx.constant;
