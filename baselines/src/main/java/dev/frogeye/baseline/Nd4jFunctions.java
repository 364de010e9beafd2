package dev.frogeye.baseline;

import dev.frogeye.model.Function;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.scalar.LeakyReLU;
import org.nd4j.linalg.api.ops.impl.scalar.RectifiedLinear;
import org.nd4j.linalg.api.ops.impl.scalar.Relu6;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarAdd;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarMax;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarMin;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarMultiplication;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Exp;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Sigmoid;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Tanh;

/** Pointwise functions as ND4J operators. Records cannot be switched over in Java 17; a test runs every function. */
final class Nd4jFunctions {
    private static final Function RELU6 = new Function.Clamp(0, 6);

    private final Nd4jProgram program;

    Nd4jFunctions(Nd4jProgram program) {
        this.program = program;
    }

    void apply(Function function, INDArray x, INDArray y) {
        if (function instanceof Function.Clamp clamp) {
            clamp(clamp, x, y);
        } else if (function instanceof Function.LeakyRelu leaky) {
            program.call(new LeakyReLU(x, y, leaky.slope()));
        } else if (function instanceof Function.PRelu prelu) {
            prelu(prelu, x, y);
        } else if (function instanceof Function.Affine affine) {
            program.call("multiply", List.of(x, perChannel(affine.scale())), y);
            program.call("add", List.of(y, perChannel(affine.shift())), y);
        } else if (function instanceof Function.Sigmoid) {
            program.call(new Sigmoid(x, y));
        } else if (function instanceof Function.HardSigmoid hard) {
            ramp(hard.alpha(), hard.beta(), x, y);
        } else if (function instanceof Function.HardSwish) {
            ramp(1 / 6f, 0.5f, x, y);
            program.call("multiply", List.of(x, y), y);
        } else if (function instanceof Function.Tanh) {
            program.call(new Tanh(x, y));
        } else if (function instanceof Function.Exp) {
            program.call(new Exp(x, y));
        } else {
            throw new IllegalStateException("no ND4J operator for " + function);
        }
    }

    private void clamp(Function.Clamp clamp, INDArray x, INDArray y) {
        if (clamp.equals(Function.Clamp.RELU)) {
            program.call(new RectifiedLinear(x, y, 0));
        } else if (clamp.equals(RELU6)) {
            program.call(new Relu6(x, y, 0));
        } else {
            program.call(new ScalarMax(x, null, y, clamp.low()));
            program.call(new ScalarMin(y, null, y, clamp.high()));
        }
    }

    private void prelu(Function.PRelu prelu, INDArray x, INDArray y) {
        INDArray negative = program.array(x.shape());
        program.call(new ScalarMin(x, null, negative, 0));
        program.call("multiply", List.of(negative, perChannel(prelu.slope())), negative);
        program.call(new ScalarMax(x, null, y, 0));
        program.call("add", List.of(y, negative), y);
    }

    /** {@code clamp(alpha * x + beta, 0, 1)}. */
    private void ramp(float alpha, float beta, INDArray x, INDArray y) {
        program.call(new ScalarMultiplication(x, null, y, alpha));
        program.call(new ScalarAdd(y, null, y, beta));
        program.call(new ScalarMax(y, null, y, 0));
        program.call(new ScalarMin(y, null, y, 1));
    }

    private INDArray perChannel(float[] values) {
        return program.constant(values, 1, 1, values.length);
    }
}
