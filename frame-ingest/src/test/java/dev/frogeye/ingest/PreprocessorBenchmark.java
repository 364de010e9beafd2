package dev.frogeye.ingest;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Random;

/**
 * Prints the CPU time that preprocessing takes, warm. Not a test: run {@code main} by hand. CPU time and not wall time,
 * so that other work on the machine disturbs it less.
 */
final class PreprocessorBenchmark {
    private static final int BATCHES = 400;
    private static final int FRAMES_A_BATCH = 10;

    private PreprocessorBenchmark() {}

    public static void main(String[] arguments) {
        ThreadMXBean clock = ManagementFactory.getThreadMXBean();
        for (int[] size : new int[][] {{320, 240}, {640, 480}, {1280, 720}, {1920, 1080}, {160, 120}}) {
            RgbFrame frame = new RgbFrame();
            new Random(1).nextBytes(frame.resize(size[0], size[1]));
            Preprocessor preprocessor = new Preprocessor(Preprocessing.IMAGENET);
            float[] input = new float[224 * 224 * 3];
            double[] milliseconds = new double[BATCHES];
            for (int batch = 0; batch < BATCHES; batch++) {
                long start = clock.getCurrentThreadCpuTime();
                for (int i = 0; i < FRAMES_A_BATCH; i++) {
                    preprocessor.apply(frame, input);
                }
                milliseconds[batch] = (clock.getCurrentThreadCpuTime() - start) / 1e6 / FRAMES_A_BATCH;
            }
            Arrays.sort(milliseconds);
            System.out.printf(
                    "%dx%d: best %.3f ms, median %.3f ms%n",
                    size[0], size[1], milliseconds[0], milliseconds[BATCHES / 2]);
        }
    }
}
