package dev.frogeye.live;

import dev.frogeye.export.table.OutputException;
import java.time.Duration;

/**
 * Takes the emitted frames of one stream. A thread of its own writes them; where it does not keep up, the frames that find
 * the queue full are left out and counted.
 */
public interface LiveSink extends LiveListener, AutoCloseable {
    /** How long {@link #close()} lets a sink write: with what a frame takes, below the two seconds that Ctrl-C may. */
    Duration PATIENCE = Duration.ofMillis(1500);

    /**
     * Takes a copy of the frame if it is {@linkplain LiveFrame#isEmitted() emitted}. Waits for nothing, allocates nothing
     * and throws nothing on account of the output. Called by one thread at a time.
     */
    @Override
    void accept(LiveFrame frame);

    /** Frames that were written, those in an unfinished file among them. */
    long written();

    /** Emitted frames that are not in the output: left out, discarded with an unfinished file, or given after the end. */
    long unwritten();

    /**
     * To be called now and then: tells of a failure, after which nothing more is written.
     *
     * @throws OutputException if the output could not be written
     */
    void check() throws OutputException;

    /**
     * Takes no more frames and begins to write out what is queued, without waiting for it. The patience of
     * {@link #close} counts from here, so that several sinks that are ended first and then closed share it.
     */
    void end();

    /**
     * Ends the sink and waits until everything is written and every file complete. Once the patience is over, what is left
     * is given up and an unfinished file discarded, which a reader that does not read cannot prevent.
     *
     * @param patience since {@link #end()}
     * @throws OutputException if the output could not be written
     */
    void close(Duration patience) throws OutputException;

    /** Closes with {@link #PATIENCE}. */
    @Override
    default void close() throws OutputException {
        close(PATIENCE);
    }
}
