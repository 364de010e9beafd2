package dev.frogeye.comparison;

import java.util.List;

/**
 * The spiking network beside frame-by-frame engines on the same frames: all that was found.
 *
 * @param environment where it ran
 * @param model what ran
 * @param setup how it was run
 * @param clips what was found on each clip, in the order they were given
 */
public record Comparison(Environment environment, ModelSummary model, Setup setup, List<ClipResult> clips) {
    public Comparison {
        clips = List.copyOf(clips);
    }
}
