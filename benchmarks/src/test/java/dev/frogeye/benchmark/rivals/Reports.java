package dev.frogeye.benchmark.rivals;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reports as {@code frogeye compare} writes them, as far as the tables need them. */
final class Reports {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Reports() {}

    /**
     * Writes a report: dense 20 ms and 1000 multiply-adds a frame; the default delta network 10 ms, 100 multiply-adds and
     * R2 .9; at threshold 0.03 16 ms, 250 and R2 .98; every second frame held and interpolated; int8.
     */
    static void write(Path file, String clip) throws IOException {
        ObjectNode root = JSON.createObjectNode();
        ObjectNode environment = root.putObject("environment");
        environment.put("cpu", "Some CPU").put("cores", 2).put("java", "17").put("started_at", "2026-12-01T09:00:00Z");
        environment.putObject("versions").put("frogeye", "0.1.0").put("onnxruntime", "1.28.0");
        root.put("threads", 1);
        ObjectNode result = root.putArray("clips").addObject();
        result.put("clip", clip).put("frames", 100).put("handed_over_frames", 3);
        result.putObject("engines").putObject("onnxruntime").put("ms_mean", 20);
        result.putObject("ops").put("dense_macs_per_frame", 1000).put("delta_macs_per_frame", 100);
        rival(result, "int8", 0, 9.5, 0.95, 0.97);
        rival(result, "hold-2", 0, 10.1, 0.7, 0.4);
        rival(result, "linear-2", 2, 8.0, 0.93, 0.7);
        rival(result, "linear-4", 4, 5.0, 0.8, 0.5);
        rival(result, "delta-0.03", 0, 16, 0.98, 0.99);
        rival(result, "delta-default", 0, 10, 0.9, 0.85);
        root.putArray("sweep")
                .addObject()
                .put("clip", clip)
                .put("threshold", 0.03)
                .put("delta_macs_per_frame", 250);
        Files.createDirectories(file.getParent());
        JSON.writeValue(file.toFile(), root);
    }

    private static void rival(ObjectNode clip, String name, int delay, double ms, double r2, double correlation) {
        clip.withArray("rivals")
                .addObject()
                .put("name", name)
                .put("delay_frames", delay)
                .put("ms_mean", ms)
                .put("speedup", 20 / ms)
                .put("r2_centred", r2)
                .put("change_correlation", correlation)
                .put("cosine_mean", 0.999)
                .put("cosine_min", 0.991);
    }
}
