package dev.frogeye.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PipelineTest {
    @Test
    void onTwoCoresTheSlowerThreadDecides() {
        // The first frame has to be decoded before the engine can begin: 10 + 4 * 20 ms.
        assertThat(Pipeline.framesPerSecond(times(10, 10, 10, 10), times(20, 20, 20, 20), 4, 2))
                .isCloseTo(4000 / 90.0, within(1e-9));
        // The engine is behind by the last frame only: 4 * 20 + 10 ms.
        assertThat(Pipeline.framesPerSecond(times(20, 20, 20, 20), times(10, 10, 10, 10), 4, 2))
                .isCloseTo(4000 / 90.0, within(1e-9));
    }

    @Test
    void onOneCoreTheyTakeTurns() {
        assertThat(Pipeline.framesPerSecond(times(10, 10, 10, 10), times(20, 20, 20, 20), 4, 1))
                .isCloseTo(4000 / 120.0, within(1e-9));
    }

    @Test
    void theDecoderIsNoFurtherAheadThanThereAreBuffers() {
        // Frame 4 waits for the buffer of frame 0, which is free after 101 ms; it takes 50 ms to decode, and is done at
        // 152.
        assertThat(Pipeline.framesPerSecond(times(1, 1, 1, 1, 50), times(100, 1, 1, 1, 1), 5, 2))
                .isCloseTo(5000 / 152.0, within(1e-9));
    }

    private static Times times(double... ms) {
        Times times = new Times();
        times.beginPass();
        Arrays.stream(ms).forEach(times::add);
        return times;
    }
}
