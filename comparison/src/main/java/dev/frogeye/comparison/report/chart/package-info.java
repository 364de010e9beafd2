/**
 * Charts as HTML with inline SVG, styled by the page that they are in: a {@link dev.frogeye.comparison.report.chart.Chart}
 * has two {@link dev.frogeye.comparison.report.chart.Scale}s and {@link dev.frogeye.comparison.report.chart.Mark}s. Only
 * what is drawn is SVG, stretched to the room there is; all text is HTML beside it, so that it is as large on a phone as on
 * a wide screen.
 */
package dev.frogeye.comparison.report.chart;
