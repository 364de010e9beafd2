package dev.frogeye.benchmark;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;

/** One convolution on one thread of ONNX Runtime, from a tensor that is there already into one that is, too. */
final class DenseConvolution implements AutoCloseable {
    private final OrtSession session;
    private final Map<String, OnnxTensor> input;
    private final Map<String, OnnxTensor> output;

    DenseConvolution(ConvolutionShape shape, Random random) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (SessionOptions options = new SessionOptions()) {
            options.setOptimizationLevel(SessionOptions.OptLevel.ALL_OPT);
            options.setIntraOpNumThreads(1);
            options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
            session = environment.createSession(shape.model().bytes(), options);
        }
        input = Map.of(ConvolutionShape.INPUT, tensor(environment, random, shape.inputDims()));
        output = Map.of(ConvolutionShape.OUTPUT, tensor(environment, random, shape.outputDims()));
    }

    private static OnnxTensor tensor(OrtEnvironment environment, Random random, long[] dims) throws OrtException {
        int size = Math.toIntExact(Arrays.stream(dims).reduce(1, Math::multiplyExact));
        FloatBuffer buffer = ByteBuffer.allocateDirect(Math.multiplyExact(size, Float.BYTES))
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        buffer.put(0, ConvolutionShape.values(random, size));
        return OnnxTensor.createTensor(environment, buffer, dims);
    }

    void run() throws OrtException {
        session.run(input, output).close();
    }

    @Override
    public void close() throws OrtException {
        input.values().forEach(OnnxTensor::close);
        output.values().forEach(OnnxTensor::close);
        session.close();
    }
}
