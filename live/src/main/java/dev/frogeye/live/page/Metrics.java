package dev.frogeye.live.page;

import dev.frogeye.live.LiveStatus;
import java.util.Locale;

/** Writes a status in Prometheus' text format. */
final class Metrics {
    static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final StringBuilder text = new StringBuilder(4096);

    private Metrics() {}

    /**
     * The whole text.
     *
     * @param clients who are streamed to
     * @param leftOut frames that were not told to readers of events
     */
    static String of(LiveStatus status, int clients, long leftOut) {
        Metrics metrics = new Metrics();
        metrics.frames(status.frames());
        metrics.connection(status.connection());
        metrics.rates(status);
        metrics.cost(status);
        metrics.gauge("frogeye_page_clients", "Connections the page streams to.", clients);
        metrics.counter("frogeye_page_frames_left_out_total", "Frames not sent to readers of events.", leftOut);
        return metrics.text.toString();
    }

    private void frames(LiveStatus.Frames frames) {
        counter("frogeye_frames_captured_total", "Frames decoded.", frames.captured());
        counter("frogeye_frames_processed_total", "Frames turned into features.", frames.processed());
        counter("frogeye_frames_dropped_total", "Frames left out because a newer one was there.", frames.dropped());
        gauge("frogeye_frames_queued", "Frames waiting or being worked on.", frames.queued());
        counter("frogeye_frames_emitted_total", "Frames handed to the sinks.", frames.emitted());
        counter("frogeye_frames_unwritten_total", "Frames lost because a sink could not keep up.", frames.unwritten());
        counter("frogeye_reconnects_total", "Times the source was lost and found again.", frames.reconnects());
    }

    private void connection(LiveStatus.Connection now) {
        head("frogeye_connection", "gauge", "1 for the state the connection is in.");
        for (LiveStatus.Connection state : LiveStatus.Connection.values()) {
            sample("frogeye_connection", "state", state.name().toLowerCase(Locale.ROOT), state == now ? 1 : 0);
        }
    }

    private void rates(LiveStatus status) {
        gauge("frogeye_uptime_seconds", "Time since the command started.", status.uptimeMillis() / 1e3);
        head("frogeye_frames_per_second", "gauge", "Frames a second, over the last few seconds.");
        sample("frogeye_frames_per_second", "kind", "captured", status.rates().captured());
        sample("frogeye_frames_per_second", "kind", "processed", status.rates().processed());
        sample("frogeye_frames_per_second", "kind", "dropped", status.rates().dropped());
        head("frogeye_latency_seconds", "gauge", "From capture to feature, over the last few seconds.");
        sample("frogeye_latency_seconds", "quantile", "0.5", status.latency().p50() / 1e3);
        sample("frogeye_latency_seconds", "quantile", "0.95", status.latency().p95() / 1e3);
        sample("frogeye_latency_seconds", "quantile", "0.99", status.latency().p99() / 1e3);
    }

    private void cost(LiveStatus status) {
        gauge("frogeye_macs_per_frame", "Multiply-adds done.", status.cost().macs());
        gauge(
                "frogeye_dense_macs_per_frame",
                "Multiply-adds of the frame-by-frame network.",
                status.cost().macsDense());
        gauge(
                "frogeye_change_ratio",
                "Fraction of input values that changed.",
                status.cost().changeRatio());
        gauge("frogeye_threshold", "Relative threshold of the layers.", status.threshold());
        gauge("frogeye_pixel_threshold_levels", "Threshold of the pixels, 0 to 255.", status.pixelThreshold());
        gauge(
                "frogeye_drift_cosine",
                "Cosine between these features and those computed from nothing.",
                status.driftCosine().orElse(Double.NaN));
        gauge("frogeye_heap_bytes", "Heap in use.", status.memory().heap());
        gauge(
                "frogeye_resident_bytes",
                "Memory of the process, 0 where unknown.",
                status.memory().resident());
        head(
                "frogeye_layer_density",
                "gauge",
                "Of gates and the input: values that spiked. Of layers: multiply-adds against the frame-by-frame layer's.");
        for (LiveStatus.Layer layer : status.layers()) {
            text.append("frogeye_layer_density{layer=\"")
                    .append(escaped(layer.name()))
                    .append("\",operator=\"")
                    .append(escaped(layer.operator()))
                    .append("\"} ")
                    .append(number(layer.density()))
                    .append('\n');
        }
    }

    private void counter(String name, String help, double value) {
        head(name, "counter", help);
        text.append(name).append(' ').append(number(value)).append('\n');
    }

    private void gauge(String name, String help, double value) {
        head(name, "gauge", help);
        text.append(name).append(' ').append(number(value)).append('\n');
    }

    private void head(String name, String type, String help) {
        text.append("# HELP ").append(name).append(' ').append(help).append('\n');
        text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
    }

    private void sample(String name, String label, String labelValue, double value) {
        text.append(name)
                .append('{')
                .append(label)
                .append("=\"")
                .append(labelValue)
                .append("\"} ");
        text.append(number(value)).append('\n');
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    private static String escaped(String label) {
        return label.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
}
