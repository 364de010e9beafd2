package dev.frogeye.dense;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frogeye.engine.FrameCost;
import dev.frogeye.model.Graph;
import dev.frogeye.model.Window;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Standard output belongs to data, so a JVM of its own shows what the native libraries print. */
class QuietTest {
    @Test
    void theEnginesPrintNothing() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        if (Runtime.version().feature() >= 24) {
            command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
        }
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        command.addAll(List.of("-cp", classPath, RunBothEngines.class.getName()));

        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(printed).isEmpty();
        assertThat(process.exitValue()).isZero();
    }

    /** Opens, runs and closes each engine once. */
    static final class RunBothEngines {
        private RunBothEngines() {}

        public static void main(String[] arguments) {
            Fixture fixture = new Fixture(9, 3, 16, 16);
            fixture.convolution(fixture.input(), 4, 1, Window.of(3, 3, 2, 2));
            Graph graph = fixture.graph();
            try (OnnxRuntimeEngine onnxRuntime = OnnxRuntimeEngine.open(fixture.model(), graph, graph.outputs(), 1);
                    Nd4jEngine nd4j = Nd4jEngine.open(graph, graph.outputs(), 1)) {
                onnxRuntime.step(fixture.frame(), new FrameCost());
                nd4j.step(fixture.frame(), new FrameCost());
            }
        }
    }
}
