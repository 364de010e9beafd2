package dev.frogeye.baseline;

import dev.frogeye.delta.Shape;
import dev.frogeye.model.Layer;
import dev.frogeye.model.Window;
import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Sliding windows from ND4J operators. Images are channels-last arrays {@code [H, W, C]}.
 *
 * <p>Convolution is a copy of the windows into rows and one matrix product: the same that ND4J's {@code conv2d} does
 * inside, in a third of its time; depthwise convolution is a product a tap, in a thirtieth of {@code depthwise_conv2d}.
 * Padding is copied around the image where there is any, so that every combination ONNX allows is exact.
 */
final class Nd4jWindows {
    private final Nd4jProgram program;
    /** Shared by all layers: windows as rows, products of one tap. */
    private final INDArray scratch;

    /** Windows of these layers, whose largest sets the size of the working memory. */
    Nd4jWindows(Nd4jProgram program, List<Layer> layers) {
        this.program = program;
        long largest = layers.stream()
                .filter(Layer.Convolution.class::isInstance)
                .mapToLong(layer -> scratchSize((Layer.Convolution) layer))
                .max()
                .orElse(0);
        scratch = program.array(Math.max(1, largest));
    }

    void convolution(Layer.Convolution layer, INDArray image, INDArray output) {
        INDArray framed = framed(image, layer.window(), layer.output().shape(), 0);
        if (layer.isDepthwise()) {
            depthwise(layer, framed, output);
        } else if (layer.groups() > 1) {
            grouped(layer, framed, output);
        } else {
            ungrouped(layer, framed, output);
        }
        if (!allZero(layer.bias())) {
            INDArray bias = program.constant(layer.bias(), layer.bias().length);
            program.call("biasadd", List.of(output, bias), output);
        }
    }

    void maxPool(Layer.MaxPool layer, INDArray image, INDArray output) {
        Shape shape = layer.output().shape();
        pool("maxpool2d", layer.window(), framed(image, layer.window(), shape, Float.NEGATIVE_INFINITY), output);
    }

    void averagePool(Layer.AveragePool layer, INDArray image, INDArray output) {
        Window window = layer.window();
        Shape shape = layer.output().shape();
        pool("avgpool2d", window, framed(image, window, shape, 0), output);
        float[] correction = PoolDivisors.corrections(layer);
        if (!allOne(correction)) {
            INDArray factor = program.constant(correction, shape.height(), shape.width(), 1);
            program.call("multiply", List.of(output, factor), output);
        }
    }

    private void pool(String operator, Window w, INDArray framed, INDArray output) {
        long[] arguments = {
            w.kernelHeight(), w.kernelWidth(), w.strideY(), w.strideX(), 0, 0, w.dilationY(), w.dilationX(), 0, 1, 1
        };
        program.call(operator, List.of(batched(framed)), batched(output), arguments);
    }

    private void ungrouped(Layer.Convolution layer, INDArray framed, INDArray output) {
        Window w = layer.window();
        int pixels = layer.output().shape().pixels();
        int channels = layer.input().shape().channels();
        int outputs = layer.output().shape().channels();
        int rowLength = w.taps() * channels;
        INDArray weights = program.constant(layer.weights(), rowLength, outputs);
        INDArray rows;
        if (w.taps() == 1 && w.strideY() == 1 && w.strideX() == 1 && framed.size(0) * framed.size(1) == pixels) {
            rows = Nd4jProgram.shaped(framed, pixels, channels);
        } else {
            // The taps of a window row lie one after the other in the image unless dilated: they are one run.
            int run = w.dilationX() == 1 ? w.kernelWidth() : 1;
            for (int tap = 0; tap < w.taps(); tap += run) {
                INDArray source = taps(layer, framed, tap, 0, run * channels);
                program.copy(source, row(layer.output().shape(), rowLength, tap * channels, run * channels));
            }
            rows = Nd4jProgram.shaped(scratch, pixels, rowLength);
        }
        product(rows, weights, Nd4jProgram.shaped(output, pixels, outputs));
    }

    private void grouped(Layer.Convolution layer, INDArray framed, INDArray output) {
        Window w = layer.window();
        Shape shape = layer.output().shape();
        int channels = layer.input().shape().channels() / layer.groups();
        int outputs = shape.channels() / layer.groups();
        int rowLength = w.taps() * channels;
        INDArray result = program.array(shape.pixels(), outputs);
        for (int group = 0; group < layer.groups(); group++) {
            for (int tap = 0; tap < w.taps(); tap++) {
                INDArray source = taps(layer, framed, tap, group * channels, channels);
                program.copy(source, row(shape, rowLength, tap * channels, channels));
            }
            float[] weights = columns(layer.weights(), shape.channels(), group * outputs, outputs);
            product(
                    Nd4jProgram.shaped(scratch, shape.pixels(), rowLength),
                    program.constant(weights, rowLength, outputs),
                    result);
            long[] strides = {shape.channels(), 1};
            program.copy(
                    result,
                    Nd4jProgram.view(output, (long) group * outputs, new long[] {shape.pixels(), outputs}, strides));
        }
    }

    private void depthwise(Layer.Convolution layer, INDArray framed, INDArray output) {
        Shape shape = layer.output().shape();
        int channels = layer.input().shape().channels();
        int multiplier = shape.channels() / channels;
        // With one output a channel the last axis would only slow the broadcast down.
        long[] extents = multiplier == 1
                ? new long[] {shape.height(), shape.width(), channels}
                : new long[] {shape.height(), shape.width(), channels, multiplier};
        INDArray sum = Nd4jProgram.shaped(output, extents);
        INDArray term = Nd4jProgram.shaped(scratch, extents);
        for (int tap = 0; tap < layer.window().taps(); tap++) {
            int at = tap * shape.channels();
            float[] weights = Arrays.copyOfRange(layer.weights(), at, at + shape.channels());
            INDArray factor = multiplier == 1
                    ? program.constant(weights, 1, 1, channels)
                    : program.constant(weights, 1, 1, channels, multiplier);
            INDArray source = multiplier == 1
                    ? taps(layer, framed, tap, 0, channels)
                    : tapsWithUnitAxis(layer, framed, tap, channels);
            program.call("multiply", List.of(source, factor), tap == 0 ? sum : term);
            if (tap > 0) {
                program.call("add", List.of(sum, term), sum);
            }
        }
    }

    /** What a tap sees of the image at every output pixel: {@code length} values from {@code channel} on. */
    private static INDArray taps(Layer.Convolution layer, INDArray framed, int tap, int channel, int length) {
        long[] strides = tapStrides(layer, framed);
        long[] shape = {layer.output().shape().height(), layer.output().shape().width(), length};
        return Nd4jProgram.view(framed, tapOffset(layer, framed, tap) + channel, shape, strides);
    }

    private static INDArray tapsWithUnitAxis(Layer.Convolution layer, INDArray framed, int tap, int channels) {
        long[] strides = tapStrides(layer, framed);
        long[] shape = {layer.output().shape().height(), layer.output().shape().width(), channels, 1};
        return Nd4jProgram.view(
                framed, tapOffset(layer, framed, tap), shape, new long[] {strides[0], strides[1], 1, 1});
    }

    private static long[] tapStrides(Layer.Convolution layer, INDArray framed) {
        long pixel = framed.size(2);
        long row = framed.size(1) * pixel;
        return new long[] {layer.window().strideY() * row, layer.window().strideX() * pixel, 1};
    }

    private static long tapOffset(Layer.Convolution layer, INDArray framed, int tap) {
        Window w = layer.window();
        long y = (long) (tap / w.kernelWidth()) * w.dilationY();
        long x = (long) (tap % w.kernelWidth()) * w.dilationX();
        return (y * framed.size(1) + x) * framed.size(2);
    }

    /** Part of the matrix of windows, one row an output pixel. */
    private INDArray row(Shape output, int rowLength, int offset, int length) {
        long[] strides = {(long) output.width() * rowLength, rowLength, 1};
        return Nd4jProgram.view(scratch, offset, new long[] {output.height(), output.width(), length}, strides);
    }

    private void product(INDArray rows, INDArray weights, INDArray output) {
        program.call("matmul", List.of(rows, weights), output, 0, 0, 0);
    }

    /**
     * The image with all that the windows reach around it, and the windows start at its corner. The image itself where
     * that is all.
     */
    private INDArray framed(INDArray image, Window w, Shape output, float fill) {
        int needHeight = w.inputY(output.height() - 1, w.kernelHeight() - 1) + w.padTop() + 1;
        int needWidth = w.inputX(output.width() - 1, w.kernelWidth() - 1) + w.padLeft() + 1;
        int height = (int) image.size(0);
        int width = (int) image.size(1);
        int channels = (int) image.size(2);
        boolean exactRows = w.padTop() == 0 && needHeight <= height && height - needHeight < w.strideY();
        boolean exactColumns = w.padLeft() == 0 && needWidth <= width && width - needWidth < w.strideX();
        if (exactRows && exactColumns) {
            return image;
        }
        INDArray framed = program.array(needHeight, needWidth, channels);
        framed.assign(fill);
        int top = Math.max(0, w.padTop());
        int left = Math.max(0, w.padLeft());
        long[] inside = {
            Math.min(needHeight, height + w.padTop()) - top, Math.min(needWidth, width + w.padLeft()) - left, channels
        };
        if (inside[0] > 0 && inside[1] > 0) {
            long from = ((long) (top - w.padTop()) * width + left - w.padLeft()) * channels;
            long to = ((long) top * needWidth + left) * channels;
            program.copy(
                    Nd4jProgram.view(image, from, inside, new long[] {(long) width * channels, channels, 1}),
                    Nd4jProgram.view(framed, to, inside, new long[] {(long) needWidth * channels, channels, 1}));
        }
        return framed;
    }

    private static INDArray batched(INDArray image) {
        return Nd4jProgram.shaped(image, 1, image.size(0), image.size(1), image.size(2));
    }

    private static long scratchSize(Layer.Convolution layer) {
        Shape output = layer.output().shape();
        long rows = (long) output.pixels()
                * layer.window().taps()
                * (layer.input().shape().channels() / layer.groups());
        return layer.isDepthwise() ? output.size() : rows;
    }

    private static float[] columns(float[] matrix, int width, int first, int count) {
        float[] part = new float[matrix.length / width * count];
        for (int row = 0; row < matrix.length / width; row++) {
            System.arraycopy(matrix, row * width + first, part, row * count, count);
        }
        return part;
    }

    private static boolean allZero(float[] values) {
        for (float value : values) {
            if (value != 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean allOne(float[] values) {
        for (float value : values) {
            if (value != 1) {
                return false;
            }
        }
        return true;
    }
}
