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
 * The frame-by-frame network on ND4J's operators, float32, channels-last. Only what the requested need is computed, and
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
            List<Tensor> requested,
            int threads,
            Nd4jProgram program,
            FloatBuffer input,
            List<FloatBuffer> outputs) {
        super("nd4j", graph, requested);
        this.threads = threads;
        this.program = program;
        this.input = input;
        this.outputs = outputs;
    }

    /**
     * Builds the operators and allocates their arrays.
     *
     * @param graph the imported network
     * @param requested tensors of the graph to compute
     * @param threads threads within an operator, at least 1
     */
    public static Nd4jEngine open(Graph graph, List<Tensor> requested, int threads) {
        check(graph, requested, threads);
        Nd4jThreads.use(threads);
        Nd4jProgram program = new Nd4jProgram();
        try {
            List<Layer> layers = needed(graph, requested);
            Nd4jCompiler compiler = new Nd4jCompiler(program, graph.input(), layers);
            layers.forEach(layer -> layer.accept(compiler));
            List<FloatBuffer> outputs = new ArrayList<>();
            requested.forEach(tensor -> outputs.add(values(compiler.array(tensor))));
            return new Nd4jEngine(graph, requested, threads, program, values(compiler.array(graph.input())), outputs);
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
    void copy(int index, float[] destination) {
        outputs.get(index).get(0, destination, 0, requested().get(index).shape().size());
    }

    @Override
    void release() {
        program.close();
    }

    private static FloatBuffer values(INDArray array) {
        return array.data().asNioFloat();
    }

    /** The layers that the requested depend on, in the graph's order. */
    private static List<Layer> needed(Graph graph, List<Tensor> requested) {
        Set<String> wanted = new HashSet<>();
        requested.forEach(tensor -> wanted.add(tensor.name()));
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
