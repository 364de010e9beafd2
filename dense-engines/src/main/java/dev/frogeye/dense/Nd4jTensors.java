package dev.frogeye.dense;

import dev.frogeye.encoder.Shape;
import dev.frogeye.engine.FeatureEngine;
import dev.frogeye.model.Layer;
import dev.frogeye.model.Window;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Features and weights as ND4J arrays, for those who go on with them there. The caller owns and closes each. */
public final class Nd4jTensors {
    private Nd4jTensors() {}

    /** A copy of a requested tensor of the engine's last frame: {@code (height, width, channels)}. */
    public static INDArray feature(FeatureEngine engine, int index) {
        Shape shape = engine.requested().get(index).shape();
        float[] values = new float[shape.size()];
        engine.read(index, values);
        return Nd4j.createFromArray(values).reshape(shape.height(), shape.width(), shape.channels());
    }

    /** A copy of a layer's weights: {@code (kernelHeight, kernelWidth, inputChannels / groups, outputChannels)}. */
    public static INDArray weights(Layer.Convolution layer) {
        Window window = layer.window();
        return Nd4j.createFromArray(layer.weights())
                .reshape(
                        window.kernelHeight(),
                        window.kernelWidth(),
                        layer.input().shape().channels() / layer.groups(),
                        layer.output().shape().channels());
    }
}
