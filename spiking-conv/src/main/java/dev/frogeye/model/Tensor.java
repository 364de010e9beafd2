package dev.frogeye.model;

import dev.frogeye.delta.Shape;
import java.util.List;

/**
 * A value that flows through a {@link Graph}.
 *
 * <p>A tensor of rank 4 ({@code N, C, H, W}) is stored channels-last as {@code H x W x C}. Any other rank is stored in
 * its own row-major order and seen as {@code rows x 1 x last}: a vector {@code (1, n)} is one pixel of {@code n}
 * channels, {@code (1, 4420, 2)} is 4420 pixels of 2.
 *
 * @param name name in the ONNX file
 * @param dims the ONNX extents; of rank 2 and more the first is the batch and is 1
 * @param shape how it is stored
 */
public record Tensor(String name, List<Integer> dims, Shape shape) implements Operand {
    public Tensor {
        dims = List.copyOf(dims);
    }

    /** A tensor of these ONNX extents. */
    public Tensor(String name, List<Integer> dims) {
        this(name, dims, storedShape(dims));
    }

    /** How a tensor of these ONNX extents is stored. */
    public static Shape storedShape(List<Integer> dims) {
        int rank = dims.size();
        if (rank == 4) {
            requireBatchOfOne(dims);
            return new Shape(dims.get(2), dims.get(3), dims.get(1));
        }
        int rows = 1;
        for (int i = 0; i < rank - 1; i++) {
            rows = Math.multiplyExact(rows, dims.get(i));
        }
        return new Shape(rows, 1, rank == 0 ? 1 : dims.get(rank - 1));
    }

    private static void requireBatchOfOne(List<Integer> dims) {
        if (dims.get(0) != 1) {
            throw new IllegalArgumentException("batch must be 1, was " + dims);
        }
    }

    /** Extents in ONNX order, {@code 1x3x224x224}. */
    public String dimsText() {
        return String.join("x", dims.stream().map(String::valueOf).toList());
    }
}
