/**
 * Feature tables: what a row is, how a tensor becomes a vector, and the file formats.
 *
 * <p>{@link dev.frogeye.export.OutputFormat} opens a {@link dev.frogeye.export.table.FeatureSink}; a file appears under its name
 * only when it is complete. A {@link dev.frogeye.export.FeatureSource} reads them again, and a
 * {@link dev.frogeye.export.Conversion} leads from one to the other. What keeps a file from being written is a
 * {@link dev.frogeye.export.table.OutputException}, what makes one unreadable a {@link dev.frogeye.export.table.TableException}.
 */
package dev.frogeye.export;
