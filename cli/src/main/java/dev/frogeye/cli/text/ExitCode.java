package dev.frogeye.cli.text;

/** What the process returns; promised to scripts. */
public final class ExitCode {
    public static final int OK = 0;
    public static final int INTERNAL_ERROR = 1;
    public static final int USAGE = 2;
    public static final int SOME_FAILED = 3;
    public static final int NOTHING_PROCESSED = 4;
    public static final int MODEL = 5;
    public static final int SOURCE_LOST = 6;
    public static final int INTERRUPTED = 130;
    /** As a shell says for a program that wrote to a pipe nobody reads; there is nothing to tell. */
    public static final int BROKEN_PIPE = 141;

    private ExitCode() {}
}
