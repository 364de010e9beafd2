package dev.frogeye.delta;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frogeye.engine.FrameCost;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Vectors are objects until the compiler has turned them into registers; in steady state a frame allocates nothing. */
class AllocationTest {
    private static final int FRAMES = 50;
    private static final int ROUNDS = 400;

    @ParameterizedTest
    @EnumSource
    void aFrameAllocatesNothingOnceCompiled(TestNetworks net) {
        com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        DeltaModel model = DeltaModel.of(net.graph());
        DeltaNetwork network = model.network(model.graph().outputs(), Thresholds.exact(3));
        TestVideo video = TestVideo.forNetwork(21);
        float[][] frames = {video.next(), video.next(), video.next()};
        FrameCost cost = new FrameCost();
        long allocated = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS && allocated >= FRAMES * 100; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < FRAMES; i++) {
                network.step(frames[i % frames.length], cost);
            }
            allocated = threads.getCurrentThreadAllocatedBytes() - before;
        }
        assertThat(allocated).as("bytes for %d frames, warm", FRAMES).isLessThan(FRAMES * 100);
    }
}
