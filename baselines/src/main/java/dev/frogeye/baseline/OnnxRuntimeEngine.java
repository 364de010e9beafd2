package dev.frogeye.baseline;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.TensorInfo;
import dev.frogeye.model.Graph;
import dev.frogeye.model.OnnxModel;
import dev.frogeye.model.Tensor;
import dev.frogeye.model.UnsupportedModelException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The frame-by-frame network on ONNX Runtime: every graph optimisation on, only what the taps need computed, input and
 * output buffers allocated once and written in place.
 */
public final class OnnxRuntimeEngine extends DenseEngine {
    private final String modelName;
    private final Graph graph;
    private final OrtSession session;
    private final float[] planes;
    private final FloatBuffer input;
    private final Map<String, FloatBuffer> outputs = new HashMap<>();
    private final Map<String, OnnxTensor> inputTensor = new HashMap<>();
    private final Map<String, OnnxTensor> outputTensors = new LinkedHashMap<>();

    private OnnxRuntimeEngine(OnnxModel model, Graph graph, List<Tensor> taps, OrtEnvironment environment, int threads)
            throws OrtException {
        super("onnxruntime", graph, taps);
        modelName = model.name();
        this.graph = graph;
        planes = new float[largest(graph.input(), taps)];
        input = direct(graph.input());
        try (SessionOptions options = options(threads)) {
            session = environment.createSession(TappedModel.withOutputs(model, graph, taps), options);
        }
        try {
            inputTensor.put(graph.input().name(), tensor(environment, graph.input(), input));
            for (Tensor tap : taps) {
                if (!tap.equals(graph.input()) && !outputs.containsKey(tap.name())) {
                    checkExtents(tap);
                    FloatBuffer buffer = direct(tap);
                    outputs.put(tap.name(), buffer);
                    outputTensors.put(tap.name(), tensor(environment, tap, buffer));
                }
            }
        } catch (OrtException | RuntimeException e) {
            release();
            throw e;
        }
    }

    /**
     * Loads the file into a session of its own.
     *
     * @param model the ONNX file
     * @param graph the same file, imported
     * @param taps tensors of the graph to compute
     * @param threads threads within an operator, at least 1
     * @throws UnsupportedModelException if ONNX Runtime refuses the file
     */
    public static OnnxRuntimeEngine open(OnnxModel model, Graph graph, List<Tensor> taps, int threads) {
        check(graph, taps, threads);
        try {
            return new OnnxRuntimeEngine(model, graph, taps, OrtEnvironment.getEnvironment(), threads);
        } catch (OrtException e) {
            throw new UnsupportedModelException(
                    model.name() + ": ONNX Runtime cannot load it: " + firstLine(e) + "; try another engine", e);
        }
    }

    @Override
    void compute(float[] pixels) {
        Planes.fromChannelsLast(pixels, inputShape(), planes);
        input.put(0, planes, 0, inputShape().size());
        if (outputTensors.isEmpty()) {
            return;
        }
        try (OrtSession.Result result = session.run(inputTensor, outputTensors)) {
            assert result.size() == outputTensors.size();
        } catch (OrtException e) {
            throw new IllegalStateException(modelName + ": ONNX Runtime failed on a frame: " + firstLine(e), e);
        }
    }

    @Override
    void copy(int tap, float[] destination) {
        Tensor tensor = taps().get(tap);
        int size = tensor.shape().size();
        FloatBuffer buffer = outputs.getOrDefault(tensor.name(), input);
        if (tensor.dims().size() != 4 || tensor.shape().pixels() == 1) {
            buffer.get(0, destination, 0, size);
        } else {
            buffer.get(0, planes, 0, size);
            Planes.toChannelsLast(planes, tensor.shape(), destination);
        }
    }

    @Override
    void release() {
        inputTensor.values().forEach(OnnxTensor::close);
        outputTensors.values().forEach(OnnxTensor::close);
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException(modelName + ": ONNX Runtime failed to close: " + firstLine(e), e);
        }
    }

    private static SessionOptions options(int threads) throws OrtException {
        SessionOptions options = new SessionOptions();
        options.setOptimizationLevel(SessionOptions.OptLevel.ALL_OPT);
        options.setExecutionMode(SessionOptions.ExecutionMode.SEQUENTIAL);
        options.setIntraOpNumThreads(threads);
        options.setInterOpNumThreads(1);
        options.setMemoryPatternOptimization(true);
        options.setCPUArenaAllocator(true);
        // Messages go to stderr past every Java logger; what matters is in the exception too.
        options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
        return options;
    }

    /** Fails when the runtime's view of a tap contradicts the importer's; a dynamic extent is checked when it runs. */
    private void checkExtents(Tensor tap) throws OrtException {
        NodeInfo node = session.getOutputInfo().get(tap.name());
        long[] found = ((TensorInfo) node.getInfo()).getShape();
        if (Arrays.stream(found).allMatch(extent -> extent > 0) && !Arrays.equals(found, extents(tap))) {
            throw new UnsupportedModelException(graph.name() + ": '" + tap.name() + "' is " + tap.dimsText()
                    + " but ONNX Runtime computes " + Arrays.toString(found) + "; tap another tensor");
        }
    }

    private static OnnxTensor tensor(OrtEnvironment environment, Tensor tensor, FloatBuffer buffer)
            throws OrtException {
        return OnnxTensor.createTensor(environment, buffer, extents(tensor));
    }

    private static long[] extents(Tensor tensor) {
        return tensor.dims().stream().mapToLong(Integer::longValue).toArray();
    }

    private static FloatBuffer direct(Tensor tensor) {
        return ByteBuffer.allocateDirect(Math.multiplyExact(tensor.shape().size(), Float.BYTES))
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    private static int largest(Tensor input, List<Tensor> taps) {
        int largest = input.shape().size();
        for (Tensor tap : taps) {
            largest = Math.max(largest, tap.shape().size());
        }
        return largest;
    }

    private static String firstLine(OrtException e) {
        return e.getMessage().lines().findFirst().orElse("no reason given");
    }
}
