package dev.frogeye.export.numpy;

import dev.frogeye.export.table.FeatureColumn;
import dev.frogeye.export.table.FeatureRow;
import dev.frogeye.export.table.FeatureTable;
import dev.frogeye.export.table.PendingFile;
import dev.frogeye.export.table.RowWriter;
import dev.frogeye.export.table.VectorType;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * A NumPy archive: an array of vectors for each column, and one each of what else the rows hold. The vectors wait in files,
 * since an archive takes one array after the other and wants to know its size first.
 */
public final class NpzRows implements RowWriter {
    private final FeatureTable table;
    private final PendingFile file;
    private final List<FloatFile> parts = new ArrayList<>();
    private final FrameColumns frames = new FrameColumns();

    public NpzRows(PendingFile file, FeatureTable table) throws IOException {
        this.table = table;
        this.file = file;
        try {
            for (FeatureColumn column : table.features()) {
                parts.add(part(file.companion(file.target().getFileName() + "." + column.name()), table.elements()));
            }
        } catch (IOException e) {
            NpzRows opened = this;
            try (opened) {
                throw e;
            }
        }
    }

    /** A file that is gone when it is closed. */
    private static FloatFile part(PendingFile part, VectorType elements) throws IOException {
        return new FloatFile(
                FileChannel.open(
                        part.temporary(),
                        StandardOpenOption.CREATE_NEW,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.DELETE_ON_CLOSE),
                elements);
    }

    @Override
    public void write(FeatureRow row) throws IOException {
        frames.add(row);
        for (int i = 0; i < parts.size(); i++) {
            parts.get(i).write(row.feature(i));
        }
    }

    @Override
    public void finish() throws IOException {
        NpyDescription description = new NpyDescription(table, frames);
        List<String> names = NpyDescription.arrays(table);
        try (NpzFile npz = new NpzFile(file.temporary())) {
            for (int i = 0; i < parts.size(); i++) {
                parts.get(i).flush();
                npz.add(
                        names.get(i),
                        table.features().get(i),
                        table.elements(),
                        frames.rows(),
                        parts.get(i).channel());
            }
            frames.writeTo(npz);
            npz.addScalar("fps", description.fps());
            npz.addScalar("metadata", description.text());
        }
    }

    @Override
    public void close() throws IOException {
        IOException failure = null;
        for (FloatFile part : parts) {
            try {
                part.close();
            } catch (IOException e) {
                failure = failure == null ? e : failure;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
