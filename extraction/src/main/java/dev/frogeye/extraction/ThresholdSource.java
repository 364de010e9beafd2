package dev.frogeye.extraction;

import dev.frogeye.delta.DeltaModel;
import dev.frogeye.delta.Thresholds;
import dev.frogeye.ingest.Preprocessing;
import java.util.Map;

/** Where the delta engine's thresholds come from: one number for all tensors, or a profile with one for each. */
public sealed interface ThresholdSource permits ThresholdOptions, Profile {
    /**
     * Absolute thresholds for a model.
     *
     * @param preprocessing as for the frames, of the model's input size
     */
    Thresholds of(DeltaModel model, Preprocessing preprocessing);

    /** Smallest change of a pixel that is passed on, in levels of 0 to 255; 0 is exact. */
    double pixelLevels();

    /** What to write down of it, by key. */
    Map<String, String> settings();
}
