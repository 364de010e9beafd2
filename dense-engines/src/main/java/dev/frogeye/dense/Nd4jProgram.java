package dev.frogeye.dense;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.CustomOp;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.Op;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.api.ops.impl.transforms.any.Assign;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A list of ND4J operators on arrays that were allocated once: running it allocates no array, so that native memory
 * stays flat however many frames pass. Owns its arrays; views of them need no closing.
 */
final class Nd4jProgram implements AutoCloseable {
    private final List<Runnable> steps = new ArrayList<>();
    private final List<INDArray> arrays = new ArrayList<>();
    private final List<OpContext> contexts = new ArrayList<>();

    /** A new array of zeros. */
    INDArray array(long... shape) {
        return own(Nd4j.create(DataType.FLOAT, shape));
    }

    /** A new array of these values, copied. */
    INDArray constant(float[] values, long... shape) {
        return own(Nd4j.create(values, shape, 'c'));
    }

    /** A new array of 64-bit integers, all 0. */
    INDArray integers(long... shape) {
        return own(Nd4j.create(DataType.INT64, shape));
    }

    /** A new vector of integers, copied. */
    INDArray indices(int[] values) {
        return own(Nd4j.createFromArray(values));
    }

    /** A window of an array that is not itself a window, by strides. */
    static INDArray view(INDArray array, long offset, long[] shape, long[] strides) {
        return Nd4j.create(array.data(), shape, strides, offset, 'c', DataType.FLOAT);
    }

    /** The first values of an array that is not itself a window, under other extents. */
    static INDArray shaped(INDArray array, long... shape) {
        long[] strides = new long[shape.length];
        long stride = 1;
        for (int i = shape.length - 1; i >= 0; i--) {
            strides[i] = stride;
            stride *= shape[i];
        }
        return view(array, 0, shape, strides);
    }

    /** Appends an operator of ND4J's own. */
    void call(String operator, List<INDArray> inputs, INDArray output, long... arguments) {
        call(operator, inputs, output, arguments, false);
    }

    /** Appends an operator that takes a flag after its integers. */
    void call(String operator, List<INDArray> inputs, INDArray output, long[] arguments, boolean flag) {
        CustomOp op = DynamicCustomOp.builder(operator).build();
        OpContext context = Nd4j.getExecutioner().buildContext();
        contexts.add(context);
        context.setInputArrays(inputs.toArray(INDArray[]::new));
        context.setOutputArrays(output);
        context.setIArguments(arguments);
        if (flag) {
            context.setBArguments(true);
        }
        steps.add(() -> Nd4j.getExecutioner().exec(op, context));
    }

    /** Appends an operator that holds its arrays. */
    void call(Op op) {
        steps.add(() -> Nd4j.getExecutioner().exec(op));
    }

    /** Appends a copy between arrays or windows of the same extents. */
    void copy(INDArray source, INDArray destination) {
        // This one copies windows ten times as fast as the operator "assign".
        call(new Assign(source, destination));
    }

    /** Runs every operator in order. */
    void run() {
        for (Runnable step : steps) {
            step.run();
        }
    }

    @Override
    public void close() {
        contexts.forEach(Nd4jProgram::close);
        arrays.forEach(INDArray::close);
    }

    private static void close(OpContext context) {
        try {
            context.close();
        } catch (Exception e) {
            throw new IllegalStateException("ND4J failed to close an operator: " + e.getMessage(), e);
        }
    }

    private INDArray own(INDArray array) {
        arrays.add(array);
        return array;
    }
}
