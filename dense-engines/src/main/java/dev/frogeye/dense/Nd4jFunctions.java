package dev.frogeye.dense;

import dev.frogeye.model.Function;
import dev.frogeye.model.Layer;
import dev.frogeye.model.Unary;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.scalar.LeakyReLU;
import org.nd4j.linalg.api.ops.impl.scalar.Pow;
import org.nd4j.linalg.api.ops.impl.scalar.RectifiedLinear;
import org.nd4j.linalg.api.ops.impl.scalar.Relu6;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarAdd;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarMax;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarMin;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarMultiplication;
import org.nd4j.linalg.api.ops.impl.transforms.floating.Sqrt;
import org.nd4j.linalg.api.ops.impl.transforms.same.Abs;
import org.nd4j.linalg.api.ops.impl.transforms.same.Ceil;
import org.nd4j.linalg.api.ops.impl.transforms.same.Floor;
import org.nd4j.linalg.api.ops.impl.transforms.same.Reciprocal;
import org.nd4j.linalg.api.ops.impl.transforms.same.Sign;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Cos;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Erf;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Exp;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Expm1;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Log;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Log1p;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Rint;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Sigmoid;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Sin;
import org.nd4j.linalg.api.ops.impl.transforms.strict.SoftSign;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Tanh;

/** Pointwise functions as ND4J operators. Records cannot be switched over in Java 17; a test runs every function. */
final class Nd4jFunctions {
    private static final Function RELU6 = new Function.Clamp(0, 6);

    private final Nd4jProgram program;

    Nd4jFunctions(Nd4jProgram program) {
        this.program = program;
    }

    /** ND4J's name of an operator on two arrays. */
    static String operator(Layer.Arithmetic arithmetic) {
        return switch (arithmetic) {
            case ADD -> "add";
            case SUBTRACT -> "subtract";
            case MULTIPLY -> "multiply";
            case DIVIDE -> "divide";
            case MINIMUM -> "minimum";
            case MAXIMUM -> "maximum";
            case POWER -> "Pow";
        };
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
        } else if (function instanceof Function.HardSigmoid hard) {
            ramp(hard.alpha(), hard.beta(), x, y);
        } else if (function instanceof Function.HardSwish hard) {
            ramp(hard.alpha(), hard.beta(), x, y);
            program.call("multiply", List.of(x, y), y);
        } else if (function instanceof Function.Swish swish) {
            program.call(new ScalarMultiplication(x, null, y, swish.alpha()));
            program.call(new Sigmoid(y, y));
            program.call("multiply", List.of(x, y), y);
        } else if (function instanceof Function.Elu elu) {
            elu(elu, x, y);
        } else if (function instanceof Function.ThresholdedRelu relu) {
            aboveOnly(relu.threshold(), x, y);
            program.call("multiply", List.of(x, y), y);
        } else if (function instanceof Function.Shrink shrink) {
            shrink(shrink, x, y);
        } else if (function instanceof Function.Power power) {
            program.call(new Pow(x, y, power.exponent()));
        } else if (function instanceof Function.Quantize quantize) {
            program.call("divide", List.of(x, perChannel(quantize.scale())), y);
            program.call(new Rint(y, y));
            program.call("add", List.of(y, perChannel(quantize.zero())), y);
            clamp(new Function.Clamp(quantize.low(), quantize.high()), y, y);
        } else if (function instanceof Function.Composed composed) {
            composed(composed, x, y);
        } else if (function instanceof Function.Combined combined) {
            INDArray left = program.array(x.shape());
            INDArray right = program.array(x.shape());
            apply(combined.left(), x, left);
            apply(combined.right(), x, right);
            program.call(operator(combined.arithmetic()), List.of(left, right), y);
        } else if (function instanceof Unary unary) {
            unary(unary, x, y);
        } else {
            throw new IllegalStateException("no ND4J operator for " + function);
        }
    }

    private void unary(Unary function, INDArray x, INDArray y) {
        switch (function) {
            case ABS -> program.call(new Abs(x, y));
            case SIGN -> program.call(new Sign(x, y));
            case FLOOR -> program.call(new Floor(x, y));
            case CEIL -> program.call(new Ceil(x, y));
            case ROUND -> program.call(new Rint(x, y));
            case TRUNCATE -> {
                INDArray negative = program.array(x.shape());
                program.call(new ScalarMin(x, null, negative, 0));
                program.call(new Ceil(negative, negative));
                program.call(new ScalarMax(x, null, y, 0));
                program.call(new Floor(y, y));
                program.call("add", List.of(y, negative), y);
            }
            case RECIPROCAL -> program.call(new Reciprocal(x, y));
            case SQRT -> program.call(new Sqrt(x, y));
            case EXP -> program.call(new Exp(x, y));
            case LOG -> program.call(new Log(x, y));
            case SIN -> program.call(new Sin(x, y));
            case COS -> program.call(new Cos(x, y));
            case TANH -> program.call(new Tanh(x, y));
            case ERF -> program.call(new Erf(x, y));
            case SIGMOID -> program.call(new Sigmoid(x, y));
            case SOFTPLUS -> softplus(x, y);
            case SOFTSIGN -> program.call(new SoftSign(x, y));
            case MISH -> {
                softplus(x, y);
                program.call(new Tanh(y, y));
                program.call("multiply", List.of(x, y), y);
            }
            case GELU -> {
                program.call(new ScalarMultiplication(x, null, y, (float) Math.sqrt(0.5)));
                program.call(new Erf(y, y));
                halfOfProductWithOneMore(x, y);
            }
            case GELU_TANH -> {
                program.call("multiply", List.of(x, x), y);
                program.call(new ScalarMultiplication(y, null, y, 0.044715f));
                program.call(new ScalarAdd(y, null, y, 1));
                program.call("multiply", List.of(x, y), y);
                program.call(new ScalarMultiplication(y, null, y, (float) Math.sqrt(2 / Math.PI)));
                program.call(new Tanh(y, y));
                halfOfProductWithOneMore(x, y);
            }
        }
    }

    /** {@code y = x / 2 * (1 + y)}. */
    private void halfOfProductWithOneMore(INDArray x, INDArray y) {
        program.call(new ScalarAdd(y, null, y, 1));
        program.call("multiply", List.of(x, y), y);
        program.call(new ScalarMultiplication(y, null, y, 0.5f));
    }

    /** {@code max(x, 0) + log(1 + exp(-|x|))}: ND4J's own overflows. */
    private void softplus(INDArray x, INDArray y) {
        INDArray rest = program.array(x.shape());
        program.call(new Abs(x, rest));
        program.call(new ScalarMultiplication(rest, null, rest, -1));
        program.call(new Exp(rest, rest));
        program.call(new Log1p(rest, rest));
        program.call(new ScalarMax(x, null, y, 0));
        program.call("add", List.of(y, rest), y);
    }

    private void elu(Function.Elu elu, INDArray x, INDArray y) {
        INDArray negative = program.array(x.shape());
        program.call(new ScalarMin(x, null, negative, 0));
        program.call(new ScalarMultiplication(negative, null, negative, 1 / elu.width()));
        program.call(new Expm1(negative, negative));
        program.call(new ScalarMultiplication(negative, null, negative, elu.scale() * elu.alpha()));
        program.call(new ScalarMax(x, null, y, 0));
        program.call(new ScalarMultiplication(y, null, y, elu.scale()));
        program.call("add", List.of(y, negative), y);
    }

    /** 1 where a value lies above the threshold, 0 elsewhere. */
    private void aboveOnly(float threshold, INDArray x, INDArray y) {
        program.call(new ScalarAdd(x, null, y, -threshold));
        program.call(new Sign(y, y));
        program.call(new ScalarMax(y, null, y, 0));
    }

    private void shrink(Function.Shrink shrink, INDArray x, INDArray y) {
        INDArray shifted = program.array(x.shape());
        // One sign where the magnitude lies above the threshold, 0 elsewhere.
        INDArray magnitude = program.array(x.shape());
        program.call(new Abs(x, magnitude));
        aboveOnly(shrink.threshold(), magnitude, magnitude);
        program.call(new Sign(x, shifted));
        program.call(new ScalarMultiplication(shifted, null, shifted, -shrink.bias()));
        program.call("add", List.of(x, shifted), shifted);
        program.call("multiply", List.of(shifted, magnitude), y);
    }

    private void composed(Function.Composed composed, INDArray x, INDArray y) {
        if (composed.functions().isEmpty()) {
            program.copy(x, y);
        }
        INDArray from = x;
        int last = composed.functions().size() - 1;
        for (int i = 0; i <= last; i++) {
            // No function may write over its argument, which some read twice.
            INDArray to = i == last ? y : program.array(x.shape());
            apply(composed.functions().get(i), from, to);
            from = to;
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
