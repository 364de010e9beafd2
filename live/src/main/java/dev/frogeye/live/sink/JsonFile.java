package dev.frogeye.live.sink;

import dev.frogeye.export.table.FeatureRow;
import dev.frogeye.export.table.OutputException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** {@link FrameLine}s at the end of a file, which ends with a whole line also where the disk is full. */
final class JsonFile implements RowOutput {
    private final Path path;
    private final FrameLine line;
    // Appends, so that whoever empties the file meanwhile finds the next line at its start.
    private final FileChannel file;

    private JsonFile(Path path, FrameLine line, FileChannel file) {
        this.path = path;
        this.line = line;
        this.file = file;
    }

    static JsonFile open(Path path, FrameLine line) throws OutputException {
        try {
            FileChannel file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            try {
                endLine(path, file);
            } catch (IOException e) {
                try (file) {
                    throw e;
                }
            }
            return new JsonFile(path, line, file);
        } catch (IOException e) {
            throw OutputException.of(path, e);
        }
    }

    /** Of a line that a killed process left unfinished nothing is lost, and the next one is not joined to it. */
    private static void endLine(Path path, FileChannel file) throws IOException {
        long size = file.size();
        if (size > 0) {
            ByteBuffer last = ByteBuffer.allocate(1);
            try (FileChannel reader = FileChannel.open(path, StandardOpenOption.READ)) {
                reader.read(last, size - 1);
            }
            if (last.get(0) != '\n') {
                file.write(ByteBuffer.wrap(new byte[] {'\n'}));
            }
        }
    }

    @Override
    public void open() {}

    @Override
    public void write(FeatureRow row) throws OutputException {
        try {
            ByteBuffer bytes = line.of(row);
            try {
                while (bytes.hasRemaining()) {
                    file.write(bytes);
                }
            } catch (IOException e) {
                cut(bytes.position(), e);
                throw e;
            }
        } catch (IOException e) {
            throw OutputException.of(path, e);
        }
    }

    /** Takes back what there is of an unfinished line. */
    private void cut(int written, IOException cause) {
        try {
            file.truncate(file.size() - written);
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    @Override
    public void release() throws OutputException {
        try {
            file.close();
        } catch (IOException e) {
            throw OutputException.of(path, e);
        }
    }
}
