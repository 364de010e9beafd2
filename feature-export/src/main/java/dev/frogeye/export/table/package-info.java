/**
 * What a feature table is, whatever its format: columns, rows, and the interfaces that a format implements.
 *
 * <p>A {@link dev.frogeye.export.table.FeatureSink} may be implemented by anyone who wants rows. A
 * {@link dev.frogeye.export.table.FeatureRow} belongs to its writer and is reused: a sink copies what it keeps.
 */
package dev.frogeye.export.table;
