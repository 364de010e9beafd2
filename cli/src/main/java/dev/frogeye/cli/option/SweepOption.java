package dev.frogeye.cli.option;

import dev.frogeye.cli.text.UsageException;
import dev.frogeye.comparison.Setup.OperatingPoint;
import dev.frogeye.extraction.ThresholdOptions;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Thresholds that are measured beside the chosen ones. */
public final class SweepOption {
    /** Enough for a curve; each is a run of the network. */
    private static final String USUAL_SWEEP = "0.01:1,0.03:2,0.1:3,0.2:4";

    @Option(
            names = "--sweep",
            paramLabel = "ALPHA[:LEVELS]",
            split = ",",
            arity = "0..1",
            fallbackValue = "0,0.01:1,0.02:1,0.04:2,0.06:2,0.1:3,0.15:4,0.2:4,0.3:6",
            description = "Measure at these thresholds, too: as --threshold, and after a colon as --pixel-threshold;"
                    + " none for no others (default: " + USUAL_SWEEP + "; without a list: ${FALLBACK-VALUE}).")
    private List<String> sweep;

    public List<OperatingPoint> points() {
        if (sweep != null && sweep.equals(List.of(RivalOptions.NONE))) {
            return List.of();
        }
        List<String> points = sweep == null ? List.of(USUAL_SWEEP.split(",")) : sweep;
        return points.stream()
                .map(text -> UsageException.unlessValid(
                        "--sweep: ", () -> OperatingPoint.of(parse(text.strip()), Optional.empty())))
                .distinct()
                .toList();
    }

    /** Reads {@code ALPHA} or {@code ALPHA:LEVELS}. */
    private static ThresholdOptions parse(String text) {
        String[] parts = text.split(":", -1);
        try {
            return switch (parts.length) {
                case 1 -> ThresholdOptions.relative(Double.parseDouble(parts[0]));
                case 2 -> new ThresholdOptions(Double.parseDouble(parts[0]), Double.parseDouble(parts[1]));
                default -> throw new IllegalArgumentException("'" + text + "' is not ALPHA or ALPHA:LEVELS");
            };
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "' is not ALPHA or ALPHA:LEVELS, such as 0.06:2", e);
        }
    }
}
