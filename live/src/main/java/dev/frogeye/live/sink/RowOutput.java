package dev.frogeye.live.sink;

import dev.frogeye.export.FeatureRow;
import dev.frogeye.export.OutputException;

/** Where rows are written to, by one thread, which may have to wait in each of these. */
interface RowOutput {
    /** Called once, first. */
    void open() throws OutputException;

    /** Adds a row. */
    void write(FeatureRow row) throws OutputException;

    /** Called now and then while there is no row. */
    void idle() throws OutputException;

    /** Completes what was written. Called last, unless something failed. */
    void finish() throws OutputException;

    /** How many of the rows are lost if this is released now. */
    long unfinished();

    /** Releases everything, whatever happened before, and discards what is unfinished. */
    void release() throws OutputException;
}
