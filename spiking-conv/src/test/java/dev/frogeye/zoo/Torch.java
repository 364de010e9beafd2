package dev.frogeye.zoo;

import java.util.Map;
import java.util.stream.Stream;

/** The shape arithmetic that {@code torch.onnx.export} leaves in a graph whose extents were not known to it. */
final class Torch {
    private Torch() {}

    /** The extents of an image, each a {@code Shape} and a {@code Gather} with a scalar index. */
    record Extents(String batch, String channels, String height, String width) {}

    static Extents extents(Value x) {
        return new Extents(extent(x, 0), extent(x, 1), extent(x, 2), extent(x, 3));
    }

    static String extent(Value x, int axis) {
        Sketch net = x.net();
        return x.then("Shape")
                .then("Gather", Map.of("axis", 0), net.index(axis))
                .name();
    }

    /** Scalars made vectors and joined, for {@code Reshape}. */
    static String shape(Sketch net, String... extents) {
        String[] vectors = Stream.of(extents)
                .map(extent -> net.node("Unsqueeze", 0, Map.of("axes", Sketch.longs(0)), extent)
                        .name())
                .toArray(String[]::new);
        return net.node("Concat", 0, Map.of("axis", 0), vectors).name();
    }
}
