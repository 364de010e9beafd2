package dev.frogeye.benchmark;

import dev.frogeye.encoder.Shape;
import dev.frogeye.encoder.Spikes;
import dev.frogeye.model.Layer;
import dev.frogeye.model.onnx.OnnxBuilder;
import dev.frogeye.model.onnx.OnnxImporter;
import dev.frogeye.model.onnx.OnnxModel;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A convolution of stride 1 whose output is as large as its input, written {@code 3x3:64:128:56}. */
record ConvolutionShape(int kernelHeight, int kernelWidth, int inputs, int outputs, int side) {
    static final String INPUT = "in";
    static final String OUTPUT = "out";
    private static final int OPSET = 13;
    private static final long SEED = 7;
    private static final Pattern SYNTAX = Pattern.compile("(\\d+)x(\\d+):(\\d+):(\\d+):(\\d+)");

    /**
     * Reads {@code HxW:INPUTS:OUTPUTS:SIDE}.
     *
     * @throws IllegalArgumentException if it is something else, or a kernel has no middle
     */
    static ConvolutionShape parse(String text) {
        Matcher matcher = SYNTAX.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + text
                    + "' is no convolution; write kernel, input and output channels and side as 3x3:64:64:56");
        }
        int[] numbers = new int[matcher.groupCount()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = Integer.parseInt(matcher.group(i + 1));
        }
        if (numbers[0] % 2 == 0 || numbers[1] % 2 == 0) {
            throw new IllegalArgumentException(
                    "'" + text + "' has an even kernel, which cannot keep the size; use odd");
        }
        return new ConvolutionShape(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4]);
    }

    /** A model of this convolution alone, from {@link #INPUT} to {@link #OUTPUT}, with random weights. */
    OnnxModel model() {
        Random random = new Random(SEED);
        float[] weights = values(random, outputs * inputs * kernelHeight * kernelWidth);
        float[] bias = values(random, outputs);
        long padY = kernelHeight / 2;
        long padX = kernelWidth / 2;
        return new OnnxBuilder("convolution", OPSET)
                .input(INPUT, inputDims())
                .weights("weights", weights, outputs, inputs, kernelHeight, kernelWidth)
                .weights("bias", bias, outputs)
                .node("Conv", List.of(INPUT, "weights", "bias"), OUTPUT, Map.of("pads", new long[] {
                    padY, padX, padY, padX
                }))
                .output(OUTPUT)
                .build();
    }

    /** The one layer of {@link #model}. */
    Layer.Convolution layer() {
        return (Layer.Convolution) OnnxImporter.read(model()).layers().get(0);
    }

    long[] inputDims() {
        return new long[] {1, inputs, side, side};
    }

    long[] outputDims() {
        return new long[] {1, outputs, side, side};
    }

    /**
     * Spikes of the input as they come when every value moves by chance, all with the same probability. {@code frame}
     * tells one such frame from another.
     */
    Spikes spikes(double density, int frame) {
        Random random = new Random(SEED + frame);
        Spikes spikes = new Spikes(new Shape(side, side, inputs));
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                for (int channel = 0; channel < inputs; channel++) {
                    if (random.nextDouble() < density) {
                        spikes.append(x * inputs + channel, random.nextFloat() - 0.5f);
                    }
                }
                spikes.endPixel();
            }
        }
        return spikes;
    }

    /** Random values around zero. */
    static float[] values(Random random, int length) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = random.nextFloat() - 0.5f;
        }
        return values;
    }
}
