package dev.frogeye.benchmark;

import ai.onnxruntime.OrtException;
import dev.frogeye.delta.ConvolutionUnderTest;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How many multiply-adds a second the event convolution does at some density of spikes, and the dense convolution of ONNX
 * Runtime at the same shape, one thread each. Only those are counted that contribute: spikes x taps inside the image x
 * outputs here, inputs x taps inside the image x outputs there. Skipping wins over computing where the density is below
 * the rate of {@code event} divided by that of {@code dense}.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 3,
        jvmArgsAppend = {"--add-modules", "jdk.incubator.vector", "-XX:ObjectAlignmentInBytes=64"})
public class ConvolutionBenchmark {
    /** Parameters, and the event convolution. */
    @State(Scope.Thread)
    public static class Event {
        /** As many different frames: with one only, the branch predictor would know it by heart. */
        private static final int FRAMES = 8;

        /** Kernel, input channels, output channels and side of the image. */
        @Param({"3x3:64:64:56", "3x3:128:128:28", "3x3:256:256:14", "1x1:192:64:35"})
        public String shape;

        /** Probability of a spike at each input value. */
        @Param({"0.01", "0.02", "0.05", "0.1", "0.5"})
        public double density;

        private ConvolutionUnderTest convolution;

        /** Packs weights and draws spikes. */
        @Setup
        public void setUp() {
            ConvolutionShape parsed = ConvolutionShape.parse(shape);
            convolution = new ConvolutionUnderTest(
                    parsed.layer(),
                    IntStream.range(0, FRAMES)
                            .mapToObj(frame -> parsed.spikes(density, frame))
                            .toList());
        }
    }

    /** Parameters, and the dense convolution. */
    @State(Scope.Thread)
    public static class Dense {
        /** Kernel, input channels, output channels and side of the image. */
        @Param({"3x3:64:64:56", "3x3:128:128:28", "3x3:256:256:14", "1x1:192:64:35"})
        public String shape;

        private DenseConvolution convolution;
        private long multiplyAdds;

        /** Opens a session. */
        @Setup
        public void setUp() throws OrtException {
            ConvolutionShape parsed = ConvolutionShape.parse(shape);
            convolution = new DenseConvolution(parsed, new Random(1));
            multiplyAdds = parsed.layer().macs();
        }

        /** Closes the session. */
        @TearDown
        public void tearDown() throws OrtException {
            convolution.close();
        }
    }

    /** One frame of spikes added to the accumulator. */
    @Benchmark
    public long event(Event event, Rate rate) {
        long multiplyAdds = event.convolution.step();
        rate.add(multiplyAdds);
        return multiplyAdds;
    }

    /** One frame computed anew. */
    @Benchmark
    public void dense(Dense dense, Rate rate) throws OrtException {
        dense.convolution.run();
        rate.add(dense.multiplyAdds);
    }
}
