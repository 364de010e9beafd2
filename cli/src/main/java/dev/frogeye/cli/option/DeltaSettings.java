package dev.frogeye.cli.option;

import dev.frogeye.comparison.Setup.OperatingPoint;
import dev.frogeye.delta.Coding;
import dev.frogeye.delta.DeltaModel;
import dev.frogeye.delta.DeltaOptions;
import dev.frogeye.extraction.Profile;
import dev.frogeye.extraction.ThresholdOptions;
import dev.frogeye.extraction.ThresholdSource;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How the delta engine is to run a model.
 *
 * @param profile the file that the thresholds come from, if they do
 * @param refresh frames between refreshes, 0 for none
 * @param dense whether frames are handed over
 */
public record DeltaSettings(
        ThresholdSource thresholds, Optional<Path> profile, Coding coding, int refresh, DenseFrames dense) {
    public DeltaOptions of(DeltaModel spiking, OpenModel model, int threads) {
        return new DeltaOptions(thresholds.of(spiking, model.preprocessing()), coding, refresh, threads);
    }

    public boolean handsOver() {
        return dense == DenseFrames.AUTO;
    }

    /** As a comparison names it. */
    public OperatingPoint point() {
        if (thresholds instanceof ThresholdOptions options) {
            return point(options);
        }
        Profile read = (Profile) thresholds;
        return new OperatingPoint(Double.NaN, read.pixelLevels(), profile.map(Path::toString));
    }

    /** One threshold for all tensors. */
    public static OperatingPoint point(ThresholdOptions options) {
        return new OperatingPoint(options.relative(), options.pixelLevels(), Optional.empty());
    }
}
