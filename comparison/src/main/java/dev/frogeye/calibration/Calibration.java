package dev.frogeye.calibration;

import dev.frogeye.export.table.Pooling;
import dev.frogeye.extraction.Profile;
import dev.frogeye.ingest.Preprocessing;
import dev.frogeye.model.Tensor;
import java.util.List;
import java.util.Map;

/** What a search found. */
public final class Calibration {
    private final CalibrationTask task;
    private final Measured best;
    private final Measured global;

    Calibration(CalibrationTask task, Measured best, Measured global) {
        this.task = task;
        this.best = best;
        this.global = global;
    }

    /** Whether the clips say nothing about thresholds: even with every gate closed the error is small enough. */
    public boolean isUnbounded() {
        return global.candidate().isClosed();
    }

    /**
     * As it is written down.
     *
     * @param modelName file name or {@code builtin:...}
     * @param preprocessing of the frames
     * @param framesPerClip at most so many frames were asked for of each clip
     */
    public Profile profile(String modelName, Preprocessing preprocessing, int framesPerClip) {
        Map<String, Float> thresholds =
                best.candidate().thresholds(task.unit(), task.gates()).byTensor();
        double frames = task.frames();
        Evaluation point = best.evaluation();
        Evaluation single = global.evaluation();
        List<Profile.Clip> clips = task.clips().stream()
                .map(clip -> new Profile.Clip(
                        clip.name(), clip.sha256(), clip.frames().size()))
                .toList();
        return new Profile(
                new Profile.Model(modelName, task.modelSha256()),
                task.requested().stream().map(Tensor::name).toList(),
                task.poolings().stream().map(Pooling::text).toList(),
                preprocessing.toString(),
                task.coding(),
                task.refreshFrames(),
                best.candidate().pixelLevels(),
                thresholds,
                task.maxError(),
                task.seed(),
                framesPerClip,
                clips,
                new Profile.OperatingPoint(
                        point.relativeL2(),
                        point.cosine(),
                        point.macs() / frames,
                        task.model().graph().macs()),
                new Profile.Global(
                        global.candidate().relative(0),
                        global.candidate().pixelLevels(),
                        single.relativeL2(),
                        single.macs() / frames));
    }
}
