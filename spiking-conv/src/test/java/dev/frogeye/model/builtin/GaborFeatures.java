package dev.frogeye.model.builtin;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.util.Map;

/** {@code builtin:gabor} in ONNX Runtime: what a foreign reader makes of the file. */
final class GaborFeatures implements AutoCloseable {
    static final int SIZE = 224;
    static final int COUNT = 560;
    private static final int CELLS = 9;
    private static final int CHANNELS = 16;
    private static final int ENERGY2 = 3 * CHANNELS * CELLS;
    private static final int PIXELS = SIZE * SIZE;
    private static final float[] MEAN = {0.485f, 0.456f, 0.406f};
    private static final float[] STD = {0.229f, 0.224f, 0.225f};

    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;

    GaborFeatures() throws OrtException {
        OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        options.setIntraOpNumThreads(1);
        session = environment.createSession(Builtin.model("gabor").bytes(), options);
    }

    OrtSession session() {
        return session;
    }

    /** The features of a preprocessed picture, channels-last. */
    float[] ofInput(float[] input) throws OrtException {
        float[] planes = new float[3 * PIXELS];
        for (int i = 0; i < input.length; i++) {
            planes[i % 3 * PIXELS + i / 3] = input[i];
        }
        try (OnnxTensor image =
                        OnnxTensor.createTensor(environment, FloatBuffer.wrap(planes), new long[] {1, 3, SIZE, SIZE});
                OrtSession.Result result = session.run(Map.of("image", image))) {
            return ((float[][]) result.get(0).getValue())[0];
        }
    }

    /** A picture of red, green and blue from 0 to 1. */
    interface Picture {
        double at(int x, int y, int rgb);
    }

    /** The features of a picture, preprocessed as for ImageNet. */
    float[] of(Picture picture) throws OrtException {
        return ofInput(input(picture));
    }

    /** A picture preprocessed as for ImageNet, channels-last. */
    static float[] input(Picture picture) {
        float[] input = new float[3 * PIXELS];
        for (int i = 0; i < input.length; i++) {
            int pixel = i / 3;
            float value = (float) picture.at(pixel % SIZE, pixel / SIZE, i % 3);
            input[i] = (value - MEAN[i % 3]) / STD[i % 3];
        }
        return input;
    }

    /** Energy of each of the 16 channels at an octave (0 fine, 1 half, 2 quarter size), over the whole picture. */
    static double[] energy1(float[] features, int octave) {
        double[] energy = new double[CHANNELS];
        for (int i = 0; i < CHANNELS * CELLS; i++) {
            energy[i / CELLS] += features[octave * CHANNELS * CELLS + i] / CELLS;
        }
        return energy;
    }

    /** Second-order energy of a channel in a direction (0 to 3) at an octave (0 or 1). */
    static double energy2(float[] features, int octave, int channel, int direction) {
        return features[ENERGY2 + (octave * CHANNELS + channel) * GaborNetwork.DIRECTIONS2 + direction];
    }

    @Override
    public void close() throws OrtException {
        session.close();
    }
}
