package dev.frogeye.benchmark.rivals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.frogeye.benchmark.KnownNetwork;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** Reads {@code report.json} of a comparison of one clip. */
final class ReportReader {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final double SAME_THRESHOLD = 1e-9;

    private final KnownNetwork network;
    private final Path file;

    private ReportReader(KnownNetwork network, Path file) {
        this.network = network;
        this.file = file;
    }

    /**
     * Reads a report.
     *
     * @throws IOException if it cannot be read or lacks what the tables need; the message names the file and the field
     */
    static MeasuredClip read(KnownNetwork network, Path report) throws IOException {
        return new ReportReader(network, report).clip(JSON.readTree(report.toFile()));
    }

    private MeasuredClip clip(JsonNode report) throws IOException {
        JsonNode clip = need(need(report, "/clips"), "/0");
        double denseMacs = number(clip, "/ops/dense_macs_per_frame");
        List<RivalPoint> contenders = new ArrayList<>();
        for (JsonNode rival : need(clip, "/rivals")) {
            RivalPoint contender = contender(rival);
            OptionalDouble macs = macs(report, clip, contender);
            contenders.add(macs.isPresent() ? contender.withMacsSaved(denseMacs / macs.getAsDouble()) : contender);
        }
        return new MeasuredClip(
                network,
                need(clip, "/clip").asText(),
                (int) number(clip, "/frames"),
                (int) number(clip, "/handed_over_frames"),
                number(clip, "/engines/onnxruntime/ms_mean"),
                contenders,
                setting(report));
    }

    private RivalPoint contender(JsonNode rival) throws IOException {
        return new RivalPoint(
                need(rival, "/name").asText(),
                (int) number(rival, "/delay_frames"),
                number(rival, "/ms_mean"),
                number(rival, "/speedup"),
                number(rival, "/r2_centred"),
                number(rival, "/change_correlation"),
                number(rival, "/cosine_min"),
                OptionalDouble.empty());
    }

    /** Multiply-adds a frame: of the default delta network and of the sweep; of others the report has none. */
    private OptionalDouble macs(JsonNode report, JsonNode clip, RivalPoint contender) throws IOException {
        if (contender.name().equals(RivalPoint.DEFAULT)) {
            return OptionalDouble.of(number(clip, "/ops/delta_macs_per_frame"));
        }
        if (contender.threshold().isPresent()) {
            for (JsonNode entry : need(report, "/sweep")) {
                if (Math.abs(number(entry, "/threshold") - contender.threshold().getAsDouble()) < SAME_THRESHOLD) {
                    return OptionalDouble.of(number(entry, "/delta_macs_per_frame"));
                }
            }
        }
        return OptionalDouble.empty();
    }

    private MeasuredClip.Setting setting(JsonNode report) throws IOException {
        return new MeasuredClip.Setting(
                need(report, "/environment/cpu").asText(),
                (int) number(report, "/environment/cores"),
                need(report, "/environment/java").asText(),
                need(report, "/environment/versions/frogeye").asText(),
                need(report, "/environment/versions/onnxruntime").asText(),
                (int) number(report, "/threads"),
                need(report, "/environment/started_at").asText().substring(0, "2026-12-01".length()));
    }

    /** A number, NaN for null. */
    private double number(JsonNode node, String field) throws IOException {
        JsonNode value = need(node, field);
        if (!value.isNumber() && !value.isNull()) {
            throw new IOException(file + ": " + field + " is no number: " + value);
        }
        return value.asDouble(Double.NaN);
    }

    private JsonNode need(JsonNode node, String field) throws IOException {
        JsonNode value = node.at(field);
        if (value.isMissingNode()) {
            throw new IOException(file + " has no " + field + "; measure this clip again");
        }
        return value;
    }
}
