package dev.frogeye.dense;

import dev.frogeye.model.Graph;
import dev.frogeye.model.Layer;
import dev.frogeye.model.Tensor;
import java.nio.FloatBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The frame-by-frame network on ND4J's operators, float32, channels-last. Only what the taps need is computed, and
 * every array is allocated when the engine opens.
 *
 * <p>ND4J has one thread setting for the whole process; an engine restores its own before each frame, so engines of
 * different settings may take turns but not run at once.
 */
public final class Nd4jEngine extends DenseEngine {
    private final int threads;
    private final Nd4jProgram program;
    private final FloatBuffer input;
    private final List<FloatBuffer> outputs;

    private Nd4jEngine(
            Graph graph,
            List<Tensor> taps,
            int threads,
            Nd4jProgram program,
            FloatBuffer input,
            List<FloatBuffer> outputs) {
        super("nd4j", graph, taps);
        this.threads = threads;
        this.program = program;
        this.input = input;
        this.outputs = outputs;
    }

    /**
     * Builds the operators and allocates their arrays.
     *
     * @param graph the imported network
     * @param taps tensors of the graph to compute
     * @param threads threads within an operator, at least 1
     */
    public static Nd4jEngine open(Graph graph, List<Tensor> taps, int threads) {
        check(graph, taps, threads);
        Nd4jThreads.use(threads);
        Nd4jProgram program = new Nd4jProgram();
        try {
            List<Layer> layers = needed(graph, taps);
            Nd4jCompiler compiler = new Nd4jCompiler(program, graph.input(), layers);
            layers.forEach(layer -> layer.accept(compiler));
            List<FloatBuffer> outputs = new ArrayList<>();
            taps.forEach(tap -> outputs.add(values(compiler.array(tap))));
            return new Nd4jEngine(graph, taps, threads, program, values(compiler.array(graph.input())), outputs);
        } catch (RuntimeException e) {
            try (program) {
                throw e;
            }
        }
    }

    @Override
    void compute(float[] pixels) {
        Nd4jThreads.use(threads);
        input.put(0, pixels);
        try {
            program.run();
        } catch (RuntimeException e) {
            throw new IllegalStateException("ND4J failed on a frame: " + e.getMessage(), e);
        }
    }

    @Override
    void copy(int tap, float[] destination) {
        outputs.get(tap).get(0, destination, 0, taps().get(tap).shape().size());
    }

    @Override
    void release() {
        program.close();
    }

    private static FloatBuffer values(INDArray array) {
        return array.data().asNioFloat();
    }

    /** The layers that the taps depend on, in the graph's order. */
    private static List<Layer> needed(Graph graph, List<Tensor> taps) {
        Set<String> wanted = new HashSet<>();
        taps.forEach(tap -> wanted.add(tap.name()));
        Deque<Layer> needed = new ArrayDeque<>();
        for (int i = graph.layers().size() - 1; i >= 0; i--) {
            Layer layer = graph.layers().get(i);
            if (wanted.contains(layer.output().name())) {
                layer.inputs().forEach(tensor -> wanted.add(tensor.name()));
                needed.addFirst(layer);
            }
        }
        return List.copyOf(needed);
    }
}
