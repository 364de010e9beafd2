package dev.frogeye.model.onnx;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.frogeye.delta.DeltaModel;
import dev.frogeye.delta.Thresholds;
import dev.frogeye.engine.FrameCost;
import dev.frogeye.model.Graph;
import dev.frogeye.model.Layer;
import dev.frogeye.model.UnsupportedModelException;
import dev.frogeye.model.onnx.proto.Onnx.ModelProto;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Throws changed models at the importer. Whatever they hold, it gives a graph that runs or an
 * {@link UnsupportedModelException} of one line, in less than two seconds of one processor.
 */
final class ModelFuzzing {
    private static final long LONGEST_NANOS = 2_000_000_000L;
    /** Of what a frame is computed through. */
    private static final long LARGEST_GRAPH = 20_000;

    private static final long MOST_MACS = 2_000_000;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final List<ModelProto> seeds = new ArrayList<>();
    private final Map<String, Long> failures = new LinkedHashMap<>();
    private long imported;
    private long run;

    ModelFuzzing() {
        for (OnnxModel seed : SeedModels.all()) {
            try {
                seeds.add(ModelProto.parseFrom(seed.bytes()));
            } catch (InvalidProtocolBufferException e) {
                throw new AssertionError(e);
            }
        }
    }

    /**
     * Runs by hand, as long as it takes.
     *
     * @param args how many inputs, the seed of the first, and a folder for those that fail
     */
    public static void main(String[] args) throws IOException {
        ModelFuzzing fuzzing = new ModelFuzzing();
        long count = Long.parseLong(args[0]);
        long first = Long.parseLong(args[1]);
        Path folder = Files.createDirectories(Path.of(args[2]));
        for (long seed = first; seed < first + count; seed++) {
            int before = fuzzing.failures.size();
            fuzzing.input(seed);
            if (fuzzing.failures.size() > before) {
                Files.write(folder.resolve(seed + ".onnx"), fuzzing.bytes(seed));
            }
            if ((seed - first) % 20_000 == 19_999) {
                System.err.println(fuzzing.summary(seed - first + 1));
            }
        }
        System.err.println(fuzzing.summary(count));
    }

    /** The kinds of failures so far, each with the seed of its first input. */
    Map<String, Long> failures() {
        return failures;
    }

    /** Of the inputs so far, those that were given a graph. */
    long imported() {
        return imported;
    }

    /** Of these, those through which a frame went. */
    long run() {
        return run;
    }

    String summary(long inputs) {
        return inputs + " inputs, " + imported + " imported, " + run + " run, failures: " + failures;
    }

    byte[] bytes(long seed) {
        return new ModelMutator(seed).mutate(seeds);
    }

    void input(long seed) {
        byte[] bytes = bytes(seed);
        long start = THREADS.getCurrentThreadCpuTime();
        try {
            Graph graph = OnnxImporter.read(new OnnxModel("fuzzed", bytes, ""));
            requireQuick(start, seed);
            imported++;
            if (isSmall(graph)) {
                run(graph);
                run++;
            }
        } catch (UnsupportedModelException e) {
            requireQuick(start, seed);
            requireOneLine(e.getMessage(), seed);
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError | AssertionError e) {
            failures.putIfAbsent(kind(e), seed);
        }
    }

    private void requireQuick(long start, long seed) {
        long nanos = THREADS.getCurrentThreadCpuTime() - start;
        if (nanos > LONGEST_NANOS) {
            failures.putIfAbsent("took long", seed);
        }
    }

    private void requireOneLine(String message, long seed) {
        if (!message.startsWith("model 'fuzzed'")
                || message.length() > 3000
                || message.codePoints().anyMatch(Character::isISOControl)) {
            failures.putIfAbsent("message: " + message, seed);
        }
    }

    private static boolean isSmall(Graph graph) {
        long values = graph.input().shape().size();
        for (Layer layer : graph.layers()) {
            values += layer.output().shape().size();
        }
        return values <= LARGEST_GRAPH && graph.macs() <= MOST_MACS;
    }

    private static void run(Graph graph) {
        float[] pixels = Conformance.values(1, graph.input().shape().size());
        DeltaModel.of(graph)
                .network(graph.outputs(), Thresholds.exact(graph.input().shape().channels()))
                .step(pixels, new FrameCost());
    }

    /** Where it comes from, so that each failure is reported once. */
    private static String kind(Throwable e) {
        StringBuilder kind =
                new StringBuilder(e.getClass().getSimpleName()).append(": ").append(e.getMessage());
        StackTraceElement[] stack = e.getStackTrace();
        int shown = 0;
        for (int i = 0; i < stack.length && shown < 3; i++) {
            if (stack[i].getClassName().startsWith("dev.frogeye")) {
                kind.append(" at ").append(stack[i].getFileName()).append(':').append(stack[i].getLineNumber());
                shown++;
            }
        }
        return kind.toString().replaceAll("\\d{4,}", "N");
    }
}
