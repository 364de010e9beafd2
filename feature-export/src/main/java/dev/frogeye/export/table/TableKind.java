package dev.frogeye.export.table;

/** Which columns a table has beside its vectors. */
public enum TableKind {
    /** Those of every table. */
    VIDEO,
    /** Those, and when a frame was captured and how long it took. */
    STREAM
}
