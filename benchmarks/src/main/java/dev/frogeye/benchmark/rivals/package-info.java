/**
 * The tables and the chart of the delta network beside its rivals: {@link dev.frogeye.benchmark.rivals.RivalsTable} runs
 * {@code frogeye compare} for each network and clip and writes what their reports say into the documents.
 */
package dev.frogeye.benchmark.rivals;
