package dev.frogeye.cli;

import dev.frogeye.model.Layer;

/** In a word, how the delta engine brings a layer up to date. */
final class Execution implements Layer.Visitor<String> {
    /** Adds up what each spike contributes. */
    private static final String EVENT = "event";
    /** Evaluated where its input changed, as part of what reads it. */
    private static final String POINTWISE = "pointwise";
    /** Computed again for the pixels or windows that changed. */
    private static final String RECOMPUTED = "recomputed";
    /** Another look at the same values. */
    private static final String VIEW = "view";

    @Override
    public String convolution(Layer.Convolution layer) {
        return EVENT;
    }

    @Override
    public String pointwise(Layer.Pointwise layer) {
        return POINTWISE;
    }

    @Override
    public String maxPool(Layer.MaxPool layer) {
        return RECOMPUTED;
    }

    @Override
    public String averagePool(Layer.AveragePool layer) {
        return RECOMPUTED;
    }

    @Override
    public String reduce(Layer.Reduce layer) {
        return RECOMPUTED;
    }

    @Override
    public String lrn(Layer.Lrn layer) {
        return RECOMPUTED;
    }

    @Override
    public String softmax(Layer.Softmax layer) {
        return RECOMPUTED;
    }

    @Override
    public String binary(Layer.Binary layer) {
        return RECOMPUTED;
    }

    @Override
    public String concat(Layer.Concat layer) {
        return layer.axis() == Layer.Axis.CHANNELS ? VIEW : RECOMPUTED;
    }

    @Override
    public String view(Layer.View layer) {
        return layer.input().shape().equals(layer.output().shape()) ? VIEW : RECOMPUTED;
    }

    @Override
    public String rearrange(Layer.Rearrange layer) {
        return layer.firstOfChannels() >= 0 ? VIEW : RECOMPUTED;
    }

    @Override
    public String resample(Layer.Resample layer) {
        return RECOMPUTED;
    }
}
