package dev.frogeye.cli.option;

import dev.frogeye.cli.text.UsageException;
import dev.frogeye.extraction.DeltaSettings;
import dev.frogeye.extraction.ExtractionModel;
import dev.frogeye.extraction.Profile;
import dev.frogeye.extraction.ProfileException;
import dev.frogeye.extraction.ThresholdOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the delta engine passes on; as they are made they hold the defaults. */
public final class DeltaFlags {
    private static final String PROFILE = "--profile";
    /** What a profile decides. */
    private static final List<String> DECIDED = List.of("--threshold", "--pixel-threshold", "--coding", "--refresh");

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
            names = PROFILE,
            paramLabel = "FILE",
            description =
                    "Take the thresholds, one for each layer, from this file of calibrate. It belongs to one model,"
                            + " preprocessing and layer, and says how changes are passed on, too.")
    private Path profile;

    @Mixin
    private SpikeOptions spikes = new SpikeOptions();

    /**
     * What was asked for, for this model.
     *
     * @param dense whether frames are delegated to ONNX Runtime
     * @param origins where the options come from: of those that exclude one another the stronger counts
     */
    public DeltaSettings settings(OptionOrigins origins, ExtractionModel model, DenseFrames dense) {
        boolean delegates = dense == DenseFrames.AUTO;
        if (profile(origins).isEmpty()) {
            return new DeltaSettings(thresholds(), spikes.coding(), spikes.refresh(), delegates);
        }
        try {
            Profile read = Profile.read(profile);
            read.requireFits(model.graph(), model.file().sha256(), model.preprocessing());
            return new DeltaSettings(read, read.coding(), read.refreshFrames(), delegates);
        } catch (ProfileException e) {
            throw new UsageException(PROFILE + ": " + e.getMessage(), e);
        }
    }

    /** The profile that the thresholds come from, unless an option with more weight says otherwise. */
    public Optional<Path> profile(OptionOrigins origins) {
        return Optional.ofNullable(profile).filter(file -> !isOverruled(origins));
    }

    private static boolean isOverruled(OptionOrigins origins) {
        return DECIDED.stream()
                .anyMatch(option ->
                        origins.choose(PROFILE, option).filter(option::equals).isPresent());
    }

    /** How small a change is still passed on. */
    private ThresholdOptions thresholds() {
        return UsageException.unlessValid(
                "--threshold, --pixel-threshold: ",
                () -> pixelThreshold == null
                        ? ThresholdOptions.relative(threshold)
                        : new ThresholdOptions(threshold, pixelThreshold));
    }
}
