package dev.frogeye.live.sink;

import dev.frogeye.export.FeatureSinks;
import dev.frogeye.export.table.FeatureTable;
import dev.frogeye.export.table.OutputException;
import dev.frogeye.export.table.VectorEncoding;
import dev.frogeye.live.LiveSink;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.time.Clock;

/** Opens the sinks for one stream: JSON lines and folders of Parquet files. */
public final class LiveSinks {
    private LiveSinks() {}

    /**
     * JSON lines, see {@link JsonLines}, to a channel such as {@link #standardOutput()}.
     *
     * @param out each line is written at once; stays open, unless it has to be closed to end a write that does not return
     * @param source what the stream is called in each line
     */
    public static LiveSink jsonl(WritableByteChannel out, String source, FeatureTable table, VectorEncoding encoding) {
        return QueuedSink.start(source, table, JsonLines.to(out, table, encoding));
    }

    /**
     * JSON lines, see {@link JsonLines}, to a file, which they are appended to, or to a named pipe or a device. Of a named
     * pipe whose reader is not there yet the frames that do not fit into the queue are left out.
     *
     * @param source what the stream is called in each line
     * @throws OutputException if nothing can be written there
     */
    public static LiveSink jsonl(Path file, String source, FeatureTable table, VectorEncoding encoding)
            throws OutputException {
        return QueuedSink.start(source, table, JsonLines.to(file, table, encoding));
    }

    /**
     * Parquet files in a folder, see {@link FeatureSinks#parquetOfStream}, each of which appears under
     * its name when it is complete: {@code cam0-20261122T101500Z-000001.parquet} after the source, the capture of the
     * first frame and a number. No file is ever replaced, and none is without rows. What a process that was killed was
     * writing is left as {@code .tmp-cam0-...part} and may be deleted.
     *
     * @param folder created where it does not exist
     * @param source what the stream is called in each row and, as far as a file can be called that, in the names
     * @throws OutputException if the folder cannot be written to
     */
    public static LiveSink rollingParquet(Path folder, String source, FeatureTable table, Rolling rolling)
            throws OutputException {
        return rollingParquet(folder, source, table, rolling, Clock.systemUTC());
    }

    /** The same by another clock. */
    public static LiveSink rollingParquet(Path folder, String source, FeatureTable table, Rolling rolling, Clock clock)
            throws OutputException {
        return QueuedSink.start(source, table, ParquetFolder.in(folder, source, table, rolling, clock));
    }

    /**
     * The standard output of this process, past {@link System#out}: a write that waits for a reader holds no lock that
     * another thread needs, and can be ended by closing the sink.
     */
    public static FileChannel standardOutput() {
        return new FileOutputStream(FileDescriptor.out).getChannel();
    }
}
