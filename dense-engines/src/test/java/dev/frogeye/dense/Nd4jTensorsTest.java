package dev.frogeye.dense;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frogeye.delta.DeltaModel;
import dev.frogeye.delta.DeltaNetwork;
import dev.frogeye.delta.Thresholds;
import dev.frogeye.engine.FrameCost;
import dev.frogeye.model.Graph;
import dev.frogeye.model.Layer;
import dev.frogeye.model.onnx.OnnxBuilder;
import dev.frogeye.model.onnx.OnnxImporter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

class Nd4jTensorsTest {
    /** Two output channels, each weighing the three input channels of its pixel. */
    private static final float[] WEIGHTS = {1, 2, 3, 4, 5, 6};

    private final Graph graph = OnnxImporter.read(new OnnxBuilder("tiny", 13)
            .input("x", 1, 3, 2, 4)
            .weights("w", WEIGHTS, 2, 3, 1, 1)
            .node("Conv", List.of("x", "w"), "y", Map.of("kernel_shape", new long[] {1, 1}))
            .output("y")
            .build());

    @Test
    void featuresKeepTheirPlaces() {
        float[] pixels = new float[2 * 4 * 3];
        int row = 1;
        int column = 2;
        pixels[(row * 4 + column) * 3 + 1] = 10;
        try (DeltaNetwork network = DeltaModel.of(graph).network(graph.outputs(), Thresholds.exact(3))) {
            network.step(pixels, new FrameCost());
            try (INDArray feature = Nd4jTensors.feature(network, 0)) {
                assertThat(feature.shape()).containsExactly(2, 4, 2);
                assertThat(feature.getFloat(row, column, 0)).isEqualTo(20);
                assertThat(feature.getFloat(row, column, 1)).isEqualTo(50);
                assertThat(feature.sumNumber().floatValue()).isEqualTo(70);
            }
        }
    }

    @Test
    void weightsAreInTheOrderOfTheGraph() {
        try (INDArray weights =
                Nd4jTensors.weights((Layer.Convolution) graph.layers().get(0))) {
            assertThat(weights.shape()).containsExactly(1, 1, 3, 2);
            assertThat(weights.getFloat(0, 0, 2, 0)).isEqualTo(3);
            assertThat(weights.getFloat(0, 0, 0, 1)).isEqualTo(4);
        }
    }
}
