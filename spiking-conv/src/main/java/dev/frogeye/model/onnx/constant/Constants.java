package dev.frogeye.model.onnx.constant;

import dev.frogeye.model.ModelText;
import dev.frogeye.model.onnx.file.Limits;
import dev.frogeye.model.onnx.file.Node;
import dev.frogeye.model.onnx.proto.Onnx.TensorProto;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The constants that are known so far: those of the file, read when they are first asked for, and those computed from them.
 * How many values and weights may be made of them is counted here too, as a small file can ask for any number.
 */
public class Constants {
    private final String model;
    private final Map<String, TensorProto> initializers;
    private final Map<String, Literal> literals = new HashMap<>();
    private final long weightLimit;
    private long folded;
    private long layerWeights;

    /** @param fileBytes size of the file, which its layers cannot hold many times over */
    public Constants(String model, Map<String, TensorProto> initializers, long fileBytes) {
        this.model = model;
        this.initializers = initializers;
        // Narrow integers take a byte for each weight, or less; two layers may share them.
        weightLimit = Math.min(Limits.LAYER_WEIGHTS, Limits.SPARE_WEIGHTS + 4 * fileBytes);
    }

    public boolean isConstant(Node node, int input) {
        if (!node.hasInput(input)) {
            return false;
        }
        String name = node.inputs().get(input);
        return literals.containsKey(name) || initializers.containsKey(name);
    }

    public boolean allConstant(Node node) {
        for (int i = 0; i < node.inputs().size(); i++) {
            if (node.hasInput(i) && !isConstant(node, i)) {
                return false;
            }
        }
        return true;
    }

    /** An input that must be constant. */
    public Literal literal(Node node, int input) {
        if (!node.hasInput(input)) {
            throw node.error("lacks input " + input);
        }
        String name = node.inputs().get(input);
        Literal known = literals.get(name);
        if (known == null) {
            TensorProto proto = initializers.get(name);
            if (proto == null) {
                throw node.error("input " + ModelText.quote(name) + " must be constant");
            }
            known = LiteralReader.read(ModelText.model(model), proto);
            literals.put(name, known);
        }
        return known;
    }

    public Literal.Floats floats(Node node, int input) {
        if (literal(node, input) instanceof Literal.Floats floats) {
            return floats;
        }
        throw node.error("input " + ModelText.quote(node.inputs().get(input)) + " must hold floats");
    }

    public List<Long> integers(Node node, int input) {
        if (literal(node, input) instanceof Literal.Integers integers && integers.size() <= Limits.LISTED_INTEGERS) {
            return Arrays.stream(integers.values()).boxed().toList();
        }
        throw node.error("input " + ModelText.quote(node.inputs().get(input)) + " must hold integers, at most "
                + Limits.LISTED_INTEGERS);
    }

    public void define(Node node, Literal literal) {
        literals.put(node.output(), literal);
    }

    /** To be asked before a layer makes weights of its own from these: one constant can feed any number of layers. */
    public float[] reserveWeights(Node node, float[] weights) {
        reserve(node, weights.length);
        return weights;
    }

    /** Room for so many weights of a layer. */
    public float[] reserveWeights(Node node, long count) {
        reserve(node, count);
        return new float[(int) count];
    }

    private void reserve(Node node, long weights) {
        layerWeights += weights;
        if (layerWeights > weightLimit) {
            throw node.error("brings the weights of all layers to more than " + weightLimit);
        }
    }

    /** To be asked before a constant of these extents is computed. */
    public int reserveFolded(Node node, List<Integer> dims) {
        long size = Dims.size(dims);
        folded += Math.min(size, Limits.FOLDED_VALUES + 1L);
        if (folded > Limits.FOLDED_VALUES) {
            throw node.error("constant expressions would produce more than " + Limits.FOLDED_VALUES + " values");
        }
        return (int) size;
    }
}
