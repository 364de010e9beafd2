package dev.frogeye.cli;

import dev.frogeye.comparison.ClipResult;
import dev.frogeye.comparison.Comparison;
import dev.frogeye.comparison.Operations;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** A comparison in a few columns, the clips sorted by how much moves. */
final class ComparisonTable {
    private ComparisonTable() {}

    static List<String> lines(Comparison comparison) {
        List<String> engines = comparison.setup().baselines();
        List<String> header =
                new ArrayList<>(List.of("clip", "frames", "handed over", "moves", "zero-skip", "delta", "ms"));
        engines.forEach(engine -> header.addAll(List.of(engine + " ms", "speed-up")));
        header.addAll(List.of("cosine", "least", "jitter"));
        TextTable table = new TextTable("l" + "r".repeat(header.size() - 1));
        table.row(header.toArray(String[]::new));
        comparison.clips().stream()
                .sorted(Comparator.comparingDouble(clip -> clip.motion().orElse(1)))
                .forEach(clip -> table.row(row(clip, engines).toArray(String[]::new)));
        return table.lines();
    }

    private static List<String> row(ClipResult clip, List<String> engines) {
        Operations operations = clip.operations();
        double dense = operations.dense();
        List<String> row = new ArrayList<>();
        row.add(Printable.line(clip.clip()));
        row.add(String.valueOf(clip.frames().size()));
        row.add(String.valueOf(clip.handedOver()));
        row.add(
                clip.motion().isEmpty()
                        ? "-"
                        : format("%.1f %%", 100 * clip.motion().getAsDouble()));
        row.add(format("%.1fx", dense / operations.zeroSkip()));
        row.add(format("%.1fx", dense / operations.delta()));
        row.add(format("%.2f", clip.times().get(ClipResult.DELTA).meanMs()));
        for (String engine : engines) {
            row.add(format("%.2f", clip.times().get(engine).meanMs()));
            row.add(format("%.2fx", clip.speedup(engine)));
        }
        row.add(format("%.4f", clip.fidelity().agreement().cosineMean()));
        row.add(format("%.4f", clip.fidelity().agreement().cosineMin()));
        row.add(format("%.4f", clip.fidelity().denseJitterCosine()));
        return row;
    }

    private static String format(String pattern, double value) {
        return String.format(Locale.ROOT, pattern, value);
    }
}
