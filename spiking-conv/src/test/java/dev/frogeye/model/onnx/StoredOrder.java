package dev.frogeye.model.onnx;

import dev.frogeye.model.Layout;
import dev.frogeye.model.Tensor;

/** Values between the order of an ONNX file and that of a tensor. */
final class StoredOrder {
    private StoredOrder() {}

    /** Row-major values as the tensor stores them. */
    static float[] stored(Tensor tensor, float[] rowMajor) {
        if (tensor.layout() == Layout.ROW_MAJOR) {
            return rowMajor;
        }
        float[] stored = new float[rowMajor.length];
        int channels = tensor.shape().channels();
        int plane = tensor.shape().pixels();
        for (int i = 0; i < stored.length; i++) {
            stored[i % plane * channels + i / plane] = rowMajor[i];
        }
        return stored;
    }

    /** Stored values in row-major order. */
    static float[] rowMajor(Tensor tensor, float[] stored) {
        if (tensor.layout() == Layout.ROW_MAJOR) {
            return stored;
        }
        float[] rowMajor = new float[stored.length];
        int channels = tensor.shape().channels();
        int plane = tensor.shape().pixels();
        for (int i = 0; i < stored.length; i++) {
            rowMajor[i] = stored[i % plane * channels + i / plane];
        }
        return rowMajor;
    }
}
