package dev.frogeye.calibration;

import dev.frogeye.comparison.Distance;
import dev.frogeye.delta.DeltaNetwork;
import dev.frogeye.delta.DeltaOptions;
import dev.frogeye.delta.Thresholds;
import dev.frogeye.engine.FrameCost;
import dev.frogeye.model.Tensor;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.DoubleStream;

/** Runs the network over clips and compares. Thread-safe: every run has a network of its own. */
final class Runner {
    private final CalibrationTask task;

    Runner(CalibrationTask task) {
        this.task = task;
    }

    /**
     * Runs all clips with these thresholds, each from a key frame on.
     *
     * @throws CancellationException if the thread is interrupted
     */
    Evaluation run(Thresholds thresholds) {
        List<Tensor> requested = task.requested();
        DeltaNetwork network =
                task.model().network(requested, new DeltaOptions(thresholds, task.coding(), task.refreshFrames()));
        PooledTensors pooled = new PooledTensors(network, task.poolings());
        FrameCost cost = new FrameCost();
        double[] error = new double[requested.size()];
        double[] cosine = new double[requested.size()];
        long macs = 0;
        long overhead = 0;
        int frames = 0;
        for (CalibrationClip clip : task.clips()) {
            network.reset();
            for (int i = 0; i < clip.frames().size(); i++) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new CancellationException("the search was interrupted");
                }
                network.step(clip.frames().get(i), cost);
                macs += cost.macs();
                overhead += cost.overhead();
                List<float[]> features = pooled.read();
                for (int index = 0; index < error.length; index++) {
                    Distance distance = Distance.between(
                            features.get(index), clip.features().get(i).get(index));
                    error[index] += distance.relativeL2();
                    cosine[index] += distance.cosine();
                }
                frames++;
            }
        }
        return new Evaluation(
                DoubleStream.of(error).max().orElseThrow() / frames,
                DoubleStream.of(cosine).min().orElseThrow() / frames,
                macs,
                overhead);
    }
}
