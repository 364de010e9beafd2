package dev.frogeye.cli;

import dev.frogeye.comparison.Setup.OperatingPoint;
import dev.frogeye.pipeline.Profile;
import dev.frogeye.pipeline.ThresholdOptions;
import dev.frogeye.pipeline.ThresholdSource;
import dev.frogeye.spiking.Coding;
import dev.frogeye.spiking.SpikingModel;
import dev.frogeye.spiking.SpikingOptions;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How the delta engine is to run a model.
 *
 * @param profile the file that the thresholds come from, if they do
 * @param refresh frames between refreshes, 0 for none
 * @param dense whether frames are handed over
 */
record DeltaSettings(
        ThresholdSource thresholds, Optional<Path> profile, Coding coding, int refresh, DenseFrames dense) {
    SpikingOptions of(SpikingModel spiking, OpenModel model, int threads) {
        return new SpikingOptions(thresholds.of(spiking, model.preprocessing()), coding, refresh, threads);
    }

    boolean handsOver() {
        return dense == DenseFrames.AUTO;
    }

    /** As a comparison names it. */
    OperatingPoint point() {
        if (thresholds instanceof ThresholdOptions options) {
            return point(options);
        }
        Profile read = (Profile) thresholds;
        return new OperatingPoint(Double.NaN, read.pixelLevels(), profile.map(Path::toString));
    }

    /** One threshold for all tensors. */
    static OperatingPoint point(ThresholdOptions options) {
        return new OperatingPoint(options.relative(), options.pixelLevels(), Optional.empty());
    }
}
