package dev.frogeye.comparison;

import dev.frogeye.delta.DeltaModel;
import dev.frogeye.export.table.Pooling;
import dev.frogeye.export.table.VectorNormalization;
import dev.frogeye.ingest.Preprocessing;
import dev.frogeye.model.Graph;
import dev.frogeye.model.Tensor;
import dev.frogeye.model.onnx.OnnxBuilder;
import dev.frogeye.model.onnx.OnnxImporter;
import dev.frogeye.model.onnx.OnnxModel;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** A small seeded classifier with a strided, a depthwise and a pointwise convolution. */
final class TestNetwork {
    static final int SIDE = 24;
    static final int CLASSES = 12;

    private final Random random = new Random(3);
    private final OnnxBuilder file = new OnnxBuilder("test.onnx", 17);

    private TestNetwork() {}

    static OnnxModel model() {
        return new TestNetwork().build();
    }

    static ComparedNetwork open() {
        OnnxModel model = model();
        Graph graph = OnnxImporter.read(model);
        Tensor tensor = graph.outputs().get(0);
        return new ComparedNetwork(
                model,
                graph,
                DeltaModel.of(graph),
                tensor,
                "@output",
                Pooling.of(tensor, Optional.empty()),
                VectorNormalization.NONE,
                Preprocessing.IMAGENET.forInputSize(SIDE, SIDE),
                "default");
    }

    private OnnxModel build() {
        file.input("image", 1, 3, SIDE, SIDE);
        convolution("image", "a", 16, 3, 3, Map.of("strides", new long[] {2, 2}, "pads", new long[] {1, 1, 1, 1}));
        file.node("Relu", List.of("a"), "a_active");
        convolution("a_active", "b", 16, 1, 3, Map.of("group", 16, "pads", new long[] {1, 1, 1, 1}));
        file.node("Relu", List.of("b"), "b_active");
        convolution("b_active", "c", 24, 16, 1, Map.of());
        file.node("Relu", List.of("c"), "c_active");
        file.node("GlobalAveragePool", List.of("c_active"), "pooled");
        file.node("Flatten", List.of("pooled"), "flat");
        file.weights("fc_w", random(CLASSES * 24), CLASSES, 24);
        file.weights("fc_b", random(CLASSES), CLASSES);
        file.node("Gemm", List.of("flat", "fc_w", "fc_b"), "scores", Map.of("transB", 1));
        return file.output("scores").build();
    }

    private void convolution(
            String from, String to, int outputs, int channels, int kernel, Map<String, Object> attributes) {
        file.weights(to + "_w", random(outputs * channels * kernel * kernel), outputs, channels, kernel, kernel);
        file.weights(to + "_b", random(outputs), outputs);
        file.node("Conv", List.of(from, to + "_w", to + "_b"), to, attributes);
    }

    private float[] random(int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian() / 4;
        }
        return values;
    }
}
