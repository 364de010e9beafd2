package dev.frogeye.model;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import ai.onnxruntime.platform.Fp16Conversions;
import dev.frogeye.model.onnx.OnnxModel;
import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs a model with ONNX Runtime, without its graph rewrites, and gives outputs in the order of {@link Tensor}. */
public final class OrtReference {
    private OrtReference() {}

    /**
     * What ONNX Runtime computed.
     *
     * @param dims extents in ONNX order
     * @param values in their stored (channels-last) order
     */
    public record Output(List<Integer> dims, double[] values) {}

    /**
     * All outputs of one frame, by name, in the order of the file.
     *
     * @param graph the model as the importer sees it
     * @param pixels channels-last
     */
    public static Map<String, Output> run(OnnxModel model, Graph graph, float[] pixels) throws OrtException {
        Tensor input = graph.input();
        OrtEnvironment environment = OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.NO_OPT);
            options.setIntraOpNumThreads(1);
            options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
            try (OrtSession session = environment.createSession(model.bytes(), options);
                    OnnxTensor image = image(environment, session, input, pixels);
                    OrtSession.Result result = session.run(Map.of(input.name(), image))) {
                Map<String, Output> outputs = new LinkedHashMap<>();
                for (Tensor tensor : graph.outputs()) {
                    OnnxTensor output = (OnnxTensor) result.get(tensor.name()).orElseThrow();
                    outputs.put(tensor.name(), stored(output, tensor.layout()));
                }
                return outputs;
            }
        }
    }

    /** The image as the type that the model declares; pixels are cut to integers where that is one. */
    private static OnnxTensor image(OrtEnvironment environment, OrtSession session, Tensor input, float[] pixels)
            throws OrtException {
        long[] dims = input.dims().stream().mapToLong(Integer::longValue).toArray();
        float[] values = toOnnxOrder(input, pixels);
        OnnxJavaType type =
                ((TensorInfo) session.getInputInfo().get(input.name()).getInfo()).type;
        return switch (type) {
            case FLOAT -> OnnxTensor.createTensor(environment, FloatBuffer.wrap(values), dims);
            case FLOAT16 ->
                OnnxTensor.createTensor(
                        environment,
                        Fp16Conversions.convertFloatBufferToFp16Buffer(FloatBuffer.wrap(values)),
                        dims,
                        type);
            case DOUBLE -> {
                double[] doubles = new double[values.length];
                Arrays.setAll(doubles, i -> values[i]);
                yield OnnxTensor.createTensor(environment, DoubleBuffer.wrap(doubles), dims);
            }
            case UINT8 -> {
                ByteBuffer bytes = ByteBuffer.allocate(values.length);
                for (float value : values) {
                    bytes.put((byte) (int) value);
                }
                yield OnnxTensor.createTensor(environment, bytes.flip(), dims, type);
            }
            default -> throw new IllegalArgumentException("no image of type " + type);
        };
    }

    private static float[] toOnnxOrder(Tensor input, float[] pixels) {
        if (input.layout() == Layout.ROW_MAJOR) {
            return pixels;
        }
        float[] values = new float[pixels.length];
        int channels = input.shape().channels();
        int plane = input.shape().pixels();
        for (int i = 0; i < pixels.length; i++) {
            values[i % channels * plane + i / channels] = pixels[i];
        }
        return values;
    }

    private static Output stored(OnnxTensor tensor, Layout layout) {
        long[] shape = tensor.getInfo().getShape();
        FloatBuffer values = tensor.getInfo().type == OnnxJavaType.DOUBLE ? narrowed(tensor) : tensor.getFloatBuffer();
        int size = values.remaining();
        int channels = layout == Layout.CHANNELS_FIRST ? (int) shape[1] : 1;
        int plane = size / channels;
        double[] stored = new double[size];
        for (int i = 0; i < size; i++) {
            stored[i % plane * channels + i / plane] = values.get(i);
        }
        return new Output(
                Arrays.stream(shape).mapToInt(Math::toIntExact).boxed().toList(), stored);
    }

    private static FloatBuffer narrowed(OnnxTensor tensor) {
        DoubleBuffer doubles = tensor.getDoubleBuffer();
        FloatBuffer floats = FloatBuffer.allocate(doubles.remaining());
        while (doubles.hasRemaining()) {
            floats.put((float) doubles.get());
        }
        return floats.flip();
    }

    /** {@code |actual - expected| / |expected|}, Euclidean. */
    public static double relativeError(double[] actual, double[] expected) {
        if (actual.length != expected.length) {
            throw new AssertionError(actual.length + " values instead of " + expected.length);
        }
        double difference = 0;
        double norm = 0;
        for (int i = 0; i < actual.length; i++) {
            difference += (actual[i] - expected[i]) * (actual[i] - expected[i]);
            norm += expected[i] * expected[i];
        }
        return Math.sqrt(difference / Math.max(norm, 1e-30));
    }
}
