package dev.frogeye.model;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.frogeye.model.onnx.OnnxModel;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.GZIPInputStream;

/** The pretrained networks of the test data folder. */
public final class RealModels {
    public static final String INCEPTION_V3 = "inception_v3.onnx.gz";
    public static final String MOBILENET_V2 = "mobilenet_v2.onnx.gz";
    public static final String RFB_320 = "version-RFB-320.onnx";
    public static final String MOVENET = "movenet-lightning.onnx.gz";
    public static final String POSENET = "posenet.onnx.gz";
    public static final String NANODET = "nanodet.onnx.gz";
    public static final String SELFIE_SEGMENTATION = "selfie-segmentation.onnx";

    private RealModels() {}

    /** Reads one, unpacked; a test that asks for it is skipped where the folder is absent. */
    public static OnnxModel read(String file) throws IOException {
        Path path = Path.of(System.getProperty("frogeye.testdata", "../shared"), "models", file);
        assumeTrue(Files.exists(path), () -> "no model at " + path);
        if (!file.endsWith(".gz")) {
            return OnnxModel.read(path);
        }
        try (InputStream packed = new GZIPInputStream(Files.newInputStream(path), 1 << 16)) {
            return new OnnxModel(file.substring(0, file.length() - ".gz".length()), packed.readAllBytes());
        }
    }

    /** Smooth colour with noise, -1 to 1, channels-last. */
    public static float[] image(Tensor input, long seed) {
        Random random = new Random(seed);
        int channels = input.shape().channels();
        int width = input.shape().width();
        float[] pixels = new float[input.shape().size()];
        for (int i = 0; i < pixels.length; i++) {
            int x = i / channels % width;
            int y = i / channels / width;
            double wave = Math.sin(x * 0.05 + i % channels) * Math.cos(y * 0.03);
            pixels[i] = (float) (0.7 * wave + 0.3 * (2 * random.nextDouble() - 1));
        }
        return pixels;
    }
}
