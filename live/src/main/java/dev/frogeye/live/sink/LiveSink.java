package dev.frogeye.live.sink;

import dev.frogeye.export.table.FeatureTable;
import dev.frogeye.export.table.OutputException;
import dev.frogeye.export.table.VectorEncoding;
import dev.frogeye.live.LiveFrame;
import dev.frogeye.live.LiveListener;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.time.Clock;
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

    /**
     * JSON lines, see {@link JsonLines}, to a channel such as {@link #standardOutput()}.
     *
     * @param out each line is written at once; stays open, unless it has to be closed to end a write that does not return
     * @param source what the stream is called in each line
     */
    static LiveSink jsonl(WritableByteChannel out, String source, FeatureTable table, VectorEncoding encoding) {
        return QueuedSink.start(source, table, JsonLines.to(out, table, encoding));
    }

    /**
     * JSON lines, see {@link JsonLines}, to a file, which they are appended to, or to a named pipe or a device. Of a named
     * pipe whose reader is not there yet the frames that do not fit into the queue are left out.
     *
     * @param source what the stream is called in each line
     * @throws OutputException if nothing can be written there
     */
    static LiveSink jsonl(Path file, String source, FeatureTable table, VectorEncoding encoding)
            throws OutputException {
        return QueuedSink.start(source, table, JsonLines.to(file, table, encoding));
    }

    /**
     * Parquet files in a folder, see {@link dev.frogeye.export.FeatureSink#parquetOfStream}, each of which appears under
     * its name when it is complete: {@code cam0-20261122T101500Z-000001.parquet} after the source, the capture of the
     * first frame and a number. No file is ever replaced, and none is without rows. What a process that was killed was
     * writing is left as {@code .tmp-cam0-...part} and may be deleted.
     *
     * @param folder created where it does not exist
     * @param source what the stream is called in each row and, as far as a file can be called that, in the names
     * @throws OutputException if the folder cannot be written to
     */
    static LiveSink rollingParquet(Path folder, String source, FeatureTable table, Rolling rolling)
            throws OutputException {
        return rollingParquet(folder, source, table, rolling, Clock.systemUTC());
    }

    /** The same by another clock. */
    static LiveSink rollingParquet(Path folder, String source, FeatureTable table, Rolling rolling, Clock clock)
            throws OutputException {
        return QueuedSink.start(source, table, ParquetFolder.in(folder, source, table, rolling, clock));
    }

    /**
     * The standard output of this process, past {@link System#out}: a write that waits for a reader holds no lock that
     * another thread needs, and can be ended by closing the sink.
     */
    static FileChannel standardOutput() {
        return new FileOutputStream(FileDescriptor.out).getChannel();
    }
}
