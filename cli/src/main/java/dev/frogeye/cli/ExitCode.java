package dev.frogeye.cli;

/** What the process returns; promised to scripts. */
final class ExitCode {
    static final int OK = 0;
    static final int INTERNAL_ERROR = 1;
    static final int USAGE = 2;
    static final int SOME_FAILED = 3;
    static final int NOTHING_PROCESSED = 4;
    static final int MODEL = 5;
    static final int SOURCE_LOST = 6;
    static final int INTERRUPTED = 130;
    /** As a shell says for a program that wrote to a pipe nobody reads; there is nothing to tell. */
    static final int BROKEN_PIPE = 141;

    private ExitCode() {}
}
