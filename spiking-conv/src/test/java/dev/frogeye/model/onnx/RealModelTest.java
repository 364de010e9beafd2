package dev.frogeye.model.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frogeye.model.Graph;
import dev.frogeye.model.Layer;
import dev.frogeye.model.RealModels;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RealModelTest {
    @ParameterizedTest
    @ValueSource(strings = {RealModels.RFB_320, RealModels.MOBILENET_V2, RealModels.INCEPTION_V3})
    void importedNetworksComputeWhatOnnxRuntimeComputes(String file) throws Exception {
        OnnxModel model = RealModels.read(file);
        Graph graph = OnnxImporter.read(model);

        Conformance.check(model, graph, RealModels.image(graph.input(), 42), 1e-4);
    }

    @ParameterizedTest
    @CsvSource({
        RealModels.RFB_320 + ", 98500976, 100418560",
        RealModels.MOBILENET_V2 + ", 298396304, 299494272",
        RealModels.INCEPTION_V3 + ", 5465883232, 5711168096"
    })
    void multiplyAddsAreThoseOfTheDenseNetwork(String file, long macs, long macsWithPadding) throws Exception {
        Graph graph = OnnxImporter.read(RealModels.read(file));

        assertThat(graph.macs()).isEqualTo(macs);
        assertThat(graph.layers().stream()
                        .mapToLong(layer ->
                                layer instanceof Layer.Convolution convolution ? convolution.macsWithPadding() : 0)
                        .sum())
                .isEqualTo(macsWithPadding);
    }
}
