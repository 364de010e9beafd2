/**
 * Feature tables: what a row is, how a tensor becomes a vector, and the file formats.
 *
 * <p>{@link dev.frogeye.export.OutputFormat} opens a {@link dev.frogeye.export.FeatureSink}; a file appears under its name
 * only when it is complete. What keeps it from being written is a {@link dev.frogeye.export.OutputException}.
 */
package dev.frogeye.export;
