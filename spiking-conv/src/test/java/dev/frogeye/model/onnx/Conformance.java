package dev.frogeye.model.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtException;
import dev.frogeye.model.Graph;
import dev.frogeye.model.OrtReference;
import dev.frogeye.model.ReferenceNetwork;
import dev.frogeye.model.Tensor;
import java.util.Map;
import java.util.Random;

/** Compares what is imported with what ONNX Runtime makes of the same model. */
final class Conformance {
    static final double TOLERANCE = 1e-5;

    private Conformance() {}

    /** Imports a model, runs it with plain loops and requires the outputs of ONNX Runtime; gives the graph. */
    static Graph check(OnnxBuilder builder) {
        OnnxModel model = builder.build();
        Graph graph = OnnxImporter.read(model);
        float[] image = values(7, graph.input().shape().size());
        try {
            check(model, graph, image, TOLERANCE);
        } catch (OrtException e) {
            throw new AssertionError("ONNX Runtime refuses the model", e);
        }
        return graph;
    }

    /** Runs a graph with plain loops and requires the outputs of ONNX Runtime, to some relative L2 distance. */
    static void check(OnnxModel model, Graph graph, float[] image, double tolerance) throws OrtException {
        Map<String, OrtReference.Output> expected = OrtReference.run(model, graph, image);
        Map<String, double[]> actual = new ReferenceNetwork(graph).run(image);
        assertThat(graph.outputs()).extracting(Tensor::name).containsExactlyElementsOf(expected.keySet());
        for (Tensor output : graph.outputs()) {
            OrtReference.Output wanted = expected.get(output.name());
            assertThat(output.dims()).as(output.name()).isEqualTo(wanted.dims());
            assertThat(OrtReference.relativeError(actual.get(output.name()), wanted.values()))
                    .as(output.name())
                    .isLessThan(tolerance);
        }
    }

    /** Reproducible values from -1 to 1. */
    static float[] values(long seed, int count) {
        Random random = new Random(seed);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = 2 * random.nextFloat() - 1;
        }
        return values;
    }

    /** Reproducible values from 0.5 to 1.5: variances, divisors. */
    static float[] positive(long seed, int count) {
        float[] values = values(seed, count);
        for (int i = 0; i < count; i++) {
            values[i] = 1 + values[i] / 2;
        }
        return values;
    }
}
