/**
 * One rule for each kind of layer: which layers a node becomes. {@link dev.frogeye.model.onnx.rule.Operators} finds the rule
 * of an operator, {@link dev.frogeye.model.onnx.rule.Assembly} is the network while it grows; rules need not be touched from
 * outside. A rule bears the name of the layer that it makes, or of the operator where it makes other layers of it.
 */
package dev.frogeye.model.onnx.rule;
