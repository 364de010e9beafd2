package dev.frogeye.extraction;

import dev.frogeye.delta.Coding;
import dev.frogeye.delta.DeltaModel;
import dev.frogeye.delta.DeltaOptions;
import dev.frogeye.ingest.Preprocessing;

/**
 * How the delta engine runs a model.
 *
 * @param thresholds how small a change is still passed on
 * @param coding how a change becomes spikes
 * @param refreshFrames least frames between refreshes, 0 for none
 * @param delegates whether frames in which too much moves are delegated to ONNX Runtime
 */
public record DeltaSettings(ThresholdSource thresholds, Coding coding, int refreshFrames, boolean delegates) {
    /** The default thresholds, graded spikes, frames delegated where that is faster. */
    public static final DeltaSettings DEFAULT =
            new DeltaSettings(ThresholdOptions.DEFAULT, Coding.GRADED, DeltaOptions.DEFAULT_REFRESH_FRAMES, true);

    /** The same with other thresholds. */
    public DeltaSettings withThresholds(ThresholdSource other) {
        return new DeltaSettings(other, coding, refreshFrames, delegates);
    }

    /** For one model, whose scales are measured where the thresholds are relative. */
    public DeltaOptions of(DeltaModel model, Preprocessing preprocessing, int threads) {
        return new DeltaOptions(thresholds.of(model, preprocessing), coding, refreshFrames, threads);
    }
}
