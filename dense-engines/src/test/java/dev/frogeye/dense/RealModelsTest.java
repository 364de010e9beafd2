package dev.frogeye.dense;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frogeye.engine.FrameCost;
import dev.frogeye.model.Graph;
import dev.frogeye.model.Layer;
import dev.frogeye.model.Tensor;
import dev.frogeye.model.onnx.OnnxImporter;
import dev.frogeye.model.onnx.OnnxModel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** ND4J against ONNX Runtime on networks people use: their outputs and two tensors on the way there. */
class RealModelsTest {
    private static final double TOLERANCE = 1e-4;

    @ParameterizedTest
    @CsvSource({
        "inception_v3.onnx.gz, 1",
        "mobilenet_v2.onnx.gz, 1",
        "version-RFB-320.onnx, 1",
        "movenet-lightning.onnx.gz, 1",
        "posenet.onnx.gz, 1",
        "nanodet.onnx.gz, 1",
        "selfie-segmentation.onnx, 1",
        "inception_v3.onnx.gz, 2",
        "mobilenet_v2.onnx.gz, 2"
    })
    void bothEnginesAgree(String file, int threads) throws IOException {
        OnnxModel model = RealModels.read(file);
        Graph graph = OnnxImporter.read(model);
        List<Tensor> requested = new ArrayList<>(graph.outputs());
        List<Layer> layers = graph.layers();
        requested.add(layers.get(layers.size() / 3).output());
        requested.add(layers.get(layers.size() * 2 / 3).output());
        float[] pixels = RealModels.frame(graph, 7);
        FrameCost cost = new FrameCost();

        try (OnnxRuntimeEngine onnxRuntime = OnnxRuntimeEngine.open(model, graph, requested, threads);
                Nd4jEngine nd4j = Nd4jEngine.open(graph, requested, threads)) {
            onnxRuntime.step(pixels, cost);
            nd4j.step(pixels, cost);

            for (int index = 0; index < requested.size(); index++) {
                Tensor tensor = requested.get(index);
                float[] expected = new float[tensor.shape().size()];
                float[] actual = new float[tensor.shape().size()];
                onnxRuntime.read(index, expected);
                nd4j.read(index, actual);
                assertThat(Distance.relativeL2(actual, expected))
                        .as("%s, %s", tensor.name(), tensor.dimsText())
                        .isLessThan(TOLERANCE);
            }
        }
    }
}
