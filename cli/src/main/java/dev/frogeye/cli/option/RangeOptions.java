package dev.frogeye.cli.option;

import dev.frogeye.cli.text.UsageException;
import dev.frogeye.ingest.TimeRange;
import picocli.CommandLine.Option;

/** Which part of a video to read. */
public final class RangeOptions {
    @Option(
            names = {"-ss", "--start"},
            paramLabel = "TIME",
            description = "Begin here: 12.5, 12.5s, 250ms, 00:00:12.5, or 300f for frames.")
    private String start;

    @Option(
            names = {"-t", "--duration"},
            paramLabel = "TIME",
            description = "Read this much.")
    private String duration;

    @Option(
            names = {"-to", "--end"},
            paramLabel = "TIME",
            description = "Stop here.")
    private String end;

    /** The range that was asked for. */
    public TimeRange range() {
        return UsageException.unlessValid("", () -> TimeRange.parse(start, duration, end));
    }
}
