package dev.frogeye.export.csv;

import com.fasterxml.jackson.core.io.NumberOutput;
import dev.frogeye.export.table.FeatureColumn;
import dev.frogeye.export.table.FeatureRow;
import dev.frogeye.export.table.FeatureTable;
import dev.frogeye.export.table.RowWriter;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Comma-separated values as of RFC 4180, in UTF-8, a line each, its columns in the order of the Parquet columns; a vector
 * has a column for each value, {@code feature_0}, {@code feature_1} and so on. Numbers are the shortest that read back as
 * the same; what is not finite is {@code NaN}, {@code inf} and {@code -inf}.
 */
public final class CsvRows implements RowWriter {
    private static final int BUFFER_CHARS = 1 << 16;

    private final FeatureTable table;
    private final OutputStream file;
    private final Writer out;

    public CsvRows(Path path, FeatureTable table) throws IOException {
        this.table = table;
        file = Files.newOutputStream(path, StandardOpenOption.CREATE_NEW);
        out = new BufferedWriter(new OutputStreamWriter(file, StandardCharsets.UTF_8), BUFFER_CHARS);
        try {
            writeHeader();
        } catch (IOException e) {
            try (file) {
                throw e;
            }
        }
    }

    private void writeHeader() throws IOException {
        out.write("video_id,frame_index,pts_us,timestamp_s");
        for (FeatureColumn column : table.features()) {
            for (int i = 0; i < column.size(); i++) {
                out.write("," + column.name() + "_" + i);
            }
        }
        out.write(",change_ratio,spikes,macs,macs_dense,state\r\n");
    }

    @Override
    public void write(FeatureRow row) throws IOException {
        out.write(quoted(row.videoId()));
        write(row.frameIndex());
        write(row.ptsMicros());
        out.write(',');
        out.write(NumberOutput.toString(row.timestampSeconds(), true));
        for (int column = 0; column < table.features().size(); column++) {
            for (float value : row.feature(column)) {
                write(table.elements().stored(value));
            }
        }
        write(row.changeRatio());
        write(row.spikes());
        write(row.macs());
        write(row.macsDense());
        out.write(',');
        out.write(row.state());
        out.write("\r\n");
    }

    private void write(long value) throws IOException {
        out.write(',');
        out.write(NumberOutput.toString(value));
    }

    private void write(float value) throws IOException {
        out.write(',');
        if (Float.isInfinite(value)) {
            out.write(value > 0 ? "inf" : "-inf");
        } else {
            out.write(NumberOutput.toString(value, true));
        }
    }

    private static String quoted(String text) {
        boolean plain = text.chars().noneMatch(c -> c == '"' || c == ',' || c == '\r' || c == '\n')
                && text.equals(text.strip())
                && !text.isEmpty();
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }

    @Override
    public void finish() throws IOException {
        out.flush();
    }

    @Override
    public void close() throws IOException {
        // A writer that cannot write what it holds leaves its file open.
        try (file) {
            out.close();
        }
    }
}
