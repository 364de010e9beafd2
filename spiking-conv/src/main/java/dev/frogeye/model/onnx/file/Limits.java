package dev.frogeye.model.onnx.file;

/** What a model file may ask for; far beyond any image network, and far below what would bring the process down. */
public final class Limits {
    /** Values of one tensor: 1 GiB of floats. */
    public static final int TENSOR_VALUES = 1 << 28;
    /** Values of all tensors that move together. */
    public static final long ACTIVATIONS = 1L << 31;
    /** Values of all index maps together: 256 MiB. The transposed convolutions of a U-Net at 640 x 640 take 190 of them. */
    public static final int REARRANGED_VALUES = 1 << 26;
    /** Values that constant expressions may produce together. */
    public static final int FOLDED_VALUES = 1 << 25;
    /** Values of an integer constant, which takes eight bytes for each. */
    public static final int INTEGER_VALUES = 1 << 24;
    /** Weights of all layers together: 1 GiB of floats, twice the largest image networks. */
    public static final long LAYER_WEIGHTS = 1L << 28;
    /** Weights that layers may have beyond a few for each byte of the file: one constant can feed any number of them. */
    public static final long SPARE_WEIGHTS = 1L << 24;
    /** Values of a list of axes, extents or indices. */
    public static final int LISTED_INTEGERS = 1 << 20;
    /** Axes of a tensor. */
    public static final int RANK = 8;
    /** Kernel extents, strides, dilations and paddings. */
    public static final int WINDOW = 1 << 12;
    /** Nodes of a network; the largest of images have some thousands. */
    public static final int NODES = 1 << 16;
    /** Nodes, constants, attributes and what they are made of in a file. */
    static final int MESSAGES = 1 << 19;
    /** Names in lists, and fields of newer file formats. */
    static final int PIECES = 1 << 20;

    private Limits() {}
}
