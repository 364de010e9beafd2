package dev.frogeye.cli.command;

import dev.frogeye.export.table.OutputException;
import dev.frogeye.live.LiveSink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The open outputs of a stream, ended together. */
final class SinkGroup {
    /** At the end of a source a slow reader gets all of it, within reason. */
    private static final Duration PATIENCE_AT_END = Duration.ofSeconds(60);

    private final List<LiveSink> sinks = new ArrayList<>();

    void add(LiveSink sink) {
        sinks.add(sink);
    }

    List<LiveSink> all() {
        return sinks;
    }

    /** Ends all of them when the source has come to its end, and there is time. */
    void complete() throws OutputException {
        close(PATIENCE_AT_END);
    }

    /** Ends all of them after a failure, which nothing that happens now may hide. */
    void closeAfter(Throwable failure) {
        try {
            close(LiveSink.PATIENCE);
        } catch (OutputException | RuntimeException e) {
            // A sink that failed throws the same again.
            if (e != failure) {
                failure.addSuppressed(e);
            }
        }
    }

    /** Whatever happens to one, the others are ended. */
    private void close(Duration patience) throws OutputException {
        sinks.forEach(LiveSink::end);
        OutputException failure = null;
        for (LiveSink sink : sinks) {
            try {
                sink.close(patience);
            } catch (OutputException e) {
                failure = failure == null ? e : failure;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
