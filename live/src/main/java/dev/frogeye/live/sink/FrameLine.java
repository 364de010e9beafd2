package dev.frogeye.live.sink;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.frogeye.encoder.Shape;
import dev.frogeye.export.json.JsonVectors;
import dev.frogeye.export.table.FeatureColumn;
import dev.frogeye.export.table.FeatureRow;
import dev.frogeye.export.table.FeatureTable;
import dev.frogeye.export.table.VectorEncoding;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoUnit;

/**
 * A frame as one JSON object on a line of its own:
 *
 * <pre>{@code
 * {"v":1,"source":"cam0","frame_index":123,"pts_us":4100000,"wall_time":"2026-11-22T10:15:04.100000Z","state":"delta",
 *  "change_ratio":0.031,"spikes":5120,"macs":41000000,"macs_dense":1814073344,"latency_ms":12.4,
 *  "layer":"@penultimate","shape":[512],"feature":[0.5,...]}
 * }</pre>
 *
 * <p>{@code v} is the version of this form. With {@link VectorEncoding#BASE64} a {@code "dtype":"<f4"} follows the shape.
 * The shape is {@code [n]} of a vector and {@code [height,width,channels]} of a map. Where there are several layers, what
 * is said of each is in the objects of an array {@code features} in place of these last keys: one line is always one
 * frame.
 */
final class FrameLine {
    private static final int VERSION = 1;

    /** As long for every time, so that text sorts as time does. */
    private static final DateTimeFormatter WALL_TIME =
            new DateTimeFormatterBuilder().appendInstant(6).toFormatter();

    private final FeatureTable table;
    private final VectorEncoding encoding;
    private final JsonVectors vectors;
    private final Bytes bytes = new Bytes();
    private final JsonGenerator json;

    FrameLine(FeatureTable table, VectorEncoding encoding) {
        this.table = table;
        this.encoding = encoding;
        vectors = new JsonVectors(encoding);
        try {
            json = JsonVectors.generator(bytes);
        } catch (IOException e) {
            throw new IllegalStateException("a generator into memory", e);
        }
    }

    /** The line with its end, valid until the next one. */
    ByteBuffer of(FeatureRow row) throws IOException {
        bytes.reset();
        json.writeStartObject();
        json.writeNumberField("v", VERSION);
        json.writeStringField("source", row.videoId());
        json.writeNumberField("frame_index", row.frameIndex());
        json.writeNumberField("pts_us", row.ptsMicros());
        json.writeStringField("wall_time", WALL_TIME.format(Instant.EPOCH.plus(row.wallMicros(), ChronoUnit.MICROS)));
        json.writeStringField("state", row.state());
        json.writeNumberField("change_ratio", row.changeRatio());
        json.writeNumberField("spikes", row.spikes());
        json.writeNumberField("macs", row.macs());
        json.writeNumberField("macs_dense", row.macsDense());
        json.writeNumberField("latency_ms", Math.round(row.latencyMillis() * 1000) / 1000.0);
        if (table.features().size() == 1) {
            writeFeature(0, row);
        } else {
            json.writeArrayFieldStart("features");
            for (int column = 0; column < table.features().size(); column++) {
                json.writeStartObject();
                writeFeature(column, row);
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        json.writeEndObject();
        json.writeRaw('\n');
        json.flush();
        return bytes.view();
    }

    private void writeFeature(int column, FeatureRow row) throws IOException {
        FeatureColumn feature = table.features().get(column);
        json.writeStringField("layer", feature.layer());
        json.writeFieldName("shape");
        Shape shape = feature.shape();
        int[] extent = shape.pixels() == 1
                ? new int[] {shape.channels()}
                : new int[] {shape.height(), shape.width(), shape.channels()};
        json.writeArray(extent, 0, extent.length);
        if (encoding == VectorEncoding.BASE64) {
            json.writeStringField("dtype", "<f4");
        }
        json.writeFieldName("feature");
        vectors.write(json, row.feature(column));
    }

    /** What was written, without a copy. */
    private static final class Bytes extends ByteArrayOutputStream {
        ByteBuffer view() {
            return ByteBuffer.wrap(buf, 0, count);
        }
    }
}
