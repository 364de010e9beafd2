package dev.frogeye.dense;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frogeye.engine.FrameCost;
import dev.frogeye.model.Graph;
import dev.frogeye.model.Window;
import dev.frogeye.model.onnx.OnnxImporter;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Imported pools of random windows, with and without {@code ceil_mode}, against plain loops. */
class Nd4jPoolsTest {
    @Test
    void computesWhatOnnxDefines() {
        Random random = new Random(4);
        for (int i = 0; i < 200; i++) {
            Window window = window(random);
            boolean ceil = random.nextBoolean();
            boolean countPadding = random.nextBoolean();
            Fixture fixture = new Fixture(i, 2, 6 + random.nextInt(6), 6 + random.nextInt(6));
            if (random.nextInt(3) == 0) {
                fixture.maxPool(fixture.input(), window, ceil);
            } else {
                fixture.averagePool(fixture.input(), window, ceil, countPadding);
            }
            Graph graph = OnnxImporter.read(fixture.model());
            float[] pixels = fixture.frame();
            float[] actual = new float[graph.outputs().get(0).shape().size()];
            try (Nd4jEngine engine = Nd4jEngine.open(graph, graph.outputs(), 1)) {
                engine.step(pixels, new FrameCost());
                engine.read(0, actual);
            }
            Graph plain = fixture.graph();
            float[] expected =
                    PlainNetwork.run(plain, pixels).get(plain.outputs().get(0).name());
            assertThat(actual).as("%s", window).hasSameSizeAs(expected);
            assertThat(Distance.relativeL2(actual, expected))
                    .as("%s, ceil %s, padding counted %s", window, ceil, countPadding)
                    .isLessThan(2e-6);
        }
    }

    /** Within six pixels, padded by less than the kernel. */
    private static Window window(Random random) {
        int height = 1 + random.nextInt(3);
        int width = 1 + random.nextInt(3);
        return new Window(
                height,
                width,
                1 + random.nextInt(4),
                1 + random.nextInt(4),
                1 + random.nextInt(2),
                1 + random.nextInt(2),
                random.nextInt(height),
                random.nextInt(width),
                random.nextInt(height),
                random.nextInt(width));
    }
}
