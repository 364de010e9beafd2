package dev.frogeye.benchmark;

import com.sun.management.ThreadMXBean;
import dev.frogeye.delta.Coding;
import dev.frogeye.delta.DeltaModel;
import dev.frogeye.delta.DeltaNetwork;
import dev.frogeye.delta.DeltaOptions;
import dev.frogeye.engine.FrameCost;
import dev.frogeye.extraction.ThresholdOptions;
import dev.frogeye.ingest.Preprocessing;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One frame of a network whose key frame lies behind it and which is not refreshed, frames decoded before. What a frame
 * allocates is nothing once all is compiled, see {@link Allocation}.
 *
 * <p>The preprocessing is the system property {@value #PREPROCESS}, because it contains what separates JMH's parameters;
 * where it is not set that of the known network, or ImageNet's.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 5, time = 5)
@Measurement(iterations = 5, time = 5)
@Fork(
        value = 1,
        jvmArgsAppend = {"--add-modules", "jdk.incubator.vector", "-XX:ObjectAlignmentInBytes=64"})
public class FrameBenchmark {
    private static final String PREPROCESS = "frogeye.preprocess";
    private static final int FRAMES = 64;

    /** A {@link KnownNetwork} by its key, such as {@code movenet}, or an ONNX file. */
    @Param("")
    public String model;

    /**
     * A video of {@value #FRAMES} frames or more, or the name of a clip of the test data; the first frames are taken,
     * forwards and backwards.
     */
    @Param("")
    public String clip;

    /** Relative threshold; 0 is exact. */
    @Param("0.06")
    public double threshold;

    /**
     * Reports what the frames of all iterations together allocated. {@code -prof gc} divides by the frames of an
     * iteration what JMH itself allocates there, 10 to 20 kB, and cannot show a zero where frames take milliseconds.
     */
    @AuxCounters(AuxCounters.Type.EVENTS)
    @State(Scope.Thread)
    public static class Allocation {
        /** Bytes. JMH sets it to zero before each iteration. */
        public long allocatedBytes;
    }

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final FrameCost cost = new FrameCost();
    private DeltaNetwork network;
    private List<float[]> frames;
    private int position;
    private int direction = 1;

    /** Reads the model and the clip, and runs the key frame. */
    @Setup
    public void setUp() throws IOException {
        BenchmarkModel opened = BenchmarkModel.open(model, Optional.ofNullable(System.getProperty(PREPROCESS)));
        frames = read(BenchmarkModel.clip(clip), opened.preprocessing());
        DeltaModel spiking = DeltaModel.of(opened.graph());
        network = spiking.network(
                opened.graph().outputs(),
                new DeltaOptions(
                        ThresholdOptions.relative(threshold).of(spiking, opened.preprocessing()), Coding.GRADED, 0));
        network.step(frames.get(0), cost);
    }

    private static List<float[]> read(Path clip, Preprocessing preprocessing) throws IOException {
        List<float[]> frames = ClipFrames.read(clip, preprocessing, FRAMES);
        if (frames.size() < FRAMES) {
            throw new IllegalArgumentException(
                    clip + " has " + frames.size() + " frames; give a clip of at least " + FRAMES);
        }
        return frames;
    }

    /** The next frame of the clip; at either end it turns round, for a jump would be a scene cut. */
    @Benchmark
    public void moving(Rate rate, Allocation allocation) {
        if (position + direction < 0 || position + direction == FRAMES) {
            direction = -direction;
        }
        position += direction;
        step(rate, allocation);
    }

    /** The same frame once more. */
    @Benchmark
    public void still(Rate rate, Allocation allocation) {
        step(rate, allocation);
    }

    private void step(Rate rate, Allocation allocation) {
        long before = threads.getCurrentThreadAllocatedBytes();
        network.step(frames.get(position), cost);
        allocation.allocatedBytes += threads.getCurrentThreadAllocatedBytes() - before;
        rate.add(cost.macs());
    }
}
