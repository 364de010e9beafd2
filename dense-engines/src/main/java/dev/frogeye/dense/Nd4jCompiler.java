package dev.frogeye.dense;

import dev.frogeye.encoder.Shape;
import dev.frogeye.model.Axes;
import dev.frogeye.model.Constant;
import dev.frogeye.model.Layer;
import dev.frogeye.model.Operand;
import dev.frogeye.model.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.scalar.Pow;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarAdd;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarMultiplication;

/** Turns layers into ND4J operators, each tensor an array {@code [H, W, C]} of its own: the stored order as it is. */
final class Nd4jCompiler implements Layer.Visitor<Void> {
    private final Nd4jProgram program;
    private final Nd4jWindows windows;
    private final Nd4jFunctions functions;
    private final Nd4jReductions reductions;
    private final Map<String, INDArray> arrays = new HashMap<>();

    Nd4jCompiler(Nd4jProgram program, Tensor input, List<Layer> layers) {
        this.program = program;
        windows = new Nd4jWindows(program, layers);
        functions = new Nd4jFunctions(program);
        reductions = new Nd4jReductions(program);
        arrays.put(input.name(), image(input.shape()));
    }

    /** The array of a tensor that has been compiled, or of the input. */
    INDArray array(Tensor tensor) {
        INDArray array = arrays.get(tensor.name());
        if (array == null) {
            throw new IllegalStateException("'" + tensor.name() + "' is read before a layer computes it");
        }
        return array;
    }

    @Override
    public Void convolution(Layer.Convolution layer) {
        windows.convolution(layer, array(layer.input()), output(layer));
        return null;
    }

    @Override
    public Void pointwise(Layer.Pointwise layer) {
        functions.apply(layer.function(), array(layer.input()), output(layer));
        return null;
    }

    @Override
    public Void maxPool(Layer.MaxPool layer) {
        windows.maxPool(layer, array(layer.input()), output(layer));
        return null;
    }

    @Override
    public Void averagePool(Layer.AveragePool layer) {
        windows.averagePool(layer, array(layer.input()), output(layer));
        return null;
    }

    @Override
    public Void reduce(Layer.Reduce layer) {
        INDArray input = array(layer.input());
        INDArray kept = Nd4jProgram.shaped(output(layer), extentsWithout(layer.axes(), input));
        reductions.reduce(layer.reduction(), input, kept, numbers(layer.axes()));
        return null;
    }

    @Override
    public Void lrn(Layer.Lrn layer) {
        INDArray input = array(layer.input());
        INDArray output = output(layer);
        Shape shape = layer.input().shape();
        int channels = shape.channels();
        int padded = channels + layer.size() - 1;
        INDArray squares = program.array(shape.height(), shape.width(), channels);
        INDArray border = program.array(shape.height(), shape.width(), padded);
        INDArray sum = program.array(shape.height(), shape.width(), channels);
        program.call("multiply", List.of(input, input), squares);
        program.copy(squares, channels(border, (layer.size() - 1) / 2, channels));
        program.copy(channels(border, 0, channels), sum);
        for (int i = 1; i < layer.size(); i++) {
            // Adding a window directly takes ten times as long as copying it out first.
            program.copy(channels(border, i, channels), squares);
            program.call("add", List.of(sum, squares), sum);
        }
        program.call(new ScalarMultiplication(sum, null, sum, layer.alpha() / layer.size()));
        program.call(new ScalarAdd(sum, null, sum, layer.bias()));
        program.call(new Pow(sum, sum, -layer.beta()));
        program.call("multiply", List.of(input, sum), output);
        return null;
    }

    @Override
    public Void softmax(Layer.Softmax layer) {
        INDArray input = array(layer.input());
        INDArray reduced = program.array(extentsWithout(layer.axes(), input));
        reductions.softmax(layer, input, reduced, output(layer), numbers(layer.axes()));
        return null;
    }

    @Override
    public Void normalize(Layer.Normalize layer) {
        reductions.normalize(layer, array(layer.input()), output(layer));
        return null;
    }

    @Override
    public Void binary(Layer.Binary layer) {
        String operator = Nd4jFunctions.operator(layer.arithmetic());
        program.call(operator, List.of(operand(layer.left()), operand(layer.right())), output(layer));
        return null;
    }

    @Override
    public Void concat(Layer.Concat layer) {
        List<INDArray> inputs = new ArrayList<>();
        layer.inputs().forEach(input -> inputs.add(array(input)));
        program.call("concat", inputs, output(layer), layer.axis().ordinal());
        return null;
    }

    @Override
    public Void view(Layer.View layer) {
        Shape shape = layer.output().shape();
        INDArray same = Nd4jProgram.shaped(array(layer.input()), shape.height(), shape.width(), shape.channels());
        arrays.put(layer.output().name(), same);
        return null;
    }

    @Override
    public Void rearrange(Layer.Rearrange layer) {
        new Nd4jMoves(program).rearrange(layer, array(layer.input()), output(layer));
        return null;
    }

    @Override
    public Void resample(Layer.Resample layer) {
        new Nd4jMoves(program).resample(layer, array(layer.input()), output(layer));
        return null;
    }

    private INDArray output(Layer layer) {
        INDArray array = image(layer.output().shape());
        arrays.put(layer.output().name(), array);
        return array;
    }

    private INDArray image(Shape shape) {
        return program.array(shape.height(), shape.width(), shape.channels());
    }

    private INDArray operand(Operand operand) {
        if (operand instanceof Constant constant) {
            Shape shape = constant.shape();
            return program.constant(constant.values(), shape.height(), shape.width(), shape.channels());
        }
        return array((Tensor) operand);
    }

    private static INDArray channels(INDArray image, int first, int count) {
        long pixel = image.size(2);
        long[] shape = {image.size(0), image.size(1), count};
        return Nd4jProgram.view(image, first, shape, new long[] {image.size(1) * pixel, pixel, 1});
    }

    private static long[] extentsWithout(Axes axes, INDArray image) {
        return new long[] {
            axes.height() ? 1 : image.size(0), axes.width() ? 1 : image.size(1), axes.channels() ? 1 : image.size(2)
        };
    }

    private static long[] numbers(Axes axes) {
        boolean[] chosen = {axes.height(), axes.width(), axes.channels()};
        return LongStream.range(0, chosen.length)
                .filter(axis -> chosen[(int) axis])
                .toArray();
    }
}
