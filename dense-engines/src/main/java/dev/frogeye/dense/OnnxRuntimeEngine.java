package dev.frogeye.dense;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import dev.frogeye.model.Graph;
import dev.frogeye.model.Layout;
import dev.frogeye.model.Tensor;
import dev.frogeye.model.UnsupportedModelException;
import dev.frogeye.model.onnx.OnnxModel;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The frame-by-frame network on ONNX Runtime: every graph optimisation on, only what the requested need computed, input and
 * output buffers allocated once and written in place.
 */
public final class OnnxRuntimeEngine extends DenseEngine {
    /** As {@code --engine} has it. */
    public static final String NAME = "onnxruntime";

    private final String modelName;
    private final Layout inputLayout;
    private final OrtSession session;
    private final float[] planes;
    private final FloatBuffer input;
    private final Map<String, FloatBuffer> outputs = new HashMap<>();
    private final Map<String, OnnxTensor> inputTensor = new HashMap<>();
    private final Map<String, OnnxTensor> outputTensors = new LinkedHashMap<>();

    private OnnxRuntimeEngine(
            String name,
            OnnxModel cut,
            Graph graph,
            List<Tensor> requested,
            OrtEnvironment environment,
            SessionOptions options)
            throws OrtException {
        super(name, graph, requested);
        modelName = cut.name();
        inputLayout = graph.input().layout();
        planes = new float[largest(graph.input(), requested)];
        input = direct(graph.input());
        session = environment.createSession(cut.bytes(), options);
        try {
            inputTensor.put(graph.input().name(), tensor(environment, graph.input(), input));
            for (Tensor output : RequestedOutputs.outputs(graph, requested)) {
                FloatBuffer buffer = direct(output);
                outputs.put(output.name(), buffer);
                outputTensors.put(output.name(), tensor(environment, output, buffer));
            }
            // A first frame of zeros: extents that contradict the importer's show here, not in the middle of a video.
            run();
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
     * @param requested tensors of the graph to compute
     * @param threads threads within an operator, at least 1
     * @throws UnsupportedModelException if ONNX Runtime refuses the file
     */
    public static OnnxRuntimeEngine open(OnnxModel model, Graph graph, List<Tensor> requested, int threads) {
        check(graph, requested, threads);
        byte[] cut = RequestedOutputs.withOutputs(model, graph, requested);
        return open(NAME, new OnnxModel(model.name(), cut, model.sha256()), graph, requested, threads);
    }

    /**
     * Loads a file that has the requested as its outputs.
     *
     * @param name what the engine calls itself
     */
    static OnnxRuntimeEngine open(String name, OnnxModel cut, Graph graph, List<Tensor> requested, int threads) {
        check(graph, requested, threads);
        try (SessionOptions options = RuntimeSessions.options(threads)) {
            return new OnnxRuntimeEngine(name, cut, graph, requested, OrtEnvironment.getEnvironment(), options);
        } catch (OrtException e) {
            throw RuntimeSessions.refused(cut.name(), e);
        }
    }

    @Override
    void compute(float[] pixels) {
        if (inputLayout == Layout.ROW_MAJOR) {
            input.put(0, pixels, 0, inputShape().size());
        } else {
            Planes.fromChannelsLast(pixels, inputShape(), planes);
            input.put(0, planes, 0, inputShape().size());
        }
        try {
            run();
        } catch (OrtException e) {
            throw new IllegalStateException(
                    modelName + ": ONNX Runtime failed on a frame: " + RuntimeSessions.firstLine(e), e);
        }
    }

    @Override
    void copy(int index, float[] destination) {
        Tensor tensor = requested().get(index);
        int size = tensor.shape().size();
        FloatBuffer buffer = outputs.getOrDefault(tensor.name(), input);
        if (tensor.layout() == Layout.ROW_MAJOR || tensor.shape().pixels() == 1) {
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
            throw new IllegalStateException(
                    modelName + ": ONNX Runtime failed to close: " + RuntimeSessions.firstLine(e), e);
        }
    }

    private void run() throws OrtException {
        if (!outputTensors.isEmpty()) {
            session.run(inputTensor, outputTensors).close();
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

    private static int largest(Tensor input, List<Tensor> requested) {
        int largest = input.shape().size();
        for (Tensor tensor : requested) {
            largest = Math.max(largest, tensor.shape().size());
        }
        return largest;
    }
}
