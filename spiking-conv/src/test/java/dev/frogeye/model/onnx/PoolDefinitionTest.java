package dev.frogeye.model.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OrtException;
import dev.frogeye.delta.DeltaModel;
import dev.frogeye.delta.DeltaNetwork;
import dev.frogeye.delta.Thresholds;
import dev.frogeye.engine.FrameCost;
import dev.frogeye.model.Graph;
import dev.frogeye.model.OrtReference;
import dev.frogeye.model.UnsupportedModelException;
import dev.frogeye.model.onnx.proto.Onnx.ModelProto;
import java.io.IOException;
import java.io.InputStream;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Pools of random windows, at all operator sets, against ONNX's definition and ONNX Runtime. */
class PoolDefinitionTest {
    private static final int POOLS = 1500;

    @Test
    void theDeltaNetworkFollowsTheDefinitionAndTellsWhereOnnxRuntimeDoesNot() throws OrtException {
        Random random = new Random(3);
        int deviating = 0;
        for (int i = 0; i < POOLS; i++) {
            DefinedPool pool = DefinedPool.random(random);
            OnnxModel model = pool.model();
            if (!pool.isDefined()) {
                assertThatThrownBy(() -> OnnxImporter.read(model))
                        .as("%s", pool)
                        .isInstanceOf(UnsupportedModelException.class)
                        .hasMessageContaining("lies on padding only");
                continue;
            }
            Graph graph = OnnxImporter.read(model);
            float[] image = Conformance.positive(i, graph.input().shape().size());
            double[] defined = pool.apply(image);
            assertThat(distance(delta(graph, image), defined)).as("%s", pool).isLessThan(Conformance.TOLERANCE);

            double[] runtime = OrtReference.run(model, graph, image).get("y").values();
            boolean deviates = distance(runtime, defined) > Conformance.TOLERANCE;
            assertThat(graph.deviations().containsKey("y")).as("%s", pool).isEqualTo(deviates);
            deviating += deviates ? 1 : 0;
        }
        assertThat(deviating).isBetween(1, POOLS / 10);
    }

    @Test
    void theFileOfOperatorSet17IsComputedAsOnnxRuntimeComputesItAt19() throws IOException, OrtException {
        byte[] bytes;
        try (InputStream file = PoolDefinitionTest.class.getResourceAsStream("/cases/avgpool_ceil_opset17.onnx")) {
            bytes = file.readAllBytes();
        }
        OnnxModel model = new OnnxModel("avgpool_ceil_opset17.onnx", bytes);
        ModelProto.Builder newer = ModelProto.parseFrom(bytes).toBuilder();
        newer.getOpsetImportBuilder(0).setVersion(19);
        OnnxModel model19 =
                new OnnxModel("avgpool_ceil_opset19.onnx", newer.build().toByteArray());

        Graph graph = OnnxImporter.read(model);
        String output = graph.outputs().get(0).name();
        float[] image = Conformance.positive(5, graph.input().shape().size());
        float[] actual = delta(graph, image);

        assertThat(distance(
                        actual,
                        OrtReference.run(model19, graph, image).get(output).values()))
                .isLessThan(Conformance.TOLERANCE);
        assertThat(distance(
                        actual,
                        OrtReference.run(model, graph, image).get(output).values()))
                .isGreaterThan(0.01);
        assertThat(graph.deviations()).hasSize(1);
        assertThat(OnnxImporter.read(model19).deviations()).isEmpty();
    }

    private static float[] delta(Graph graph, float[] image) {
        float[] values = new float[graph.outputs().get(0).shape().size()];
        int channels = graph.input().shape().channels();
        try (DeltaNetwork network = DeltaModel.of(graph).network(graph.outputs(), Thresholds.exact(channels))) {
            network.step(image, new FrameCost());
            network.read(0, values);
        }
        return values;
    }

    private static double distance(float[] actual, double[] expected) {
        double[] values = new double[actual.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = actual[i];
        }
        return distance(values, expected);
    }

    private static double distance(double[] actual, double[] expected) {
        assertThat(actual).hasSameSizeAs(expected);
        return OrtReference.relativeError(actual, expected);
    }
}
