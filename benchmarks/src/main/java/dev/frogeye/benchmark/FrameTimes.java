package dev.frogeye.benchmark;

import dev.frogeye.delta.Coding;
import dev.frogeye.delta.DeltaModel;
import dev.frogeye.delta.DeltaOptions;
import dev.frogeye.dense.OnnxRuntimeEngine;
import dev.frogeye.engine.FeatureEngine;
import dev.frogeye.engine.FrameCost;
import dev.frogeye.extraction.ThresholdOptions;
import dev.frogeye.hybrid.FrameTime;
import dev.frogeye.hybrid.HybridEngine;
import dev.frogeye.ingest.Preprocessing;
import dev.frogeye.model.Graph;
import dev.frogeye.model.Layer;
import dev.frogeye.model.onnx.OnnxModel;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What frames of a clip take on the delta network, on ONNX Runtime and on the two together, beside what is counted of
 * them and what {@link FrameTime} makes of that: the table to fit its constants from. Times are of the processor, not of
 * the clock, so that they mean something on a machine that does other things too.
 */
public final class FrameTimes {
    private static final int FRAMES = 120;
    private static final int BLOCK = 16;
    /** The first is for the compiler. */
    private static final int PASSES = 3;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /** Sums over frames of one kind. */
    private static final class Sums {
        private int frames;
        private double millis;
        private double estimated;
        private double macs;
        private double overhead;
        private double change;

        void add(double ms, FrameCost cost, FrameTime time) {
            frames++;
            millis += ms;
            estimated += time.of(cost) / 1e6;
            macs += cost.macs() / 1e6;
            overhead += cost.overhead() / 1e6;
            change += cost.changeRatio();
        }

        String text() {
            return String.format(
                    Locale.ROOT,
                    "%d frames, %.0f M multiply-adds, %.1f M other, %.1f %% changed, %.2f ms, estimated %.2f",
                    frames,
                    macs / frames,
                    overhead / frames,
                    100 * change / frames,
                    millis / frames,
                    estimated / frames);
        }
    }

    private FrameTimes() {}

    /**
     * Takes a {@link KnownNetwork} or a model file, a clip, a preprocessing ({@code auto} for the network's own) and
     * thresholds ({@code ALPHA:LEVELS}).
     */
    public static void main(String[] args) throws IOException {
        BenchmarkModel opened =
                BenchmarkModel.open(args[0], Optional.of(args[2]).filter(text -> !text.equals("auto")));
        OnnxModel model = opened.model();
        Graph graph = opened.graph().upTo(List.of(opened.graph().outputs().get(0)));
        Preprocessing preprocessing = opened.preprocessing();
        DeltaModel spiking = DeltaModel.of(graph);
        List<float[]> frames = ClipFrames.read(BenchmarkModel.clip(args[1]), preprocessing, FRAMES);
        FrameTime time = FrameTime.of(graph);
        System.out.printf(
                Locale.ROOT,
                "%s: %.0f M multiply-adds, %.2f M values, %.3f M pixels; estimated: frame by frame %.2f ms, key frame %.2f%n",
                model.name(),
                graph.macs() / 1e6,
                graph.layers().stream()
                                .mapToLong(layer -> layer.output().shape().size())
                                .sum()
                        / 1e6,
                graph.layers().stream()
                                .map(Layer::output)
                                .mapToLong(tensor -> tensor.shape().pixels())
                                .sum()
                        / 1e6,
                time.denseNanos() / 1e6,
                time.keyNanos() / 1e6);
        for (String point : List.of(args).subList(3, args.length)) {
            String[] parts = point.split(":", -1);
            ThresholdOptions thresholds =
                    new ThresholdOptions(Double.parseDouble(parts[0]), Double.parseDouble(parts[1]));
            DeltaOptions options = new DeltaOptions(
                    thresholds.of(spiking, preprocessing), Coding.GRADED, DeltaOptions.DEFAULT_REFRESH_FRAMES);
            measure(point, model, spiking, options, frames);
        }
    }

    private static void measure(
            String point, OnnxModel model, DeltaModel spiking, DeltaOptions options, List<float[]> frames) {
        Graph graph = spiking.graph();
        FrameTime time = FrameTime.of(graph);
        FrameCost cost = new FrameCost();
        Sums key = new Sums();
        Sums changes = new Sums();
        double[] millis = new double[3];
        int handedOver = 0;
        try (FeatureEngine delta = spiking.network(graph.outputs(), options);
                FeatureEngine dense = OnnxRuntimeEngine.open(model, graph, graph.outputs(), 1);
                HybridEngine hybrid = new HybridEngine(
                        spiking,
                        graph.outputs(),
                        options,
                        () -> OnnxRuntimeEngine.open(model, graph, graph.outputs(), 1))) {
            hybrid.open();
            FeatureEngine[] engines = {delta, dense, hybrid};
            for (int pass = 0; pass < PASSES; pass++) {
                delta.reset();
                hybrid.reset();
                for (int first = 0, turn = pass; first < frames.size(); first += BLOCK, turn++) {
                    List<float[]> block = frames.subList(first, Math.min(frames.size(), first + BLOCK));
                    for (int i = 0; i < engines.length; i++) {
                        int which = (i + turn) % engines.length;
                        for (float[] frame : block) {
                            double ms = step(engines[which], frame, cost);
                            if (pass > 0) {
                                millis[which] += ms;
                                handedOver += which == 2 && hybrid.handedOver() ? 1 : 0;
                            }
                            if (pass > 0 && which == 0) {
                                (cost.key() ? key : changes).add(ms, cost, time);
                            }
                        }
                    }
                }
            }
        }
        double count = (PASSES - 1) * frames.size();
        System.out.printf(
                Locale.ROOT,
                "%s%n  key: %s%n  others: %s%n  mean ms: delta %.2f, frame by frame %.2f, together %.2f with %.0f of %d"
                        + " frames handed over: %.2fx alone, %.2fx together%n",
                point,
                key.text(),
                changes.text(),
                millis[0] / count,
                millis[1] / count,
                millis[2] / count,
                handedOver / (PASSES - 1.0),
                frames.size(),
                millis[1] / millis[0],
                millis[1] / millis[2]);
    }

    private static double step(FeatureEngine engine, float[] frame, FrameCost cost) {
        long start = THREADS.getCurrentThreadCpuTime();
        engine.step(frame, cost);
        return (THREADS.getCurrentThreadCpuTime() - start) / 1e6;
    }
}
