package dev.frogeye.benchmark;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import dev.frogeye.comparison.Baseline;
import dev.frogeye.comparison.ClipResult;
import dev.frogeye.comparison.ComparedNetwork;
import dev.frogeye.comparison.Machine;
import dev.frogeye.comparison.Measurement;
import dev.frogeye.comparison.Setup;
import dev.frogeye.delta.Coding;
import dev.frogeye.delta.DeltaModel;
import dev.frogeye.export.table.Pooling;
import dev.frogeye.export.table.VectorNormalization;
import dev.frogeye.extraction.ClipSource;
import dev.frogeye.extraction.ThresholdOptions;
import dev.frogeye.ingest.Preprocessing;
import dev.frogeye.ingest.VideoLocation;
import dev.frogeye.ingest.VideoOptions;
import dev.frogeye.model.Graph;
import dev.frogeye.model.Tensor;
import dev.frogeye.model.onnx.OnnxModel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Whether a comparison is fair to ONNX Runtime: its time in a comparison beside that of a loop over the same frames which
 * has nothing of Frogeye in it, with the unchanged model file and frames that are laid out for it before. The two take
 * turns.
 */
public final class PlainOnnxRuntime {
    private static final int FRAMES = 96;
    private static final int WARMUP = 24;
    private static final int ROUNDS = 5;
    private static final int BLOCK = 16;

    private PlainOnnxRuntime() {}

    /**
     * Takes a {@link KnownNetwork} or a model file, a clip and, if the file wants another than ImageNet's, a
     * preprocessing.
     */
    public static void main(String[] args) throws IOException, OrtException {
        BenchmarkModel opened = BenchmarkModel.open(args[0], args.length > 2 ? Optional.of(args[2]) : Optional.empty());
        OnnxModel model = opened.model();
        Graph graph = opened.graph();
        Preprocessing preprocessing = opened.preprocessing();
        Path clip = BenchmarkModel.clip(args[1]);
        double[] compared = new double[ROUNDS];
        double[] plain = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            compared[round] = compared(model, graph, preprocessing, clip);
            plain[round] = plain(model, graph, preprocessing, clip);
            System.out.printf(
                    Locale.ROOT,
                    "round %d: compare %.3f ms, plain loop %.3f ms, ratio %.3f%n",
                    round + 1,
                    compared[round],
                    plain[round],
                    compared[round] / plain[round]);
        }
        Arrays.sort(compared);
        Arrays.sort(plain);
        System.out.printf(
                Locale.ROOT,
                "medians: compare %.3f ms, plain loop %.3f ms, ratio %.3f%n",
                compared[ROUNDS / 2],
                plain[ROUNDS / 2],
                compared[ROUNDS / 2] / plain[ROUNDS / 2]);
    }

    /** As {@code frogeye compare} has it. */
    private static double compared(OnnxModel model, Graph whole, Preprocessing preprocessing, Path clip)
            throws IOException {
        Tensor requested = whole.outputs().get(0);
        Graph graph = whole.upTo(List.of(requested));
        ComparedNetwork network = new ComparedNetwork(
                model,
                graph,
                DeltaModel.of(graph),
                requested,
                "@output",
                Pooling.of(requested, Optional.empty()),
                VectorNormalization.NONE,
                preprocessing,
                "benchmark");
        ThresholdOptions thresholds = ThresholdOptions.DEFAULT;
        Setup.OperatingPoint point =
                new Setup.OperatingPoint(thresholds.relative(), thresholds.pixelLevels(), Optional.empty());
        Setup setup = new Setup(
                point,
                List.of(),
                Coding.GRADED,
                0,
                false,
                List.of(Baseline.ONNXRUNTIME.engineName()),
                List.of(),
                List.of(),
                OptionalDouble.empty(),
                1,
                WARMUP,
                BLOCK,
                1,
                FRAMES);
        try (Measurement measurement = new Measurement(
                network,
                setup,
                List.of(Baseline.ONNXRUNTIME),
                Map.of(point, thresholds.of(network.spiking(), preprocessing)),
                Measurement.Quantizer.NONE)) {
            ClipResult result = measurement
                    .run(
                            List.of(new ClipSource(
                                    clip.toString(), new VideoLocation.Local(clip), VideoOptions.DEFAULT)),
                            Machine.environment(Map.of(), ""),
                            (name, what, frames) -> {})
                    .clips()
                    .get(0);
            return result.times().get(Baseline.ONNXRUNTIME.engineName()).meanMs();
        }
    }

    private static double plain(OnnxModel model, Graph graph, Preprocessing preprocessing, Path clip)
            throws IOException, OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        List<Map<String, OnnxTensor>> frames = new ArrayList<>();
        long[] dims = {1, 3, preprocessing.height(), preprocessing.width()};
        for (FloatBuffer planes : planes(preprocessing, clip)) {
            frames.add(Map.of(graph.input().name(), OnnxTensor.createTensor(environment, planes, dims)));
        }
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
            try (OrtSession session = environment.createSession(model.bytes(), options)) {
                for (int i = 0; i < WARMUP; i++) {
                    session.run(frames.get(i % frames.size())).close();
                }
                long start = System.nanoTime();
                for (Map<String, OnnxTensor> frame : frames) {
                    session.run(frame).close();
                }
                return (System.nanoTime() - start) / 1e6 / frames.size();
            }
        } finally {
            frames.forEach(frame -> frame.values().forEach(OnnxTensor::close));
        }
    }

    private static List<FloatBuffer> planes(Preprocessing preprocessing, Path clip) throws IOException {
        List<FloatBuffer> frames = new ArrayList<>();
        int pixels = preprocessing.width() * preprocessing.height();
        for (float[] interleaved : ClipFrames.read(clip, preprocessing, FRAMES)) {
            FloatBuffer planes = ByteBuffer.allocateDirect(interleaved.length * Float.BYTES)
                    .order(ByteOrder.nativeOrder())
                    .asFloatBuffer();
            for (int i = 0; i < interleaved.length; i++) {
                planes.put(i % 3 * pixels + i / 3, interleaved[i]);
            }
            frames.add(planes);
        }
        return frames;
    }
}
