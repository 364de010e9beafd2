package dev.frogeye.dense;

import dev.frogeye.model.Graph;
import dev.frogeye.model.onnx.OnnxModel;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assumptions;

/** The pretrained models of the folder {@code frogeye.testdata}. */
public final class RealModels {
    private RealModels() {}

    /** A model file, unpacked; the test is skipped where the folder is absent. */
    public static OnnxModel read(String file) throws IOException {
        Path models = Path.of(System.getProperty("frogeye.testdata", "../../shared"), "models");
        Assumptions.assumeTrue(Files.isDirectory(models), "no pretrained models in " + models);
        try (InputStream in = Files.newInputStream(models.resolve(file))) {
            byte[] bytes = file.endsWith(".gz") ? new GZIPInputStream(in).readAllBytes() : in.readAllBytes();
            return new OnnxModel(file, bytes);
        }
    }

    /** A frame as smooth as a picture: values from -1 to 1 that change slowly over the image. */
    static float[] frame(Graph graph, int seed) {
        Random random = new Random(seed);
        int channels = graph.input().shape().channels();
        int width = graph.input().shape().width();
        double[] phase = random.doubles(channels, 0, 6).toArray();
        float[] pixels = new float[graph.input().shape().size()];
        for (int i = 0; i < pixels.length; i++) {
            int c = i % channels;
            int x = i / channels % width;
            int y = i / channels / width;
            double wave = Math.sin(0.05 * x + phase[c]) * Math.cos(0.07 * y - phase[c]);
            pixels[i] = (float) (0.8 * wave + 0.2 * (random.nextDouble() * 2 - 1));
        }
        return pixels;
    }
}
