package dev.frogeye.live.sink;

import dev.frogeye.export.table.FeatureRow;
import dev.frogeye.export.table.OutputException;

/** Where rows are written to, by one thread, which may have to wait in each of these. What keeps nothing back needs no more than three. */
interface RowOutput {
    /** Called once, first. */
    void open() throws OutputException;

    /** Adds a row. */
    void write(FeatureRow row) throws OutputException;

    /** Called now and then while there is no row. */
    default void idle() throws OutputException {}

    /** Completes what was written. Called last, unless something failed. */
    default void finish() throws OutputException {}

    /** How many of the rows are lost if this is released now. */
    default long unfinished() {
        return 0;
    }

    /** Releases everything, whatever happened before, and discards what is unfinished. */
    void release() throws OutputException;
}
