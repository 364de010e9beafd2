package dev.frogeye.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frogeye.delta.DeltaModel;
import dev.frogeye.delta.DeltaNetwork;
import dev.frogeye.delta.Thresholds;
import dev.frogeye.engine.FrameCost;
import dev.frogeye.model.Graph;
import dev.frogeye.model.OrtReference;
import dev.frogeye.model.Tensor;
import dev.frogeye.model.onnx.OnnxImporter;
import dev.frogeye.model.onnx.OnnxModel;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** What any network has to do in the delta engine. */
final class Conduct {
    private static final double TOLERANCE = 1e-4;
    /** How far thresholds may move the outputs: of random weights up to 0.11, of the text detector v3 0.27. */
    private static final double NEAR = 0.3;

    private static final int FRAMES = 4;

    private final OnnxModel onnx;
    private final DeltaModel model;
    private final Graph graph;
    private final Supplier<float[]> video;
    private final float level;
    private final FrameCost cost = new FrameCost();

    private Conduct(OnnxModel onnx, Graph graph, Supplier<float[]> video, float level) {
        this.onnx = onnx;
        this.graph = graph;
        this.video = video;
        this.level = level;
        model = DeltaModel.of(graph);
    }

    /**
     * Of a network that looks at a {@link MovingScene}.
     *
     * @param levels whether it takes pixels from 0 to 255, not from -1 to 1
     */
    static Conduct of(OnnxModel onnx, boolean levels) {
        Graph graph = OnnxImporter.read(onnx);
        MovingScene scene = new MovingScene(graph.input().shape(), 5, levels);
        return new Conduct(onnx, graph, scene::next, levels ? 1 : 1 / 127.5f);
    }

    /**
     * Of a network that looks at a video.
     *
     * @param level how far one level of 0 to 255 is in what it takes
     */
    static Conduct of(OnnxModel onnx, Graph graph, Supplier<float[]> video, float level) {
        return new Conduct(onnx, graph, video, level);
    }

    /** Every output of every frame with all thresholds 0; its values must differ among themselves and between frames. */
    void requireOnnxRuntimesOutputs() throws Exception {
        DeltaNetwork network = exact();
        double[] before = null;
        for (int frame = 0; frame < FRAMES; frame++) {
            float[] pixels = video.get();
            network.step(pixels, cost);
            assertThat(cost.key()).isEqualTo(frame == 0);
            Map<String, OrtReference.Output> expected = OrtReference.run(onnx, graph, pixels);
            assertThat(graph.outputs()).extracting(Tensor::name).containsExactlyElementsOf(expected.keySet());
            for (int index = 0; index < graph.outputs().size(); index++) {
                Tensor output = graph.outputs().get(index);
                OrtReference.Output wanted = expected.get(output.name());
                assertThat(output.dims()).as(output.name()).isEqualTo(wanted.dims());
                assertThat(OrtReference.relativeError(read(network, index), wanted.values()))
                        .as("%s of frame %d", output.name(), frame)
                        .isLessThan(TOLERANCE);
            }
            double[] values = read(network, 0);
            assertThat(DoubleStream.of(values).map(Math::abs).max().orElse(0)).isBetween(1e-3, 1e6);
            assertThat(DoubleStream.of(values).distinct().count()).isGreaterThan(values.length / 4);
            assertThat(values).isNotEqualTo(before);
            before = values;
        }
    }

    void requireNothingDoneOnAStillFrame() {
        for (DeltaNetwork network : List.of(exact(), withDefaults())) {
            network.step(video.get(), cost);
            float[] pixels = video.get();
            network.step(pixels, cost);
            assertThat(cost.spikes()).isPositive();
            network.step(pixels, cost);
            assertThat(cost.spikes()).isZero();
            assertThat(cost.macs()).isZero();
        }
    }

    /** With the default thresholds, which leave the outputs near those of the dense network. */
    void requireLessThanDenseWhereSomethingMoves() {
        DeltaNetwork network = withDefaults();
        DeltaNetwork exact = exact();
        network.step(video.get(), cost);
        for (int frame = 0; frame < FRAMES; frame++) {
            float[] pixels = video.get();
            exact.step(pixels, cost);
            network.step(pixels, cost);
            assertThat(cost.key()).isFalse();
            assertThat(cost.macs()).isPositive().isLessThan(graph.macs());
        }
        for (int index = 0; index < graph.outputs().size(); index++) {
            assertThat(OrtReference.relativeError(read(network, index), read(exact, index)))
                    .isLessThan(NEAR);
        }
    }

    private DeltaNetwork exact() {
        return model.network(
                graph.outputs(), Thresholds.exact(graph.input().shape().channels()));
    }

    private DeltaNetwork withDefaults() {
        float[] pixel = new float[graph.input().shape().channels()];
        Arrays.fill(pixel, (float) Thresholds.DEFAULT_PIXEL_LEVELS * level);
        return model.network(
                graph.outputs(),
                Thresholds.relative(Thresholds.DEFAULT_RELATIVE, model.measureScales(video.get()), pixel));
    }

    private static double[] read(DeltaNetwork network, int index) {
        float[] values = new float[network.requested().get(index).shape().size()];
        network.read(index, values);
        return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
    }
}
