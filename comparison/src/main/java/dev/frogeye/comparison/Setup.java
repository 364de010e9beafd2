package dev.frogeye.comparison;

import dev.frogeye.delta.Coding;
import dev.frogeye.extraction.ThresholdOptions;
import dev.frogeye.extraction.ThresholdSource;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How engines were run and measured.
 *
 * @param delta the thresholds that the comparison is about
 * @param sweep further thresholds, measured in the same run
 * @param coding of the spikes
 * @param refreshFrames least distance of refreshes, 0 for none
 * @param handsOver whether the delta engine hands frames over to ONNX Runtime where too much moves; at the thresholds of
 *     the sweep it never does
 * @param baselines frame-by-frame engines; the first is the reference for features
 * @param skips distances of frames for which the reference is run and its features held in between
 * @param rivals what is measured beside the delta network
 * @param peakLevel maxima of the reference's maps above it are peaks; where it is not given the tensor decides
 * @param threads of each engine
 * @param warmupFrames frames each engine ran before the first measured one
 * @param blockFrames consecutive frames that one engine runs before it is the next one's turn
 * @param repeats passes over each clip
 * @param frameLimit at most this many frames of a clip
 */
public record Setup(
        OperatingPoint delta,
        List<OperatingPoint> sweep,
        Coding coding,
        int refreshFrames,
        boolean handsOver,
        List<String> baselines,
        List<Integer> skips,
        List<Rival> rivals,
        OptionalDouble peakLevel,
        int threads,
        int warmupFrames,
        int blockFrames,
        int repeats,
        long frameLimit) {
    /**
     * Thresholds by what the user said of them.
     *
     * @param threshold relative to each tensor's scale; NaN with a profile
     * @param pixelThreshold in levels of 0 to 255
     * @param profile name of the file with the thresholds, if they come from one
     */
    public record OperatingPoint(double threshold, double pixelThreshold, Optional<String> profile) {
        /**
         * Names thresholds.
         *
         * @param profile the file that they come from, if they do
         */
        public static OperatingPoint of(ThresholdSource thresholds, Optional<Path> profile) {
            double relative = thresholds instanceof ThresholdOptions options ? options.relative() : Double.NaN;
            return new OperatingPoint(relative, thresholds.pixelLevels(), profile.map(Path::toString));
        }
    }

    public Setup {
        sweep = List.copyOf(sweep);
        baselines = List.copyOf(baselines);
        skips = List.copyOf(skips);
        rivals = List.copyOf(rivals);
    }
}
