package dev.frogeye.cli.option;

import dev.frogeye.cli.text.UsageException;
import dev.frogeye.ingest.VideoOptions;
import java.util.OptionalInt;
import picocli.CommandLine.Option;

/** Which of several video streams to read. */
public final class VideoStreamOption {
    private static final String NAME = "--stream";

    @Option(
            names = NAME,
            paramLabel = "N",
            description = "Read this video stream, as frogeye probe numbers them (default: the one that FFmpeg finds"
                    + " best).")
    private Integer stream;

    /** The number that was asked for. */
    public OptionalInt stream() {
        if (stream != null && stream < 0) {
            throw new UsageException(NAME + " must be 0 or more, was " + stream);
        }
        return stream == null ? OptionalInt.empty() : OptionalInt.of(stream);
    }

    /** The same options of the stream that was asked for. */
    public VideoOptions of(VideoOptions options) {
        OptionalInt wanted = stream();
        return wanted.isPresent() ? options.withStream(wanted.getAsInt()) : options;
    }
}
