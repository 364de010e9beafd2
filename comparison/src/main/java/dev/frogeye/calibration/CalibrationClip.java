package dev.frogeye.calibration;

import dev.frogeye.engine.FeatureEngine;
import dev.frogeye.engine.FrameCost;
import dev.frogeye.export.table.Pooling;
import java.util.ArrayList;
import java.util.List;

/**
 * Consecutive frames of a video, held in memory, and the features that they should have.
 *
 * @param name as the profile records it
 * @param sha256 of the frames as the network sees them, lower-case hex
 * @param frames preprocessed values, channels-last; not modified
 * @param features of each frame the pooled vector of each requested tensor
 */
public record CalibrationClip(String name, String sha256, List<float[]> frames, List<List<float[]>> features) {
    public CalibrationClip {
        frames = List.copyOf(frames);
        features = List.copyOf(features);
        if (frames.isEmpty() || frames.size() != features.size()) {
            throw new IllegalArgumentException(
                    name + ": " + frames.size() + " frames and " + features.size() + " features; there must be some");
        }
    }

    /**
     * Computes the features of the frames.
     *
     * @param exact an engine that computes each frame exactly
     * @param poolings one for each of its requested
     */
    public static CalibrationClip of(
            String name, String sha256, List<float[]> frames, FeatureEngine exact, List<Pooling> poolings) {
        FrameCost cost = new FrameCost();
        PooledTensors requested = new PooledTensors(exact, poolings);
        List<List<float[]>> features = new ArrayList<>();
        exact.reset();
        for (float[] frame : frames) {
            exact.step(frame, cost);
            features.add(requested.read().stream().map(float[]::clone).toList());
        }
        return new CalibrationClip(name, sha256, frames, features);
    }
}
