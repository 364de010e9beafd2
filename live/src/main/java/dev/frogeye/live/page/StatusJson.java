package dev.frogeye.live.page;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.frogeye.live.LiveStatus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;

/** Writes a status as JSON, names in snake case; a number that is not known is null. */
final class StatusJson {
    private static final JsonFactory JSON = new JsonFactory();

    private StatusJson() {}

    private interface Content {
        void write(JsonGenerator json) throws IOException;
    }

    /** All of it. */
    static byte[] bytes(LiveStatus status) {
        return bytes(json -> write(json, status));
    }

    /** What can be set. */
    static byte[] settings(LiveStatus status) {
        return bytes(json -> {
            json.writeStartObject();
            thresholds(json, status);
            json.writeEndObject();
        });
    }

    private static byte[] bytes(Content content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            content.write(json);
        } catch (IOException neverFromMemory) {
            throw new UncheckedIOException(neverFromMemory);
        }
        return bytes.toByteArray();
    }

    private static void write(JsonGenerator json, LiveStatus status) throws IOException {
        json.writeStartObject();
        json.writeStringField("source", status.source());
        json.writeStringField("connection", status.connection().name().toLowerCase(Locale.ROOT));
        json.writeNumberField("uptime_ms", status.uptimeMillis());
        frames(json, status.frames());
        json.writeObjectFieldStart("fps");
        number(json, "captured", status.rates().captured());
        number(json, "processed", status.rates().processed());
        number(json, "dropped", status.rates().dropped());
        json.writeEndObject();
        json.writeObjectFieldStart("latency_ms");
        number(json, "p50", status.latency().p50());
        number(json, "p95", status.latency().p95());
        number(json, "p99", status.latency().p99());
        json.writeEndObject();
        json.writeObjectFieldStart("cost");
        number(json, "macs", status.cost().macs());
        json.writeNumberField("macs_dense", status.cost().macsDense());
        number(json, "change_ratio", status.cost().changeRatio());
        json.writeEndObject();
        layers(json, status);
        thresholds(json, status);
        number(json, "drift_cosine", status.driftCosine().orElse(Double.NaN));
        json.writeObjectFieldStart("memory");
        json.writeNumberField("heap_bytes", status.memory().heap());
        json.writeNumberField("resident_bytes", status.memory().resident());
        json.writeEndObject();
        json.writeStringField("last_error", status.lastError().orElse(null));
        json.writeEndObject();
    }

    private static void thresholds(JsonGenerator json, LiveStatus status) throws IOException {
        number(json, "threshold", status.threshold());
        number(json, "pixel_threshold", status.pixelThreshold());
    }

    private static void frames(JsonGenerator json, LiveStatus.Frames frames) throws IOException {
        json.writeObjectFieldStart("frames");
        json.writeNumberField("captured", frames.captured());
        json.writeNumberField("processed", frames.processed());
        json.writeNumberField("dropped", frames.dropped());
        json.writeNumberField("queued", frames.queued());
        json.writeNumberField("emitted", frames.emitted());
        json.writeNumberField("unwritten", frames.unwritten());
        json.writeNumberField("reconnects", frames.reconnects());
        json.writeEndObject();
    }

    private static void layers(JsonGenerator json, LiveStatus status) throws IOException {
        json.writeArrayFieldStart("layers");
        for (LiveStatus.Layer layer : status.layers()) {
            json.writeStartObject();
            json.writeStringField("name", layer.name());
            json.writeStringField("operator", layer.operator());
            number(json, "density", layer.density());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** JSON knows no NaN. */
    static void number(JsonGenerator json, String name, double value) throws IOException {
        if (Double.isFinite(value)) {
            json.writeNumberField(name, value);
        } else {
            json.writeNullField(name);
        }
    }

    /** The shortest digits that are this float, not those of the double next to it. */
    private static void number(JsonGenerator json, String name, float value) throws IOException {
        if (Float.isFinite(value)) {
            json.writeNumberField(name, value);
        } else {
            json.writeNullField(name);
        }
    }
}
