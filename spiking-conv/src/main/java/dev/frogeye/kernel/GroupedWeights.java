package dev.frogeye.kernel;

import dev.frogeye.model.Layer;

/** Weights of a grouped or depthwise convolution: {@code [kernelHeight][kernelWidth][inputChannels / groups][outputs]}. */
public final class GroupedWeights extends PackedWeights {
    private GroupedWeights(Layer.Convolution layer) {
        super(rows(layer), layer.output().shape().channels());
        for (int row = 0; row < rows(layer); row++) {
            System.arraycopy(layer.weights(), row * outputs(), data(), row(row), outputs());
        }
    }

    /** The weights of a convolution. */
    public static GroupedWeights of(Layer.Convolution layer) {
        return new GroupedWeights(layer);
    }

    /** Offset of a row, by tap and the input channel's place in its group: {@code tap * (inputs / groups) + place}. */
    public int row(int row) {
        return CacheLines.FIRST + row * stride();
    }
}
