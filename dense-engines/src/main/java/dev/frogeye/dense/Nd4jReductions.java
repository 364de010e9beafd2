package dev.frogeye.dense;

import dev.frogeye.model.Layer;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.scalar.Pow;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarAdd;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarMax;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarReverseSubtraction;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Exp;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Log;

/** Layers that run along whole axes as ND4J operators; the axes of results are kept, with an extent of 1. */
final class Nd4jReductions {
    private final Nd4jProgram program;

    Nd4jReductions(Nd4jProgram program) {
        this.program = program;
    }

    void reduce(Layer.Reduction reduction, INDArray x, INDArray y, long... axes) {
        switch (reduction) {
            case MEAN -> call("reduce_mean", x, y, axes);
            case SUM -> call("reduce_sum", x, y, axes);
            case MIN -> call("reduce_min", x, y, axes);
            case MAX -> call("reduce_max", x, y, axes);
            case PRODUCT -> call("reduce_prod", x, y, axes);
            case L1 -> call("reduce_norm1", x, y, axes);
            case L2 -> call("reduce_norm2", x, y, axes);
            case SUM_OF_SQUARES -> call("reduce_sqnorm", x, y, axes);
            case LOG_SUM -> {
                call("reduce_sum", x, y, axes);
                program.call(new Log(y, y));
            }
            case LOG_SUM_EXP -> {
                INDArray max = program.array(y.shape());
                INDArray distances = program.array(x.shape());
                exponentials(x, max, distances, axes);
                call("reduce_sum", distances, y, axes);
                program.call(new Log(y, y));
                program.call("add", List.of(y, max), y);
            }
            case ARG_MAX, ARG_MIN -> place(reduction == Layer.Reduction.ARG_MAX, x, y, axes);
            case ARG_MAX_LAST, ARG_MIN_LAST -> {
                INDArray reversed = program.array(x.shape());
                program.call("reverse", List.of(x), reversed, axes);
                place(reduction == Layer.Reduction.ARG_MAX_LAST, reversed, y, axes);
                long last = -1;
                if (axes.length > 0) {
                    last += x.length() / y.length();
                }
                program.call(new ScalarReverseSubtraction(y, null, y, last));
            }
        }
    }

    /** ND4J counts along one axis; several are laid one behind the other first. */
    private void place(boolean max, INDArray x, INDArray y, long... axes) {
        INDArray places = program.integers(y.shape());
        program.call(max ? "argmax" : "argmin", List.of(x), places, axes, true);
        program.copy(places, y);
    }

    private void call(String operator, INDArray x, INDArray y, long... axes) {
        program.call(operator, List.of(x), y, axes, true);
    }

    private void exponentials(INDArray x, INDArray max, INDArray y, long... axes) {
        call("reduce_max", x, max, axes);
        program.call("subtract", List.of(x, max), y);
        program.call(new Exp(y, y));
    }

    void softmax(Layer.Softmax layer, INDArray x, INDArray reduced, INDArray y, long... axes) {
        if (layer.logarithm()) {
            reduce(Layer.Reduction.LOG_SUM_EXP, x, reduced, axes);
            program.call("subtract", List.of(x, reduced), y);
        } else {
            exponentials(x, reduced, y, axes);
            call("reduce_sum", y, reduced, axes);
            program.call("divide", List.of(y, reduced), y);
        }
    }

    void normalize(Layer.Normalize layer, INDArray input, INDArray output) {
        long sets = layer.axes().channels() ? layer.groups() : input.size(2);
        long[] divided = {input.size(0), input.size(1), sets, input.size(2) / sets};
        INDArray x = Nd4jProgram.shaped(input, divided);
        INDArray y = Nd4jProgram.shaped(output, divided);
        boolean height = layer.axes().height();
        boolean width = layer.axes().width();
        INDArray size = program.array(height ? 1 : divided[0], width ? 1 : divided[1], sets, 1);
        long[] axes = height
                ? (width ? new long[] {0, 1, 3} : new long[] {0, 3})
                : (width ? new long[] {1, 3} : new long[] {3});
        INDArray from = x;
        switch (layer.norm()) {
            case L1 -> call("reduce_norm1", x, size, axes);
            case L2 -> call("reduce_norm2", x, size, axes);
            case STANDARD, ROOT_MEAN_SQUARE -> {
                if (layer.norm() == Layer.Norm.STANDARD) {
                    call("reduce_mean", x, size, axes);
                    program.call("subtract", List.of(x, size), y);
                    from = y;
                }
                INDArray squares = program.array(divided);
                program.call("multiply", List.of(from, from), squares);
                call("reduce_mean", squares, size, axes);
                program.call(new ScalarAdd(size, null, size, layer.epsilon()));
                program.call(new Pow(size, size, 0.5));
            }
        }
        // A size of 0 is that of zeros, which stay what they are.
        program.call(new ScalarMax(size, null, size, Float.MIN_NORMAL));
        program.call("divide", List.of(from, size), y);
    }
}
