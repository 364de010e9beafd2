/**
 * The report of a comparison: {@link dev.frogeye.comparison.report.Report} writes a page to read, {@code report.json} with
 * all of its numbers, and tables of frames and layers.
 */
package dev.frogeye.comparison.report;
