package dev.frogeye.model.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frogeye.model.Graph;
import dev.frogeye.model.Layer;
import dev.frogeye.model.RealModels;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RealModelTest {
    /** Each on values of the range that its pictures have. */
    @ParameterizedTest
    @CsvSource({
        RealModels.RFB_320 + ", -1, 1",
        RealModels.MOBILENET_V2 + ", -1, 1",
        RealModels.INCEPTION_V3 + ", -1, 1",
        RealModels.MOVENET + ", 0, 255",
        RealModels.POSENET + ", -1, 1",
        RealModels.NANODET + ", 0, 255",
        RealModels.SELFIE_SEGMENTATION + ", 0, 1"
    })
    void importedNetworksComputeWhatOnnxRuntimeComputes(String file, float least, float largest) throws Exception {
        OnnxModel model = RealModels.read(file);
        Graph graph = OnnxImporter.read(model);
        float[] image = RealModels.image(graph.input(), 42);
        for (int i = 0; i < image.length; i++) {
            image[i] = least + (largest - least) * (image[i] + 1) / 2;
        }

        Conformance.check(model, graph, image, 1e-4);
    }

    @ParameterizedTest
    @CsvSource({
        RealModels.RFB_320 + ", 98500976, 100418560",
        RealModels.MOBILENET_V2 + ", 298396304, 299494272",
        RealModels.INCEPTION_V3 + ", 5465883232, 5711168096",
        RealModels.MOVENET + ", 269525360, 270549504",
        RealModels.POSENET + ", 1089937488, 1091347152",
        RealModels.NANODET + ", 2008567392, 2090083840",
        RealModels.SELFIE_SEGMENTATION + ", 58620584, 59215744"
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
