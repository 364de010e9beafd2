package dev.frogeye.calibration;

import dev.frogeye.delta.Coding;
import dev.frogeye.delta.DeltaModel;
import dev.frogeye.delta.Thresholds;
import dev.frogeye.export.table.Pooling;
import dev.frogeye.extraction.Digest;
import dev.frogeye.extraction.Profile;
import dev.frogeye.model.Tensor;
import java.util.List;

/**
 * What thresholds are searched for.
 *
 * @param model the network up to the requested
 * @param modelSha256 of its ONNX bytes, lower-case hex
 * @param requested tensors whose features count
 * @param poolings how each becomes a vector
 * @param unit the thresholds of one level of 255 and of each tensor's scale:
 *     {@code new ThresholdOptions(1, 1).of(model, preprocessing)}
 * @param coding of the spikes
 * @param refreshFrames least distance of refreshes, 0 for none
 * @param clips what is measured on, with the exact features of the requested
 * @param maxError largest mean relative L2 of the features, over all frames and for each requested tensor
 * @param seed of the order in which the thresholds take part in the experiments
 */
public record CalibrationTask(
        DeltaModel model,
        String modelSha256,
        List<Tensor> requested,
        List<Pooling> poolings,
        Thresholds unit,
        Coding coding,
        int refreshFrames,
        List<CalibrationClip> clips,
        double maxError,
        long seed) {
    public CalibrationTask {
        requested = List.copyOf(requested);
        poolings = List.copyOf(poolings);
        clips = List.copyOf(clips);
        if (clips.isEmpty()) {
            throw new IllegalArgumentException("there is no clip to calibrate on");
        }
        if (!(maxError >= 0) || Double.isInfinite(maxError)) {
            throw new IllegalArgumentException("the largest error must be 0 or more, was " + maxError);
        }
    }

    /** Frames of all clips. */
    int frames() {
        return clips.stream().mapToInt(clip -> clip.frames().size()).sum();
    }

    /** Tensors that have a threshold, first to last. */
    List<String> gates() {
        return Profile.gatedTensors(model.graph());
    }

    /** Tells this search from others: by all that decides what is measured and what is tried. */
    String hash() {
        Digest digest = new Digest()
                .add(Calibrator.METHOD)
                .add(modelSha256)
                .add(coding.name())
                .add(refreshFrames)
                .add(maxError)
                .add(seed)
                .add(unit.pixel());
        gates().forEach(gate -> digest.add(gate).add(unit.byTensor().getOrDefault(gate, 0f)));
        requested.forEach(tensor -> digest.add(tensor.name()));
        poolings.forEach(pooling -> digest.add(pooling.text()));
        for (CalibrationClip clip : clips) {
            digest.add(clip.sha256()).add(clip.frames().size());
            clip.frames().forEach(digest::add);
        }
        return digest.hex();
    }
}
