package dev.frogeye.model;

import dev.frogeye.encoder.Shape;
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

    /**
     * Extents without the batch in the order that values are stored in, row-major: of an image its height, its width and
     * its channels, of any other tensor those of ONNX.
     */
    public List<Integer> storedDims() {
        if (dims.size() == 4) {
            return List.of(shape.height(), shape.width(), shape.channels());
        }
        return dims.size() < 2 ? dims : dims.subList(1, dims.size());
    }

    /** Extents in ONNX order, {@code 1x3x224x224}. */
    public String dimsText() {
        return text(dims);
    }

    /** {@link #storedDims}, {@code 224x224x3}. */
    public String storedText() {
        return text(storedDims());
    }

    private static String text(List<Integer> extents) {
        return String.join("x", extents.stream().map(String::valueOf).toList());
    }
}
