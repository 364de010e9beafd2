package dev.frogeye.cli;

import dev.frogeye.pipeline.ThresholdOptions;
import dev.frogeye.spiking.Coding;
import dev.frogeye.spiking.SpikingOptions;
import picocli.CommandLine.Option;

/** What the delta engine passes on; as they are made they hold the defaults. */
final class DeltaOptions {
    @Option(
            names = "--threshold",
            paramLabel = "ALPHA",
            description = "Smallest change of an activation that is passed on, relative to the root mean square of its"
                    + " layer; 0 is exact (default: ${DEFAULT-VALUE}).")
    private double threshold = ThresholdOptions.DEFAULT.relative();

    @Option(
            names = "--pixel-threshold",
            paramLabel = "LEVELS",
            description = "Smallest change of a pixel that is passed on, on the scale of 0 to 255; 0 is exact (default:"
                    + " 2, and 0 with --threshold 0).")
    private Double pixelThreshold;

    @Option(
            names = "--coding",
            paramLabel = "graded|herding",
            description = "Pass changes on as they are, or in whole steps of the threshold (default: graded).")
    private Coding coding = Coding.GRADED;

    @Option(
            names = "--refresh",
            paramLabel = "FRAMES",
            description =
                    "Compute a frame whole again, at the earliest, this many frames after the last one; a scene in"
                            + " which little happens is left alone. 0 for never (default: ${DEFAULT-VALUE}).")
    private int refresh = SpikingOptions.DEFAULT_REFRESH_FRAMES;

    /** How small a change is still passed on. */
    ThresholdOptions thresholds() {
        return UsageException.unlessValid(
                "--threshold, --pixel-threshold: ",
                () -> pixelThreshold == null
                        ? ThresholdOptions.relative(threshold)
                        : new ThresholdOptions(threshold, pixelThreshold));
    }

    Coding coding() {
        return coding;
    }

    /** Frames between refreshes, 0 for none. */
    int refresh() {
        if (refresh < 0) {
            throw new UsageException("--refresh must be 0 or more, was " + refresh);
        }
        return refresh;
    }
}
