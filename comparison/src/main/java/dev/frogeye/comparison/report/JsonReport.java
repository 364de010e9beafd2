package dev.frogeye.comparison.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.frogeye.comparison.ClipResult;
import dev.frogeye.comparison.ClipResult.SweepResult;
import dev.frogeye.comparison.Comparison;
import dev.frogeye.comparison.Environment;
import dev.frogeye.comparison.ModelSummary;
import dev.frogeye.comparison.Setup;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** {@code report.json}: fixed order, numbers rounded, null where there is no number. */
final class JsonReport {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    private JsonReport() {}

    /** The file, with a line feed at the end. */
    static String text(Comparison comparison, EngineOrder engines) {
        DefaultIndenter lines = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter pretty = new DefaultPrettyPrinter()
                .withSeparators(
                        DefaultPrettyPrinter.DEFAULT_SEPARATORS.withObjectFieldValueSpacing(Separators.Spacing.AFTER))
                .withObjectIndenter(lines)
                .withArrayIndenter(lines);
        try {
            return JSON.writer(pretty).writeValueAsString(tree(comparison, engines)) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of values that cannot be written", e);
        }
    }

    private static ObjectNode tree(Comparison comparison, EngineOrder engines) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        environment(root.putObject("environment"), comparison.environment());
        model(root.putObject("model"), comparison.model());
        root.put("threads", comparison.setup().threads());
        setup(root.putObject("setup"), comparison.setup());
        ArrayNode clips = root.putArray("clips");
        for (ClipResult clip : comparison.clips()) {
            new JsonClip(clip, engines).writeTo(clips.addObject());
        }
        ArrayNode sweep = root.putArray("sweep");
        for (ClipResult clip : comparison.clips()) {
            clip.sweep().forEach(result -> sweep(sweep.addObject(), clip, result));
        }
        Knee.of(comparison).ifPresentOrElse(point -> point(root.putObject("knee"), point), () -> root.putNull("knee"));
        EnergyTable.model(root.putObject("energy_model"));
        return root;
    }

    private static void environment(ObjectNode node, Environment environment) {
        node.put("cpu", environment.cpu());
        node.put("cores", environment.cores());
        node.put("vnni", environment.vnni().name().toLowerCase(Locale.ROOT));
        node.put("os", environment.os());
        node.put("java", environment.java());
        ArrayNode options = node.putArray("jvm_options");
        environment.jvmOptions().forEach(options::add);
        node.put("max_heap_bytes", environment.maxHeapBytes());
        texts(node.putObject("versions"), environment.versions());
        texts(node.putObject("variables"), environment.variables());
        node.put("started_at", environment.startedAt().toString());
        node.put("command", environment.command());
    }

    private static void texts(ObjectNode node, Map<String, String> texts) {
        new TreeMap<>(texts).forEach(node::put);
    }

    private static void model(ObjectNode node, ModelSummary model) {
        node.put("name", model.name());
        node.put("sha256", model.sha256());
        node.put("input", model.input());
        node.put("layer", model.layer());
        node.put("pooling", model.pooling());
        node.put("feature_size", model.featureSize());
        node.put("classifies", model.classifies());
        node.put("preprocess", model.preprocess());
        node.put("preprocess_source", model.preprocessSource());
        node.put("dense_macs", model.denseMacs());
        node.put("parameters", model.parameters());
    }

    private static void setup(ObjectNode node, Setup setup) {
        point(node, setup.delta());
        node.put("coding", setup.coding().name().toLowerCase(Locale.ROOT));
        node.put("refresh_frames", setup.refreshFrames());
        node.put("dense", setup.handsOver() ? "auto" : "never");
        ArrayNode baselines = node.putArray("baselines");
        setup.baselines().forEach(baselines::add);
        ArrayNode skips = node.putArray("skips");
        setup.skips().forEach(skips::add);
        ArrayNode rivals = node.putArray("rivals");
        setup.rivals().forEach(rival -> rivals.add(rival.name()));
        node.put("warmup_frames", setup.warmupFrames());
        node.put("block_frames", setup.blockFrames());
        node.put("repeats", setup.repeats());
        node.put("frame_limit", setup.frameLimit());
    }

    private static void point(ObjectNode node, Setup.OperatingPoint point) {
        node.put("threshold", Rounding.measured(point.threshold()));
        node.put("pixel_threshold", Rounding.measured(point.pixelThreshold()));
        node.put("profile", point.profile().orElse(null));
    }

    private static void sweep(ObjectNode node, ClipResult clip, SweepResult result) {
        node.put("clip", clip.clip());
        point(node, result.point());
        node.put("ms_mean", Rounding.measured(result.msMean()));
        node.put("speedup", Rounding.measured(result.speedup()));
        node.put("delta_macs_per_frame", Rounding.decimals(result.macsPerFrame(), 3));
        node.put("overhead_ops_per_frame", Rounding.decimals(result.overheadPerFrame(), 3));
        JsonClip.agreement(node, result.agreement());
    }
}
