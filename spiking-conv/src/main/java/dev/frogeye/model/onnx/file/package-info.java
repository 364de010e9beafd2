/**
 * What an ONNX file says, before anything is made of it: bytes to messages, weights kept in other files, inputs, and nodes
 * in order. Everything from outside is checked here first. For the importer, not for other packages of Frogeye.
 */
package dev.frogeye.model.onnx.file;
