package dev.frogeye.cli.text;

import dev.frogeye.comparison.ClipResult;
import dev.frogeye.comparison.Comparison;
import dev.frogeye.comparison.Operations;
import dev.frogeye.comparison.RivalResult;
import dev.frogeye.comparison.Standing;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A comparison in a few columns, the clips sorted by how much moves. */
public final class ComparisonTable {
    private static final String NONE = "-";

    private ComparisonTable() {}

    public static List<String> lines(Comparison comparison) {
        List<String> engines = comparison.setup().baselines();
        List<String> header = new ArrayList<>(
                List.of("clip", "frames", "delegated", "moves", "R2", "change corr", "MACs saved", "ms"));
        engines.forEach(engine -> header.addAll(List.of(engine + " ms", "speed-up")));
        header.addAll(List.of("fastest rival", "fastest live rival", "int8 R2", "int8 ms", "cosine"));
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
                        ? NONE
                        : format("%.1f %%", 100 * clip.motion().getAsDouble()));
        row.add(number("%.3f", clip.fidelity().agreement().r2Centred()));
        row.add(number("%.2f", clip.fidelity().agreement().changeCorrelation()));
        row.add(number("%.1fx", dense / operations.delta()));
        row.add(format("%.2f", clip.times().get(ClipResult.DELTA).meanMs()));
        for (String engine : engines) {
            row.add(format("%.2f", clip.times().get(engine).meanMs()));
            row.add(format("%.2fx", clip.speedup(engine)));
        }
        Standing standing = Standing.of(clip, engines.get(0));
        row.add(best(standing, false));
        row.add(best(standing, true));
        Optional<RivalResult> int8 = standing.int8();
        row.add(int8.map(rival -> number("%.3f", rival.agreement().r2Centred())).orElse(NONE));
        row.add(int8.map(rival -> format("%.2f", rival.msMean())).orElse(NONE));
        row.add(format("%.4f", clip.fidelity().agreement().cosineMean()));
        return row;
    }

    private static String best(Standing standing, boolean live) {
        return standing.bestRival(live)
                .map(rival -> rival.name() + format(" %.2f", rival.msMean()))
                .orElse(NONE);
    }

    private static String number(String pattern, double value) {
        return Double.isNaN(value) ? NONE : format(pattern, value);
    }

    private static String format(String pattern, double value) {
        return String.format(Locale.ROOT, pattern, value);
    }
}
