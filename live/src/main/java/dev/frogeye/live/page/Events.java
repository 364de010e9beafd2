package dev.frogeye.live.page;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.frogeye.live.LiveStatus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Gathers server-sent events. Not thread-safe. */
final class Events {
    private static final JsonFactory JSON = new JsonFactory();
    private static final byte[] END = "\n\n".getBytes(StandardCharsets.US_ASCII);

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private double fps = Double.NaN;

    /** Adds how the stream is doing, and when to come again should the connection break. */
    void addStatus(LiveStatus status) {
        fps = status.rates().processed();
        begin("retry: 2000\nevent: status\ndata: ");
        bytes.writeBytes(StatusJson.bytes(status));
        bytes.writeBytes(END);
    }

    /** Adds a frame. */
    void addFrame(FrameFacts frame) {
        begin("event: frame\ndata: ");
        try (JsonGenerator json = JSON.createGenerator(bytes).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)) {
            json.writeStartObject();
            json.writeNumberField("frame_index", frame.frameIndex());
            json.writeNumberField("pts_us", frame.ptsMicros());
            json.writeStringField(
                    "wall_time", Instant.ofEpochMilli(frame.capturedMillis()).toString());
            json.writeStringField("state", frame.state());
            StatusJson.number(json, "change_ratio", frame.changeRatio());
            json.writeNumberField("spikes", frame.spikes());
            json.writeNumberField("macs", frame.macs());
            json.writeNumberField("macs_dense", frame.macsDense());
            StatusJson.number(json, "latency_ms", frame.latencyMillis());
            StatusJson.number(json, "fps", fps);
            json.writeBooleanField("emitted", frame.isEmitted());
            json.writeEndObject();
        } catch (IOException neverFromMemory) {
            throw new UncheckedIOException(neverFromMemory);
        }
        bytes.writeBytes(END);
    }

    private void begin(String head) {
        bytes.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
    }

    /** What was gathered since the last {@link #clear}. */
    byte[] bytes() {
        return bytes.toByteArray();
    }

    /** Starts anew. */
    void clear() {
        bytes.reset();
    }
}
