/**
 * Preprocessing that somebody already wrote down: files of Hugging Face, timm and GStreamer, the presets of torchvision
 * and Keras.
 *
 * <p>{@link dev.frogeye.ingest.preset.PreprocessingChoice} decides which of them counts. The files are not trusted: each
 * format has one entry point that takes text, bounds what it reads, and ends in a
 * {@link dev.frogeye.ingest.preset.PresetException} of one line.
 */
package dev.frogeye.ingest.preset;
