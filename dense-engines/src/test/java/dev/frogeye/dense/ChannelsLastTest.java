package dev.frogeye.dense;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frogeye.engine.FeatureEngine;
import dev.frogeye.engine.FrameCost;
import dev.frogeye.model.Graph;
import dev.frogeye.model.onnx.OnnxBuilder;
import dev.frogeye.model.onnx.OnnxImporter;
import dev.frogeye.model.onnx.OnnxModel;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A model whose pictures have their channels last and whose size is open: what each engine is given, and gives. */
class ChannelsLastTest {
    private static final OnnxModel MODEL = new OnnxBuilder("keras.onnx", 13)
            .input("image", 0, 0, 0, 3)
            .weights("w", values(8 * 3 * 9), 8, 3, 3, 3)
            .node("Transpose", List.of("image"), "x", Map.of("perm", new long[] {0, 3, 1, 2}))
            .node("Conv", List.of("x", "w"), "c")
            .node("Relu", List.of("c"), "r")
            .node("Transpose", List.of("r"), "y", Map.of("perm", new long[] {0, 2, 3, 1}))
            .output("y")
            .build();
    private static final Graph GRAPH = OnnxImporter.read(MODEL, List.of(1, 12, 9, 3));

    private static float[] values(int count) {
        Random random = new Random(7);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = random.nextFloat() - 0.5f;
        }
        return values;
    }

    private static float[] features(FeatureEngine engine, float[] frame) {
        engine.step(frame, new FrameCost());
        float[] features = new float[GRAPH.outputs().get(0).shape().size()];
        engine.read(0, features);
        return features;
    }

    @Test
    void enginesAgreeWithPlainLoops() {
        float[] frame = values(12 * 9 * 3);
        float[] expected = PlainNetwork.run(GRAPH, frame).get("y");
        try (FeatureEngine runtime = OnnxRuntimeEngine.open(MODEL, GRAPH, GRAPH.outputs(), 1);
                FeatureEngine nd4j = Nd4jEngine.open(GRAPH, GRAPH.outputs(), 1)) {
            assertThat(Distance.relativeL2(features(runtime, frame), expected)).isLessThan(1e-6);
            assertThat(Distance.relativeL2(features(nd4j, frame), expected)).isLessThan(1e-6);
        }
    }
}
