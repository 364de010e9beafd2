package dev.frogeye.comparison.report;

import dev.frogeye.encoder.Shape;
import java.util.ArrayList;
import java.util.List;

/** The layers of a network built like InceptionV3: 94 convolutions, the gates before them and what lies between. */
final class NetworkFixture {
    /**
     * @param macs multiply-adds of a frame, 0 for gates and others
     * @param depth 0 at the input, 1 at the output
     */
    record Part(String name, String operator, String input, Shape shape, long macs, double depth) {
        boolean linear() {
            return macs > 0;
        }

        boolean gate() {
            return operator.equals("Gate") || operator.equals("Encoder");
        }
    }

    static final List<Part> PARTS = parts();

    private NetworkFixture() {}

    static long denseMacs() {
        return PARTS.stream().mapToLong(Part::macs).sum();
    }

    private static List<Part> parts() {
        List<Part> parts = new ArrayList<>();
        parts.add(new Part("input", "Encoder", "", new Shape(299, 299, 3), 0, 0));
        convolution(parts, "Conv2d_1a_3x3", "input", 149, 3, 32, 9, 0);
        convolution(parts, "Conv2d_2a_3x3", "relu_1a", 147, 32, 32, 9, 0.01);
        convolution(parts, "Conv2d_2b_3x3", "relu_2a", 147, 32, 64, 9, 0.02);
        convolution(parts, "Conv2d_3b_1x1", "pool_1", 73, 64, 80, 1, 0.03);
        convolution(parts, "Conv2d_4a_3x3", "relu_3b", 71, 80, 192, 9, 0.05);
        block(parts, "Mixed_5", 3, 7, 35, 256, 72, 6);
        block(parts, "Mixed_6", 5, 10, 17, 768, 176, 7);
        block(parts, "Mixed_7", 3, 6, 8, 1536, 352, 6);
        return List.copyOf(parts);
    }

    private static void block(
            List<Part> parts, String name, int blocks, int branches, int size, int in, int out, int requested) {
        for (int b = 0; b < blocks; b++) {
            for (int i = 0; i < branches; i++) {
                double depth = (parts.size() + 20) / 300.0;
                String layer = name + (char) ('b' + b) + "/branch" + (i % 4 + 1) + "/Conv_" + i;
                convolution(
                        parts,
                        layer,
                        name + b + "_" + i,
                        size,
                        i % 3 == 0 ? in : out,
                        out,
                        i % 3 == 0 ? 1 : requested,
                        depth);
            }
        }
    }

    private static void convolution(
            List<Part> parts, String name, String input, int size, int in, int out, int requested, double depth) {
        Shape shape = new Shape(size, size, out);
        if (!input.equals("input")) {
            parts.add(new Part(input, "Gate", "", new Shape(size, size, in), 0, depth));
        }
        parts.add(new Part(name, "Conv", input, shape, (long) shape.size() * in * requested, depth));
        parts.add(new Part(name + "/Relu", "Relu", "", shape, 0, depth));
    }
}
