package dev.frogeye.delta;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frogeye.engine.FrameCost;
import dev.frogeye.model.Graph;
import dev.frogeye.model.OrtReference;
import dev.frogeye.model.ReferenceNetwork;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Accumulators are only ever added to; their rounding errors must not pile up over a long video. */
class DriftTest {
    @ParameterizedTest
    @EnumSource
    void tenThousandFramesLaterThresholdZeroIsStillExact(TestNetworks net) {
        Graph graph = net.graph();
        DeltaNetwork network = DeltaModel.of(graph).network(graph.outputs(), Thresholds.exact(3));
        TestVideo video = TestVideo.forNetwork(20);
        FrameCost cost = new FrameCost();
        float[] pixels = null;
        for (int frame = 0; frame < 10_000; frame++) {
            pixels = video.next();
            network.step(pixels, cost);
            assertThat(cost.key()).isEqualTo(frame == 0);
        }
        double[] expected = new ReferenceNetwork(graph)
                .run(pixels)
                .get(graph.outputs().get(0).name());
        double[] actual = DeltaNetworkTest.toDoubles(DeltaNetworkTest.read(network, 0));
        assertThat(OrtReference.relativeError(actual, expected)).isLessThan(1e-4);
    }
}
