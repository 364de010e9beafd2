package dev.frogeye.comparison.report.chart;

/**
 * One direction of a chart.
 *
 * @param title what is measured, with its unit
 */
public record ChartAxis(String title, Scale scale) {}
