package dev.frogeye.model;

import dev.frogeye.encoder.Shape;
import java.util.List;

/**
 * In which order a tensor's ONNX axes are stored. Images are always stored channels-last; the two orders in which
 * exporters name their axes differ only in what they call them, so that a transpose between them moves nothing.
 */
public enum Layout {
    /** Rank 4 as {@code N, C, H, W}, stored as {@code H x W x C}. */
    CHANNELS_FIRST,
    /**
     * Stored as it is written: rank 4 as {@code N, H, W, C}, and every other rank, seen as {@code rows x 1 x last}: a
     * vector {@code (1, n)} is one pixel of {@code n} channels, {@code (1, 4420, 2)} is 4420 pixels of 2.
     */
    ROW_MAJOR;

    /** What a tensor of this rank has unless something is known about it: rank 4 is an image as PyTorch writes it. */
    public static Layout usual(int rank) {
        return rank == 4 ? CHANNELS_FIRST : ROW_MAJOR;
    }

    /** How a tensor of these ONNX extents is stored. */
    public Shape shape(List<Integer> dims) {
        int rank = dims.size();
        if (rank == 4) {
            if (dims.get(0) != 1) {
                throw new IllegalArgumentException("batch must be 1, was " + dims);
            }
            return this == CHANNELS_FIRST
                    ? new Shape(dims.get(2), dims.get(3), dims.get(1))
                    : new Shape(dims.get(1), dims.get(2), dims.get(3));
        }
        int rows = 1;
        for (int i = 0; i < rank - 1; i++) {
            rows = Math.multiplyExact(rows, dims.get(i));
        }
        return new Shape(rows, 1, rank == 0 ? 1 : dims.get(rank - 1));
    }

    /** For each ONNX axis the distance between neighbours as stored. */
    public int[] strides(List<Integer> dims) {
        if (this == CHANNELS_FIRST) {
            int channels = dims.get(1);
            int rowSize = dims.get(3) * channels;
            return new int[] {dims.get(2) * rowSize, 1, rowSize, channels};
        }
        int[] strides = new int[dims.size()];
        int stride = 1;
        for (int axis = dims.size() - 1; axis >= 0; axis--) {
            strides[axis] = stride;
            stride *= dims.get(axis);
        }
        return strides;
    }

    /** The ONNX axis that is stored as channels. */
    public int channelAxis(int rank) {
        return this == CHANNELS_FIRST ? 1 : rank - 1;
    }
}
