package dev.frogeye.export;

/** Which columns a table has beside its vectors. */
enum TableKind {
    /** Those of every table. */
    VIDEO,
    /** Those, and when a frame was captured and how long it took. */
    STREAM
}
