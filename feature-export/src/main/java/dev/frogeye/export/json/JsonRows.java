package dev.frogeye.export.json;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.frogeye.export.table.FeatureRow;
import dev.frogeye.export.table.FeatureTable;
import dev.frogeye.export.table.RowWriter;
import dev.frogeye.export.table.VectorEncoding;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * One JSON object a line, its keys in the order of the Parquet columns. JSON knows neither NaN nor infinity: such a
 * value is written as {@code null}.
 */
public final class JsonRows implements RowWriter {
    private final FeatureTable table;
    private final OutputStream out;
    private final JsonGenerator json;
    private final JsonVectors vectors;
    private final boolean stream;

    private JsonRows(OutputStream out, FeatureTable table, boolean stream) throws IOException {
        this.table = table;
        this.out = out;
        this.stream = stream;
        vectors = new JsonVectors(VectorEncoding.ARRAY, table.elements());
        json = JsonVectors.generator(out);
    }

    /** To a stream, which stays open. */
    public static JsonRows to(OutputStream out, FeatureTable table) throws IOException {
        return new JsonRows(out, table, true);
    }

    public static JsonRows to(Path file, FeatureTable table) throws IOException {
        OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW);
        return new JsonRows(new BufferedOutputStream(out, 1 << 16), table, false);
    }

    @Override
    public void write(FeatureRow row) throws IOException {
        json.writeStartObject();
        json.writeStringField("video_id", row.videoId());
        json.writeNumberField("frame_index", row.frameIndex());
        json.writeNumberField("pts_us", row.ptsMicros());
        json.writeNumberField("timestamp_s", row.timestampSeconds());
        for (int column = 0; column < table.features().size(); column++) {
            json.writeFieldName(table.features().get(column).name());
            vectors.write(json, row.feature(column));
        }
        json.writeNumberField("change_ratio", row.changeRatio());
        json.writeNumberField("spikes", row.spikes());
        json.writeNumberField("macs", row.macs());
        json.writeNumberField("macs_dense", row.macsDense());
        json.writeStringField("state", row.state());
        json.writeEndObject();
        json.writeRaw('\n');
        if (stream) {
            flush(); // whoever reads the other end of a pipe gets each frame as it is done
        }
    }

    private void flush() throws IOException {
        json.flush();
        if (out instanceof PrintStream print && print.checkError()) {
            throw new IOException("its reader is gone or its disk is full");
        }
    }

    @Override
    public void finish() throws IOException {
        flush();
    }

    @Override
    public void close() throws IOException {
        if (!stream) {
            try (out) {
                json.close();
            }
        }
    }
}
