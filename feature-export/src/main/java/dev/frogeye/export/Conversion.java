package dev.frogeye.export;

import dev.frogeye.export.table.FeatureRow;
import dev.frogeye.export.table.FeatureSink;
import dev.frogeye.export.table.FeatureTable;
import dev.frogeye.export.table.OutputException;
import dev.frogeye.export.table.OverflowWatch;
import dev.frogeye.export.table.PendingFile;
import dev.frogeye.export.table.TableException;
import dev.frogeye.export.table.TableKind;
import dev.frogeye.export.table.VectorType;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** From a feature table in one format to the same in another, row by row. */
public final class Conversion {
    private final OutputFormat format;
    private final Optional<VectorType> elements;

    /**
     * What came of it.
     *
     * @param rows that were written
     * @param losses what the new file does not have, or what the old one did not say: a clause each
     * @param warning of values that could not be kept, empty where there are none
     */
    public record Result(long rows, List<String> losses, Optional<String> warning) {
        public Result {
            losses = List.copyOf(losses);
        }
    }

    /**
     * Converts to this format.
     *
     * @param elements how values are stored; as they are where it is empty
     */
    public Conversion(OutputFormat format, Optional<VectorType> elements) {
        this.format = format;
        this.elements = elements;
    }

    /**
     * Converts a file.
     *
     * @param target appears, or is replaced, only when it is complete
     * @param check called for every row; what it throws ends the conversion
     * @throws TableException if the source is no feature table, or one that this format cannot hold
     * @throws OutputException if the target cannot be written
     */
    public Result run(Path source, PendingFile target, Runnable check) throws IOException {
        return run(source, (table, kind) -> format.open(target, table, kind), check);
    }

    /**
     * Writes a file as JSON lines, each written as soon as it is read.
     *
     * @param target flushed, not closed
     * @param check called for every row; what it throws ends the conversion
     * @throws TableException if the source is no feature table
     * @throws OutputException if the target cannot be written
     */
    public static Result stream(Path source, OutputStream target, Optional<VectorType> elements, Runnable check)
            throws IOException {
        return new Conversion(OutputFormat.JSONL, elements)
                .run(source, (table, kind) -> FeatureSinks.jsonl(target, table), check);
    }

    /** Where the rows of a table go. */
    private interface Destination {
        FeatureSink open(FeatureTable table, TableKind kind) throws OutputException;
    }

    private Result run(Path source, Destination destination, Runnable check) throws IOException {
        try (FeatureSource rows = FeatureSource.open(source)) {
            FeatureTable table = elements.map(type -> rows.table().as(type)).orElse(rows.table());
            requireFits(source, table);
            OverflowWatch overflow = new OverflowWatch(table);
            long count = 0;
            long notFinite = 0;
            String video = null;
            try (FeatureSink sink = destination.open(table, rows.kind())) {
                for (FeatureRow row = rows.next(); row != null; row = rows.next()) {
                    check.run();
                    video = sameVideo(source, video, row.videoId());
                    overflow.see(row);
                    notFinite += notFinite(row, table);
                    sink.write(row);
                    count++;
                }
                sink.commit();
            }
            return new Result(count, losses(rows, table, notFinite), overflow.warning());
        }
    }

    private void requireFits(Path source, FeatureTable table) throws TableException {
        try {
            format.requireFits(table.features().size());
        } catch (IllegalArgumentException e) {
            throw new TableException(source, "cannot be converted: " + e.getMessage(), e);
        }
    }

    private String sameVideo(Path source, String known, String video) throws TableException {
        if (known != null && !known.equals(video) && (format == OutputFormat.NPY || format == OutputFormat.NPZ)) {
            throw new TableException(
                    source,
                    "holds several videos, " + known + " and " + video + ", and a NumPy file one; take parquet, arrow"
                            + " or jsonl");
        }
        return video;
    }

    private long notFinite(FeatureRow row, FeatureTable table) {
        long count = 0;
        if (format == OutputFormat.JSONL) {
            for (int i = 0; i < table.features().size(); i++) {
                for (float value : row.feature(i)) {
                    count += Float.isFinite(value) ? 0 : 1;
                }
            }
        }
        return count;
    }

    private List<String> losses(FeatureSource rows, FeatureTable table, long notFinite) {
        List<String> losses = new ArrayList<>(rows.notes());
        boolean isText = format == OutputFormat.JSONL || format == OutputFormat.CSV;
        if (isText && !table.metadata().isEmpty()) {
            losses.add(
                    format.extension() + " has no place for the metadata: model, preprocessing, thresholds and so on");
        }
        if (rows.kind() == TableKind.STREAM && format != OutputFormat.PARQUET && format != OutputFormat.ARROW) {
            losses.add(format.extension() + " has no place for wall_time and latency_ms");
        }
        if (notFinite > 0) {
            losses.add("JSON knows neither NaN nor infinity: such values are null");
        }
        return losses;
    }
}
