package dev.frogeye.zoo;

import static dev.frogeye.zoo.Sketch.longs;

import java.util.Map;
import java.util.TreeMap;

/**
 * What a convolution is, beside its input.
 *
 * @param outputs channels
 * @param kernel height, width
 * @param pads top, left, bottom, right
 * @param gain what the size of activations is multiplied by, where a rectifier follows
 */
record Conv(int outputs, long[] kernel, int stride, long[] pads, int dilation, int groups, boolean bias, float gain) {
    /** A square convolution with bias that, but for its stride, keeps the extents of its input. */
    static Conv of(int outputs, int kernel) {
        return of(outputs, kernel, kernel);
    }

    /** A convolution with bias that keeps the extents of its input. */
    static Conv of(int outputs, int height, int width) {
        long[] pads = longs(height / 2, width / 2, height / 2, width / 2);
        return new Conv(outputs, longs(height, width), 1, pads, 1, 1, true, 1);
    }

    Conv stride(int by) {
        return new Conv(outputs, kernel, by, pads, dilation, groups, bias, gain);
    }

    Conv pad(int by) {
        return pads(by, by, by, by);
    }

    Conv pads(int top, int left, int bottom, int right) {
        return new Conv(outputs, kernel, stride, longs(top, left, bottom, right), dilation, groups, bias, gain);
    }

    Conv groups(int of) {
        return new Conv(outputs, kernel, stride, pads, dilation, of, bias, gain);
    }

    /** One group a channel. */
    Conv depthwise() {
        return groups(outputs);
    }

    Conv unbiased() {
        return new Conv(outputs, kernel, stride, pads, dilation, groups, false, gain);
    }

    Conv gain(double by) {
        return new Conv(outputs, kernel, stride, pads, dilation, groups, bias, (float) by);
    }

    int fanIn(int inputs) {
        return (int) (inputs / groups * kernel[0] * kernel[1]);
    }

    Map<String, Object> attributes() {
        return new TreeMap<>(Map.of(
                "dilations",
                longs(dilation, dilation),
                "group",
                groups,
                "kernel_shape",
                kernel,
                "pads",
                pads,
                "strides",
                longs(stride, stride)));
    }
}
