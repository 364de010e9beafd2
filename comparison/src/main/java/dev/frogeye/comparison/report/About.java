package dev.frogeye.comparison.report;

import dev.frogeye.comparison.Comparison;
import dev.frogeye.comparison.Environment;
import dev.frogeye.comparison.ModelSummary;
import dev.frogeye.comparison.Setup;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What was measured, on what, and by which rules. */
record About(Comparison comparison, EngineOrder engines) {
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    String subtitle() {
        return String.format(
                Locale.ROOT,
                "%s to %s · %s · %s · %s",
                comparison.model().name(),
                comparison.model().layer(),
                Clips.point(comparison.setup().delta()),
                threads(),
                DAY.format(comparison.environment().startedAt()));
    }

    private String threads() {
        int threads = comparison.setup().threads();
        return threads == 1 ? "1 thread" : threads + " threads";
    }

    List<Table> tables() {
        return List.of(model(), setup(), environment());
    }

    private Table model() {
        ModelSummary model = comparison.model();
        return Table.of("Model", "What", "Value")
                .row("File", model.name())
                .row("SHA-256", model.sha256())
                .row("Input", model.input())
                .row("Preprocessing", model.preprocess() + " (from " + model.preprocessSource() + ")")
                .row(
                        "Features",
                        model.layer() + ", pooling " + model.pooling() + ", " + model.featureSize() + " values")
                .row("Multiply-adds of a frame", Figures.operations(model.denseMacs()))
                .row("Parameters", Figures.operations(model.parameters()))
                .build();
    }

    private Table setup() {
        Setup setup = comparison.setup();
        return Table.of("Setting", "What", "Value")
                .row("Delta engine", Clips.point(setup.delta()))
                .row("Coding", setup.coding().name().toLowerCase(Locale.ROOT))
                .row("Refresh", setup.refreshFrames() == 0 ? "none" : "after " + setup.refreshFrames() + " frames")
                .row("Too much movement", setup.handsOver() ? "frames delegated to ONNX Runtime" : "no frame delegated")
                .row("Threads", String.valueOf(setup.threads()))
                .row("Warm-up", setup.warmupFrames() + " frames")
                .row("Blocks", setup.blockFrames() + " frames, the engines in turn")
                .row("Passes", String.valueOf(setup.repeats()))
                .row(
                        "Frames of a clip",
                        setup.frameLimit() == Long.MAX_VALUE ? "all" : "at most " + Figures.whole(setup.frameLimit()))
                .build();
    }

    private Table environment() {
        Environment environment = comparison.environment();
        Table.Builder table = Table.of("Machine", "What", "Value")
                .row("Processor", environment.cpu() + ", " + environment.cores() + " for the JVM")
                .row("System", environment.os())
                .row("Java", environment.java())
                .row("JVM options", String.join(" ", environment.jvmOptions()))
                .row("Largest heap", Figures.bytes(environment.maxHeapBytes()))
                .row(
                        "Versions",
                        new TreeMap<>(environment.versions())
                                .entrySet().stream()
                                        .map(entry -> entry.getKey() + " " + entry.getValue())
                                        .collect(Collectors.joining(", ")));
        new TreeMap<>(environment.variables()).forEach(table::row);
        return table.row("Started", environment.startedAt().toString()).build();
    }

    List<String> rules() {
        Setup setup = comparison.setup();
        return List.of(
                "Engine time is from the preprocessed frame to the feature vector. The delta engine's encoder is included,"
                        + " decoding and preprocessing are not; the whole extraction is stated apart.",
                String.format(
                        Locale.ROOT,
                        "All engines: the same frames, float32, batch 1, %s. %d warm-up frames each are left out. Engines"
                                + " take turns in blocks of %d frames, %d times over each clip. A frame's time in a chart"
                                + " is the median of its passes; means and percentiles are of all passes.",
                        threads(),
                        setup.warmupFrames(),
                        setup.blockFrames(),
                        setup.repeats()),
                "Key frames, which the delta engine computes densely, are included in all its times and counts.",
                setup.handsOver()
                        ? "Where so much moves that the delta engine would be the slower one, it hands frames over to ONNX"
                                + " Runtime. How many is said of each clip: their times and features are ONNX Runtime's,"
                                + " and every layer is charged its dense multiply-adds. Movement is then measured on every"
                                + " eighth row."
                        : "The delta engine computed all frames itself.",
                "A multiply-add (MAC) is one operation, not two (FLOP). Taps on padding are not counted.",
                "Zero-skip is the frame-by-frame network without the multiply-adds whose input is zero: what can be saved"
                        + " without any memory of the frame before. It is counted, not timed.",
                "Overhead is what the delta engine does besides multiply-adds: subtract, compare, accumulate, activate,"
                        + " pool. It is not part of the multiply-adds.",
                "Speed is the mean time of the other engine divided by the delta engine's. "
                        + EngineOrder.title(engines.reference())
                        + " gives the features that the delta engine's are held"
                        + " against.",
                "Jitter is the mean cosine of the reference's own features of neighbouring frames, over the quarter in"
                        + " which least moves: noise that no engine can be expected to agree on.");
    }
}
