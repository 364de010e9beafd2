package dev.frogeye.cli.option;

import dev.frogeye.cli.text.UsageException;
import dev.frogeye.delta.Coding;
import dev.frogeye.delta.DeltaOptions;
import picocli.CommandLine.Option;

/** How changes are passed on, and when a frame is computed whole; as they are made they hold the defaults. */
public final class SpikeOptions {
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
    private int refresh = DeltaOptions.DEFAULT_REFRESH_FRAMES;

    public Coding coding() {
        return coding;
    }

    /** Frames between refreshes, 0 for none. */
    public int refresh() {
        if (refresh < 0) {
            throw new UsageException("--refresh must be 0 or more, was " + refresh);
        }
        return refresh;
    }
}
