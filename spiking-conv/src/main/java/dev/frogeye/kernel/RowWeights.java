package dev.frogeye.kernel;

import dev.frogeye.model.Layer;

/**
 * Weights as the formula has them, {@code [kernelHeight][kernelWidth][inputChannels / groups][outputs]}: for grouped
 * convolutions and windows that are evaluated anew.
 */
public final class RowWeights extends PackedWeights {
    private RowWeights(Layer.Convolution layer) {
        super(rows(layer), layer.output().shape().channels());
        for (int row = 0; row < rows(layer); row++) {
            System.arraycopy(layer.weights(), row * outputs(), data(), row(row), outputs());
        }
    }

    /** The weights of a convolution. */
    public static RowWeights of(Layer.Convolution layer) {
        return new RowWeights(layer);
    }

    /** Offset of a row, by tap and the input channel's place in its group: {@code tap * (inputs / groups) + place}. */
    public int row(int row) {
        return CacheLines.FIRST + row * stride();
    }
}
