package dev.frogeye.export;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;

/**
 * One JSON object a line, its keys in the order of the Parquet columns. JSON knows neither NaN nor infinity: such a
 * value is written as {@code null}.
 */
final class JsonlSink implements FeatureSink {
    // The shortest decimal that reads back as the same float, the same on every JDK.
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .build();

    private final FeatureTable table;
    private final OutputStream out;
    private final JsonGenerator json;
    private final PendingFile file; // null for a stream
    private boolean open = true;

    private JsonlSink(OutputStream out, FeatureTable table, PendingFile file) throws IOException {
        this.table = table;
        this.out = out;
        this.file = file;
        json = FACTORY.createGenerator(out).setPrettyPrinter(new MinimalPrettyPrinter(""));
    }

    static JsonlSink to(OutputStream out, FeatureTable table) throws IOException {
        return new JsonlSink(out, table, null);
    }

    static JsonlSink to(PendingFile file, FeatureTable table) throws IOException {
        OutputStream out = Files.newOutputStream(file.temporary(), StandardOpenOption.CREATE_NEW);
        return new JsonlSink(new BufferedOutputStream(out, 1 << 16), table, file);
    }

    @Override
    public void write(FeatureRow row) throws IOException {
        requireOpen();
        row.requireOf(table);
        json.writeStartObject();
        json.writeStringField("video_id", row.videoId());
        json.writeNumberField("frame_index", row.frameIndex());
        json.writeNumberField("pts_us", row.ptsMicros());
        json.writeNumberField("timestamp_s", row.timestampSeconds());
        for (int column = 0; column < table.features().size(); column++) {
            json.writeFieldName(table.features().get(column).name());
            writeVector(row.feature(column));
        }
        json.writeNumberField("change_ratio", row.changeRatio());
        json.writeNumberField("spikes", row.spikes());
        json.writeNumberField("macs", row.macs());
        json.writeNumberField("macs_dense", row.macsDense());
        json.writeStringField("state", row.state());
        json.writeEndObject();
        json.writeRaw('\n');
        if (file == null) {
            json.flush(); // whoever reads the other end of a pipe gets each frame as it is done
        }
    }

    private void writeVector(float[] values) throws IOException {
        json.writeStartArray();
        for (float value : values) {
            if (Float.isFinite(value)) {
                json.writeNumber(value);
            } else {
                json.writeNull();
            }
        }
        json.writeEndArray();
    }

    @Override
    public void commit() throws IOException {
        requireOpen();
        open = false;
        json.close();
        if (file == null) {
            out.flush();
            return;
        }
        try {
            out.close();
            file.commit();
        } finally {
            file.discard();
        }
    }

    @Override
    public void close() throws IOException {
        if (!open) {
            return;
        }
        open = false;
        if (file != null) {
            try (out) {
                json.close();
            } finally {
                file.discard();
            }
        }
    }

    private void requireOpen() {
        if (!open) {
            throw new IllegalStateException("the table is already committed or closed");
        }
    }
}
