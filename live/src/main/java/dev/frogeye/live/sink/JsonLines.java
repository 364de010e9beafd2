package dev.frogeye.live.sink;

import dev.frogeye.export.table.FeatureRow;
import dev.frogeye.export.table.FeatureTable;
import dev.frogeye.export.table.OutputException;
import dev.frogeye.export.table.VectorEncoding;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** {@link FrameLine}s to a stream. */
final class JsonLines implements RowOutput {
    private final FrameLine line;
    private final Path pipe; // null unless it has to be opened
    private final boolean isOwned;
    private WritableByteChannel out;

    private JsonLines(WritableByteChannel out, Path pipe, boolean isOwned, FrameLine line) {
        this.out = out;
        this.pipe = pipe;
        this.isOwned = isOwned;
        this.line = line;
    }

    static RowOutput to(WritableByteChannel out, FeatureTable table, VectorEncoding encoding) {
        return new JsonLines(out, null, false, new FrameLine(table, encoding));
    }

    static RowOutput to(Path file, FeatureTable table, VectorEncoding encoding) throws OutputException {
        FrameLine line = new FrameLine(table, encoding);
        if (Files.exists(file) && !Files.isRegularFile(file) && !Files.isDirectory(file)) {
            return new JsonLines(null, file, true, line);
        }
        return JsonFile.open(file, line);
    }

    /** A named pipe opens when its reader does. */
    @Override
    public void open() throws OutputException {
        if (pipe != null) {
            try {
                out = FileChannel.open(pipe, StandardOpenOption.WRITE);
            } catch (IOException e) {
                throw OutputException.of(pipe, e);
            }
        }
    }

    @Override
    public void write(FeatureRow row) throws OutputException {
        try {
            ByteBuffer bytes = line.of(row);
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
        } catch (IOException e) {
            throw OutputException.ofStream(e);
        }
    }

    @Override
    public void release() throws OutputException {
        try {
            if (isOwned && out != null) {
                out.close();
            }
        } catch (IOException e) {
            throw OutputException.ofStream(e);
        }
    }
}
