package dev.frogeye.cli.command;

import dev.frogeye.cli.option.ModelOptions;
import dev.frogeye.cli.text.Versions;
import dev.frogeye.comparison.Baseline;
import dev.frogeye.comparison.ComparedNetwork;
import dev.frogeye.comparison.Comparison;
import dev.frogeye.comparison.Machine;
import dev.frogeye.comparison.Measurement;
import dev.frogeye.comparison.Setup;
import dev.frogeye.comparison.Setup.OperatingPoint;
import dev.frogeye.extraction.ClipSource;
import dev.frogeye.extraction.ExtractionModel;
import dev.frogeye.extraction.Profile;
import dev.frogeye.extraction.ThresholdOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** A new profile beside the best single threshold, on clips that had no say in either. */
final class ProfileCheck {
    private static final int WARMUP_FRAMES = 8;
    private static final int BLOCK_FRAMES = 16;
    private static final long MOST_FRAMES = 300;

    private final Profile profile;
    private final ThresholdOptions single;
    private final OperatingPoint tuned;

    ProfileCheck(Profile profile, Path file) {
        this.profile = profile;
        single = new ThresholdOptions(profile.global().alpha(), profile.global().pixelLevels());
        tuned = OperatingPoint.of(profile, Optional.of(file));
    }

    /**
     * Compares.
     *
     * @param command that repeats it
     * @return with the single threshold as the only entry of the sweep
     */
    Comparison run(
            ExtractionModel model, ModelOptions options, List<ClipSource> clips, String command, Activity activity)
            throws IOException {
        ComparedNetwork network = options.compared(model);
        OperatingPoint global = OperatingPoint.of(single, Optional.empty());
        Setup setup = new Setup(
                tuned,
                List.of(global),
                profile.coding(),
                profile.refreshFrames(),
                false,
                List.of(Baseline.ONNXRUNTIME.engineName()),
                List.of(),
                List.of(),
                OptionalDouble.empty(),
                1,
                WARMUP_FRAMES,
                BLOCK_FRAMES,
                1,
                MOST_FRAMES);
        try (Measurement measurement = new Measurement(
                network,
                setup,
                List.of(Baseline.ONNXRUNTIME),
                Map.of(
                        tuned, profile.of(network.spiking(), model.preprocessing()),
                        global, single.of(network.spiking(), model.preprocessing())),
                Measurement.Quantizer.NONE)) {
            return measurement.run(
                    clips,
                    Machine.environment(Versions.libraries(), command),
                    (clip, what, done) -> activity.is(clip + ": " + what + ", " + done + " frames"));
        }
    }
}
