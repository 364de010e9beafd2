package dev.frogeye.benchmark;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import dev.frogeye.dense.FusedOperators;
import dev.frogeye.dense.Int8Model;
import dev.frogeye.dense.OnnxRuntimeEngine;
import dev.frogeye.engine.FeatureEngine;
import dev.frogeye.engine.FrameCost;
import dev.frogeye.extraction.CalibrationFrames;
import dev.frogeye.extraction.ClipSource;
import dev.frogeye.ingest.Preprocessing;
import dev.frogeye.ingest.VideoLocation;
import dev.frogeye.ingest.VideoOptions;
import dev.frogeye.model.Graph;
import dev.frogeye.model.Layout;
import dev.frogeye.model.Tensor;
import dev.frogeye.model.onnx.OnnxModel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The quantised engine beside the float32 one: its time and its features. And beside a loop over the same quantised file
 * that has nothing of Frogeye in it, with frames that are laid out for it before. They take turns.
 */
public final class Int8OnnxRuntime {
    private static final int FRAMES = 60;
    private static final int WARMUP = 8;
    private static final int ROUNDS = 5;

    private final OnnxModel model;
    private final Graph graph;
    private final Tensor requested;
    private final Preprocessing preprocessing;

    private Int8OnnxRuntime(BenchmarkModel network) {
        model = network.model();
        requested = network.graph().outputs().get(0);
        graph = network.graph().upTo(List.of(requested));
        preprocessing = network.preprocessing();
    }

    /**
     * Takes a {@link KnownNetwork} or a model file, and two or more clips: each is measured with a network that is
     * calibrated on the others.
     */
    public static void main(String[] args) throws IOException, OrtException {
        Int8OnnxRuntime benchmark = new Int8OnnxRuntime(BenchmarkModel.open(args[0], Optional.empty()));
        List<String> clips = Arrays.asList(args).subList(1, args.length);
        for (String clip : clips) {
            benchmark.run(args[0], clip, clips);
        }
    }

    private void run(String network, String clip, List<String> clips) throws IOException, OrtException {
        List<ClipSource> others = clips.stream()
                .filter(other -> !other.equals(clip))
                .map(other -> new ClipSource(
                        other, new VideoLocation.Local(BenchmarkModel.clip(other)), VideoOptions.DEFAULT))
                .toList();
        Int8Model quantized = Int8Model.of(
                model,
                graph,
                List.of(requested),
                CalibrationFrames.of(others, preprocessing).frames());
        List<float[]> frames = ClipFrames.read(BenchmarkModel.clip(clip), preprocessing, FRAMES);
        try (FeatureEngine exact = OnnxRuntimeEngine.open(model, graph, List.of(requested), 1);
                FeatureEngine int8 = quantized.open(1)) {
            FusedOperators fused = quantized.fused();
            System.out.printf(
                    Locale.ROOT,
                    "%s, %s: %d linear operators in integers, %d in floats%n",
                    network,
                    clip,
                    fused.integers(),
                    fused.floats());
            fidelity(features(exact, frames), features(int8, frames));
            if (clip.equals(clips.get(0))) {
                times(exact, int8, quantized, frames);
            }
        }
    }

    private void times(FeatureEngine exact, FeatureEngine int8, Int8Model quantized, List<float[]> frames)
            throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        long[] dims =
                graph.input().dims().stream().mapToLong(Integer::longValue).toArray();
        List<Map<String, OnnxTensor>> inputs = new ArrayList<>();
        for (float[] frame : frames) {
            inputs.add(Map.of(graph.input().name(), OnnxTensor.createTensor(environment, buffer(frame), dims)));
        }
        double[] exactMs = new double[ROUNDS];
        double[] int8Ms = new double[ROUNDS];
        double[] plainMs = new double[ROUNDS];
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
            try (OrtSession session = environment.createSession(quantized.file().bytes(), options)) {
                for (int round = -1; round < ROUNDS; round++) {
                    double exactTime = time(exact, frames);
                    double int8Time = time(int8, frames);
                    double plainTime = time(session, inputs);
                    if (round >= 0) {
                        exactMs[round] = exactTime;
                        int8Ms[round] = int8Time;
                        plainMs[round] = plainTime;
                    }
                }
            }
        } finally {
            inputs.forEach(input -> input.values().forEach(OnnxTensor::close));
        }
        System.out.printf(
                Locale.ROOT,
                "medians: float32 %.3f ms, int8 %.3f ms, plain loop %.3f ms; float32 / int8 %.2f, int8 / plain %.3f%n",
                median(exactMs),
                median(int8Ms),
                median(plainMs),
                median(exactMs) / median(int8Ms),
                median(int8Ms) / median(plainMs));
    }

    private static double time(FeatureEngine engine, List<float[]> frames) {
        FrameCost cost = new FrameCost();
        frames.subList(0, Math.min(WARMUP, frames.size())).forEach(frame -> engine.step(frame, cost));
        long start = System.nanoTime();
        frames.forEach(frame -> engine.step(frame, cost));
        return (System.nanoTime() - start) / 1e6 / frames.size();
    }

    private static double time(OrtSession session, List<Map<String, OnnxTensor>> inputs) throws OrtException {
        for (int i = 0; i < WARMUP; i++) {
            session.run(inputs.get(i % inputs.size())).close();
        }
        long start = System.nanoTime();
        for (Map<String, OnnxTensor> input : inputs) {
            session.run(input).close();
        }
        return (System.nanoTime() - start) / 1e6 / inputs.size();
    }

    private FloatBuffer buffer(float[] frame) {
        FloatBuffer buffer = ByteBuffer.allocateDirect(frame.length * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        int pixels = graph.input().shape().pixels();
        for (int i = 0; i < frame.length; i++) {
            buffer.put(graph.input().layout() == Layout.ROW_MAJOR ? i : i % 3 * pixels + i / 3, frame[i]);
        }
        return buffer;
    }

    private double[][] features(FeatureEngine engine, List<float[]> frames) {
        float[] values = new float[requested.shape().size()];
        double[][] features = new double[frames.size()][];
        FrameCost cost = new FrameCost();
        for (int i = 0; i < features.length; i++) {
            engine.step(frames.get(i), cost);
            engine.read(0, values);
            features[i] = new double[values.length];
            for (int j = 0; j < values.length; j++) {
                features[i][j] = values[j];
            }
        }
        return features;
    }

    /** Agreement over the clip, and the same when what is constant over it is taken away. */
    private static void fidelity(double[][] exact, double[][] other) {
        double cosine = 0;
        double least = 1;
        for (int t = 0; t < exact.length; t++) {
            double c = dot(exact[t], other[t]) / Math.sqrt(dot(exact[t], exact[t]) * dot(other[t], other[t]));
            cosine += c / exact.length;
            least = Math.min(least, c);
        }
        double[][] difference = new double[exact.length][];
        double[][] exactSteps = new double[exact.length - 1][];
        double[][] otherSteps = new double[exact.length - 1][];
        for (int t = 0; t < exact.length; t++) {
            difference[t] = minus(other[t], exact[t]);
            if (t > 0) {
                exactSteps[t - 1] = minus(exact[t], exact[t - 1]);
                otherSteps[t - 1] = minus(other[t], other[t - 1]);
            }
        }
        double variation = squares(centred(exact));
        System.out.printf(
                Locale.ROOT,
                "R2 %.3f (without bias %.3f), change correlation %.3f, cosine %.4f, least %.4f%n",
                1 - squares(difference) / variation,
                1 - squares(centred(difference)) / variation,
                correlation(exactSteps, otherSteps),
                cosine,
                least);
    }

    private static double[][] centred(double[][] rows) {
        double[] mean = new double[rows[0].length];
        for (double[] row : rows) {
            for (int i = 0; i < mean.length; i++) {
                mean[i] += row[i] / rows.length;
            }
        }
        return Arrays.stream(rows).map(row -> minus(row, mean)).toArray(double[][]::new);
    }

    private static double correlation(double[][] a, double[][] b) {
        double meanA = mean(a);
        double meanB = mean(b);
        double covariance = 0;
        double varianceA = 0;
        double varianceB = 0;
        for (int t = 0; t < a.length; t++) {
            for (int i = 0; i < a[t].length; i++) {
                covariance += (a[t][i] - meanA) * (b[t][i] - meanB);
                varianceA += (a[t][i] - meanA) * (a[t][i] - meanA);
                varianceB += (b[t][i] - meanB) * (b[t][i] - meanB);
            }
        }
        return covariance / Math.sqrt(varianceA * varianceB);
    }

    private static double mean(double[][] rows) {
        return Arrays.stream(rows).flatMapToDouble(Arrays::stream).average().orElse(0);
    }

    private static double squares(double[][] rows) {
        return Arrays.stream(rows).mapToDouble(row -> dot(row, row)).sum();
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static double[] minus(double[] a, double[] b) {
        double[] difference = a.clone();
        for (int i = 0; i < b.length; i++) {
            difference[i] -= b[i];
        }
        return difference;
    }

    private static double median(double[] times) {
        Arrays.sort(times);
        return times[times.length / 2];
    }
}
