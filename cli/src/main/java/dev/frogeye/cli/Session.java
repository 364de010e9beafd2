package dev.frogeye.cli;

import java.io.PrintStream;

/**
 * Where a command writes, and how it learns that it is to stop.
 *
 * @param out data
 * @param err everything else
 */
record Session(PrintStream out, PrintStream err, Interruption interruption) {}
