package dev.frogeye.model;

import dev.frogeye.delta.Shape;
import java.util.List;

/**
 * A value that flows through a {@link Graph}.
 *
 * @param name name in the ONNX file
 * @param dims the ONNX extents; of rank 2 and more the first is the batch and is 1
 * @param layout which of them are stored as rows, columns and channels
 * @param shape how it is stored
 */
public record Tensor(String name, List<Integer> dims, Layout layout, Shape shape) implements Operand {
    public Tensor {
        dims = List.copyOf(dims);
        if (layout == Layout.CHANNELS_FIRST && dims.size() != 4) {
            throw new IllegalArgumentException("only images of rank 4 have channels first, not " + dims);
        }
    }

    /** A tensor of these ONNX extents. */
    public Tensor(String name, List<Integer> dims, Layout layout) {
        this(name, dims, layout, layout.shape(dims));
    }

    /** A tensor of these ONNX extents in the usual layout. */
    public Tensor(String name, List<Integer> dims) {
        this(name, dims, Layout.usual(dims.size()));
    }

    /** For each ONNX axis the distance between neighbours as stored. */
    public int[] strides() {
        return layout.strides(dims);
    }

    /** The ONNX axis that is stored as channels. */
    public int channelAxis() {
        return layout.channelAxis(dims.size());
    }

    /** Extents in ONNX order, {@code 1x3x224x224}. */
    public String dimsText() {
        return String.join("x", dims.stream().map(String::valueOf).toList());
    }
}
