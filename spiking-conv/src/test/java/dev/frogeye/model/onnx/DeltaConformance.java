package dev.frogeye.model.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frogeye.delta.DeltaModel;
import dev.frogeye.delta.DeltaNetwork;
import dev.frogeye.delta.Thresholds;
import dev.frogeye.engine.FrameCost;
import dev.frogeye.engine.LayerCost;
import dev.frogeye.model.Graph;
import dev.frogeye.model.OrtReference;
import dev.frogeye.model.ReferenceNetwork;
import dev.frogeye.model.Tensor;
import java.util.Map;

/** {@link Conformance}, and then the delta engine on frames that change here and there, and on one that does not. */
final class DeltaConformance {
    private DeltaConformance() {}

    /** Imports a model and requires the outputs of ONNX Runtime from plain loops, and of those from the delta engine. */
    static Graph check(OnnxBuilder builder) {
        Graph graph = Conformance.check(builder);
        int channels = graph.input().shape().channels();
        float[] frame = Conformance.values(11, graph.input().shape().size());
        try (DeltaNetwork network = DeltaModel.of(graph).network(graph.outputs(), Thresholds.exact(channels))) {
            ReferenceNetwork reference = new ReferenceNetwork(graph);
            requireFrame(network, reference, graph, frame);
            for (int changed = 0; changed < 4; changed++) {
                int pixel = frame.length / channels * changed / 4;
                frame[pixel * channels + changed % channels] += 0.5f;
                requireFrame(network, reference, graph, frame);
                requireFrame(network, reference, graph, frame);
                for (LayerCost layer :
                        network.layerCosts().subList(1, network.layerCosts().size())) {
                    assertThat(layer.overhead() + layer.macs())
                            .as("%s of a still frame", layer.name())
                            .isZero();
                }
            }
        }
        return graph;
    }

    private static void requireFrame(DeltaNetwork network, ReferenceNetwork reference, Graph graph, float[] frame) {
        network.step(frame, new FrameCost());
        Map<String, double[]> expected = reference.run(frame);
        for (int index = 0; index < graph.outputs().size(); index++) {
            Tensor output = graph.outputs().get(index);
            float[] values = new float[output.shape().size()];
            network.read(index, values);
            double[] actual = new double[values.length];
            for (int i = 0; i < values.length; i++) {
                actual[i] = values[i];
            }
            assertThat(OrtReference.relativeError(actual, expected.get(output.name())))
                    .as("%s from the delta engine", output.name())
                    .isLessThan(Conformance.TOLERANCE);
        }
    }
}
