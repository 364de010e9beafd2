package dev.frogeye.dense;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import dev.frogeye.model.Layout;
import dev.frogeye.model.Tensor;
import dev.frogeye.model.UnsupportedModelException;
import dev.frogeye.model.onnx.OnnxModel;
import dev.frogeye.model.onnx.proto.Onnx.ModelProto;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/** How sessions of ONNX Runtime are opened here, and what it makes of a file before it runs it. */
final class RuntimeSessions {
    private RuntimeSessions() {}

    /** Every graph optimisation on, one operator after the other. */
    static SessionOptions options(int threads) throws OrtException {
        SessionOptions options = new SessionOptions();
        options.setOptimizationLevel(OptLevel.ALL_OPT);
        options.setExecutionMode(SessionOptions.ExecutionMode.SEQUENTIAL);
        options.setIntraOpNumThreads(threads);
        options.setInterOpNumThreads(1);
        options.setMemoryPatternOptimization(true);
        options.setCPUArenaAllocator(true);
        if (Vnni.ofThisMachine() != Vnni.PRESENT) {
            // Without it, 8-bit products are summed in 16 bits there, and large sums are cut off. With VNNI none are.
            options.addConfigEntry("session.x64quantprecision", "1");
        }
        // Messages go to stderr past every Java logger; what matters is in the exception too.
        options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
        return options;
    }

    /**
     * The file as ONNX Runtime has rewritten it.
     *
     * @param level {@code BASIC_OPT} folds constants and batch normalisation and keeps to ONNX's own operators
     * @throws UnsupportedModelException if the runtime refuses the file
     */
    static ModelProto optimized(OnnxModel model, OptLevel level) {
        try {
            Path written = Files.createTempFile("frogeye-", ".onnx");
            try (SessionOptions options = options(1)) {
                options.setOptimizationLevel(level);
                options.setOptimizedModelFilePath(written.toString());
                OrtEnvironment.getEnvironment()
                        .createSession(model.bytes(), options)
                        .close();
                return ModelProto.parseFrom(Files.readAllBytes(written));
            } finally {
                Files.deleteIfExists(written);
            }
        } catch (OrtException e) {
            throw refused(model.name(), e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write to the folder of temporary files; set java.io.tmpdir", e);
        }
    }

    /** A frame, channels-last, as a network takes it. */
    static OnnxTensor tensor(Tensor image, float[] frame) throws OrtException {
        float[] values = frame;
        if (image.layout() != Layout.ROW_MAJOR) {
            values = new float[image.shape().size()];
            Planes.fromChannelsLast(frame, image.shape(), values);
        }
        return OnnxTensor.createTensor(
                OrtEnvironment.getEnvironment(),
                FloatBuffer.wrap(values, 0, image.shape().size()),
                image.dims().stream().mapToLong(Integer::longValue).toArray());
    }

    static UnsupportedModelException refused(String model, OrtException e) {
        return new UnsupportedModelException(
                model + ": ONNX Runtime cannot run it: " + firstLine(e) + "; try another engine", e);
    }

    static String firstLine(OrtException e) {
        return e.getMessage().lines().findFirst().orElse("no reason given");
    }
}
