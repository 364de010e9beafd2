package dev.frogeye.export.numpy;

import dev.frogeye.export.table.FeatureRow;
import dev.frogeye.export.table.FeatureTable;
import dev.frogeye.export.table.PendingFile;
import dev.frogeye.export.table.RowWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;

/**
 * A NumPy array of the vectors of one column, which can be mapped into memory. What else the rows hold goes to a JSON file
 * beside it, which is there before the array is.
 */
public final class NpyRows implements RowWriter {
    private final FeatureTable table;
    private final PendingFile description;
    private final FloatFile array;
    private final FrameColumns frames = new FrameColumns();

    public NpyRows(PendingFile file, FeatureTable table) throws IOException {
        this.table = table;
        description = file.companion(description(file.target().getFileName().toString()));
        array = new FloatFile(
                FileChannel.open(file.temporary(), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                table.elements());
        try {
            writeHeader();
        } catch (IOException e) {
            try (array) {
                throw e;
            }
        }
    }

    /** The file beside an array that says what its rows are. */
    public static String description(String array) {
        return array + ".json";
    }

    @Override
    public void write(FeatureRow row) throws IOException {
        frames.add(row);
        array.write(row.feature(0));
    }

    @Override
    public void finish() throws IOException {
        array.flush();
        array.channel().position(0);
        writeHeader();
        try {
            new NpyDescription(table, frames).writeTo(description.temporary());
            description.commit();
        } finally {
            description.discard();
        }
    }

    /** Leaves the place for the header in the beginning, fills it in the end. */
    private void writeHeader() throws IOException {
        ByteBuffer header = ByteBuffer.wrap(NpyHeader.of(table.features().get(0), table.elements(), frames.rows()));
        while (header.hasRemaining()) {
            array.channel().write(header);
        }
    }

    @Override
    public void close() throws IOException {
        array.close();
    }
}
