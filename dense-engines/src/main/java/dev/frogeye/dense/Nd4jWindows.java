package dev.frogeye.dense;

import dev.frogeye.encoder.Shape;
import dev.frogeye.model.Layer;
import dev.frogeye.model.Window;
import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Sliding windows from ND4J operators. Images are channels-last arrays {@code [H, W, C]}.
 *
 * <p>A convolution copies its windows into rows and is one matrix product, the same that ND4J's {@code conv2d} does
 * inside; depthwise convolutions and pools combine what each tap sees. All of it is faster than the operators of the
 * same names, depthwise convolution thirty times: {@code docs/designs/dense-runtimes.md} has the measurements.
 */
final class Nd4jWindows {
    private final Nd4jProgram program;
    /** Shared by all layers: windows as rows, what one tap sees. */
    private final INDArray scratch;

    /** Windows of these layers, whose largest sets the size of the working memory. */
    Nd4jWindows(Nd4jProgram program, List<Layer> layers) {
        this.program = program;
        scratch = program.array(
                layers.stream().mapToLong(Nd4jWindows::scratchSize).max().orElse(1));
    }

    void convolution(Layer.Convolution layer, INDArray image, INDArray output) {
        Nd4jFrame frame =
                Nd4jFrame.of(program, image, layer.window(), layer.output().shape(), 0);
        if (layer.isDepthwise()) {
            depthwise(layer, frame, output);
        } else if (layer.groups() > 1) {
            grouped(layer, frame, output);
        } else {
            ungrouped(layer, frame, output);
        }
        if (!allZero(layer.bias())) {
            INDArray bias = program.constant(layer.bias(), layer.bias().length);
            program.call("biasadd", List.of(output, bias), output);
        }
    }

    void maxPool(Layer.MaxPool layer, INDArray image, INDArray output) {
        Shape shape = layer.output().shape();
        combine("maximum", Nd4jFrame.of(program, image, layer.window(), shape, Float.NEGATIVE_INFINITY), output);
    }

    void averagePool(Layer.AveragePool layer, INDArray image, INDArray output) {
        Shape shape = layer.output().shape();
        combine("add", Nd4jFrame.of(program, image, layer.window(), shape, 0), output);
        float[] weights = PoolWeights.of(layer);
        INDArray factor = program.constant(weights, shape.height(), shape.width(), shape.channels());
        program.call("multiply", List.of(output, factor), output);
    }

    private void combine(String operator, Nd4jFrame frame, INDArray output) {
        int channels = frame.output().channels();
        // Combining with a strided array directly takes ten times as long as copying it out first.
        INDArray seen = Nd4jProgram.shaped(scratch, output.shape());
        for (int tap = 0; tap < frame.window().taps(); tap++) {
            program.copy(frame.tap(tap, 0, channels), tap == 0 ? output : seen);
            if (tap > 0) {
                program.call(operator, List.of(output, seen), output);
            }
        }
    }

    private void ungrouped(Layer.Convolution layer, Nd4jFrame frame, INDArray output) {
        Window w = layer.window();
        int pixels = layer.output().shape().pixels();
        int channels = layer.input().shape().channels();
        int outputs = layer.output().shape().channels();
        int rowLength = w.taps() * channels;
        INDArray rows;
        if (frame.isRowsAlready()) {
            rows = Nd4jProgram.shaped(frame.pixels(), pixels, channels);
        } else {
            // The taps of a window row lie one after the other in the image unless dilated: they are one run.
            int run = w.dilationX() == 1 ? w.kernelWidth() : 1;
            for (int tap = 0; tap < w.taps(); tap += run) {
                INDArray place = rowPart(layer.output().shape(), rowLength, tap * channels, run * channels);
                program.copy(frame.tap(tap, 0, run * channels), place);
            }
            rows = Nd4jProgram.shaped(scratch, pixels, rowLength);
        }
        INDArray weights = program.constant(layer.weights(), rowLength, outputs);
        product(rows, weights, Nd4jProgram.shaped(output, pixels, outputs));
    }

    private void grouped(Layer.Convolution layer, Nd4jFrame frame, INDArray output) {
        int taps = layer.window().taps();
        Shape shape = layer.output().shape();
        int channels = layer.input().shape().channels() / layer.groups();
        int outputs = shape.channels() / layer.groups();
        int rowLength = taps * channels;
        INDArray rows = Nd4jProgram.shaped(scratch, shape.pixels(), rowLength);
        INDArray result = program.array(shape.pixels(), outputs);
        for (int group = 0; group < layer.groups(); group++) {
            for (int tap = 0; tap < taps; tap++) {
                INDArray place = rowPart(shape, rowLength, tap * channels, channels);
                program.copy(frame.tap(tap, group * channels, channels), place);
            }
            float[] weights = columns(layer.weights(), shape.channels(), group * outputs, outputs);
            product(rows, program.constant(weights, rowLength, outputs), result);
            long[] extents = {shape.pixels(), outputs};
            long[] strides = {shape.channels(), 1};
            program.copy(result, Nd4jProgram.view(output, (long) group * outputs, extents, strides));
        }
    }

    private void depthwise(Layer.Convolution layer, Nd4jFrame frame, INDArray output) {
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
            INDArray seen = multiplier == 1 ? frame.tap(tap, 0, channels) : frame.tapWithUnitAxis(tap);
            program.call("multiply", List.of(seen, factor), tap == 0 ? sum : term);
            if (tap > 0) {
                program.call("add", List.of(sum, term), sum);
            }
        }
    }

    /** Part of every row of the matrix of windows, one row an output pixel. */
    private INDArray rowPart(Shape output, int rowLength, int offset, int length) {
        long[] extents = {output.height(), output.width(), length};
        long[] strides = {(long) output.width() * rowLength, rowLength, 1};
        return Nd4jProgram.view(scratch, offset, extents, strides);
    }

    private void product(INDArray rows, INDArray weights, INDArray output) {
        program.call("matmul", List.of(rows, weights), output, 0, 0, 0);
    }

    private static long scratchSize(Layer layer) {
        Shape output = layer.output().shape();
        if (layer instanceof Layer.Convolution convolution && !convolution.isDepthwise()) {
            int channels = convolution.input().shape().channels() / convolution.groups();
            return (long) output.pixels() * convolution.window().taps() * channels;
        }
        return output.size();
    }

    private static float[] columns(float[] matrix, int width, int first, int count) {
        int rows = matrix.length / width;
        float[] part = new float[rows * count];
        for (int row = 0; row < rows; row++) {
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
}
