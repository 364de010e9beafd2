package dev.frogeye.dense;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frogeye.engine.FrameCost;
import dev.frogeye.model.Function;
import dev.frogeye.model.Graph;
import dev.frogeye.model.Tensor;
import dev.frogeye.model.Window;
import java.util.Map;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;

class Nd4jMemoryTest {
    /** The JVM's own heap can grow by this much; one array a frame left behind would be half as much again. */
    private static final long SLACK = 160 << 20;

    private static final int SIZE = 112;
    private static final long ARRAY = 4L * 16 * SIZE * SIZE;

    private final FrameCost cost = new FrameCost();

    @Test
    void threeHundredFramesLeaveNothingBehind() {
        Fixture fixture = fixture();
        Graph graph = fixture.graph();
        try (Nd4jEngine engine = Nd4jEngine.open(graph, graph.outputs(), 1)) {
            float[] pixels = fixture.frame();
            step(engine, pixels, 30);
            long tracked = Pointer.totalBytes();
            long physical = Pointer.physicalBytes();

            step(engine, pixels, 300);

            assertThat(Pointer.totalBytes() - tracked).isLessThan(ARRAY);
            assertThat(Pointer.physicalBytes() - physical).isLessThan(SLACK);
        }
    }

    @Test
    void closedEnginesLeaveNothingBehind() {
        Fixture fixture = fixture();
        Graph graph = fixture.graph();
        openAndClose(graph, fixture.frame(), 3);
        long physical = Pointer.physicalBytes();

        openAndClose(graph, fixture.frame(), 60);

        assertThat(Pointer.physicalBytes() - physical).isLessThan(SLACK);
    }

    private void openAndClose(Graph graph, float[] pixels, int times) {
        for (int i = 0; i < times; i++) {
            try (Nd4jEngine engine = Nd4jEngine.open(graph, graph.outputs(), 1)) {
                engine.step(pixels, cost);
            }
        }
    }

    private void step(Nd4jEngine engine, float[] pixels, int frames) {
        for (int frame = 0; frame < frames; frame++) {
            engine.step(pixels, cost);
        }
    }

    private static Fixture fixture() {
        Fixture fixture = new Fixture(5, 8, SIZE, SIZE);
        Tensor hidden = fixture.convolution(fixture.input(), 16, 1, new Window(3, 3, 1, 1, 1, 1, 1, 1, 1, 1));
        Tensor active = fixture.pointwise(hidden, Function.Clamp.RELU, "Relu", Map.of());
        Tensor deep = fixture.convolution(active, 16, 16, new Window(3, 3, 1, 1, 1, 1, 1, 1, 1, 1));
        Tensor pooled = fixture.averagePool(deep, new Window(3, 3, 1, 1, 1, 1, 1, 1, 1, 1), false, false);
        fixture.maxPool(pooled, new Window(3, 3, 2, 2, 1, 1, 1, 1, 1, 1), false);
        return fixture;
    }
}
