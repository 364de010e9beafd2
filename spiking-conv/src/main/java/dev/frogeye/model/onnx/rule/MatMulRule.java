package dev.frogeye.model.onnx.rule;

import dev.frogeye.model.Constant;
import dev.frogeye.model.Layer;
import dev.frogeye.model.Layout;
import dev.frogeye.model.ModelText;
import dev.frogeye.model.Tensor;
import dev.frogeye.model.Window;
import dev.frogeye.model.onnx.constant.Dims;
import dev.frogeye.model.onnx.constant.Literal;
import dev.frogeye.model.onnx.file.Attributes;
import dev.frogeye.model.onnx.file.Node;
import java.util.List;

/** {@code Gemm} and {@code MatMul} with constant weights: convolutions of one pixel, or of each row. */
final class MatMulRule {
    private static final Window PIXEL = Window.of(1, 1, 1, 1);

    private MatMulRule() {}

    static void gemm(Node node, Assembly net) {
        node.requireInputs(2, 3);
        Attributes attributes = node.attributes();
        Tensor input = net.tensor(node, 0);
        if (input.dims().size() != 2) {
            throw node.error("input must be of rank 2, is " + ModelText.dims(input.dims()));
        }
        if (attributes.flag("transA", false)) {
            input = RearrangeRule.transposedMatrix(node, net, input);
        }
        float alpha = attributes.number("alpha", 1);
        float beta = attributes.number("beta", 1);
        boolean transposed = attributes.flag("transB", false);
        Literal.Floats matrix = matrix(node, net, input.shape().channels(), transposed ? 1 : 0);
        int outputs = matrix.dims().get(transposed ? 0 : 1);
        float[] weights = transposed ? transpose(matrix) : matrix.values();
        List<Integer> dims = List.of(input.dims().get(0), outputs);
        float[] scaled = alpha == 1 ? weights : scaled(weights, alpha);

        boolean hasBias = node.hasInput(2) && beta != 0;
        Literal.Floats addend = hasBias ? net.floats(node, 2) : null;
        if (hasBias && !Dims.broadcast(node, dims, addend.dims()).equals(dims)) {
            throw node.error(
                    "bias " + ModelText.dims(addend.dims()) + " does not fit a result of " + ModelText.dims(dims));
        }
        boolean perRow =
                hasBias && dims.get(0) > 1 && Dims.padded(addend.dims(), 2).get(0) > 1;
        float[] bias = new float[outputs];
        if (hasBias && !perRow) {
            for (int i = 0; i < outputs; i++) {
                bias[i] = beta * addend.values()[addend.size() == 1 ? 0 : i];
            }
        }
        Tensor product = perRow ? net.between(node, "product", dims) : net.output(node, dims);
        add(node, net, input, product, scaled, bias);
        if (perRow) {
            Literal.Floats rows = new Literal.Floats(addend.dims(), scaled(addend.values(), beta));
            Constant constant = BinaryRule.constant(node, net, rows, dims, Layout.ROW_MAJOR);
            net.add(new Layer.Binary(
                    node.name(), node.operator(), Layer.Arithmetic.ADD, product, constant, net.output(node, dims)));
        }
    }

    static void matMul(Node node, Assembly net) {
        node.requireInputs(2, 2);
        // The last axis meets the weights: the channels of a row-major tensor, whatever its rank.
        Tensor input = net.inLayout(node, net.asStored(node, 0), Layout.ROW_MAJOR);
        int rank = input.dims().size();
        if (rank < 2) {
            throw node.error("input must be of rank 2 or more, is " + ModelText.dims(input.dims()));
        }
        Literal.Floats matrix = matrix(node, net, input.shape().channels(), 0);
        int outputs = matrix.dims().get(1);
        Tensor output = net.output(node, Dims.with(input.dims(), rank - 1, outputs), Layout.ROW_MAJOR);
        add(node, net, input, output, matrix.values(), new float[outputs]);
    }

    private static Literal.Floats matrix(Node node, Assembly net, int inputs, int inputAxis) {
        Literal.Floats matrix = net.floats(node, 1);
        List<Integer> dims = matrix.dims();
        if (dims.size() != 2 || dims.get(inputAxis) != inputs || matrix.size() == 0) {
            throw node.error("weights " + ModelText.dims(dims) + " do not fit " + inputs + " inputs");
        }
        net.reserveWeights(node, matrix.values());
        return matrix;
    }

    private static void add(Node node, Assembly net, Tensor input, Tensor output, float[] weights, float[] bias) {
        String name = output.name().equals(node.output()) ? node.name() : output.name();
        net.add(new Layer.Convolution(
                name,
                node.operator(),
                input,
                output,
                PIXEL,
                1,
                ConvolutionRule.finite(node, weights),
                ConvolutionRule.finite(node, bias)));
    }

    private static float[] transpose(Literal.Floats matrix) {
        int rows = matrix.dims().get(0);
        int columns = matrix.dims().get(1);
        float[] transposed = new float[matrix.size()];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                transposed[column * rows + row] = matrix.values()[row * columns + column];
            }
        }
        return transposed;
    }

    private static float[] scaled(float[] values, float factor) {
        float[] scaled = values.clone();
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] *= factor;
        }
        return scaled;
    }
}
