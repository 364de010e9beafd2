package dev.frogeye.model.onnx.constant;

import dev.frogeye.model.onnx.file.Attributes;
import dev.frogeye.model.onnx.file.ElementType;
import dev.frogeye.model.onnx.file.Limits;
import dev.frogeye.model.onnx.file.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Constant expressions, mostly the shape arithmetic that exporters write: computed at import. */
public final class Folding {
    /** Computes a node whose inputs are all constant. */
    private interface Rule {
        Literal apply(Node node, Constants constants);
    }

    private static final Map<String, Rule> RULES = Map.ofEntries(
            Map.entry("Constant", Folding::constant),
            Map.entry("ConstantOfShape", Folding::constantOfShape),
            Map.entry("Identity", (node, constants) -> constants.literal(node, 0)),
            Map.entry("Cast", Folding::cast),
            Map.entry("Gather", Folding::picked),
            Map.entry("GatherElements", Folding::picked),
            Map.entry("GatherND", Folding::picked),
            Map.entry("Pad", Folding::picked),
            Map.entry("Expand", Folding::picked),
            Map.entry("Tile", Folding::picked),
            Map.entry("DepthToSpace", Folding::picked),
            Map.entry("SpaceToDepth", Folding::picked),
            Map.entry("Slice", Folding::picked),
            Map.entry("Transpose", Folding::picked),
            Map.entry("Where", FoldedSelection::where),
            Map.entry("Concat", Folding::concat),
            Map.entry("Range", FoldedArithmetic::range),
            Map.entry("Add", FoldedArithmetic::binary),
            Map.entry("Sub", FoldedArithmetic::binary),
            Map.entry("Mul", FoldedArithmetic::binary),
            Map.entry("Div", FoldedArithmetic::binary),
            Map.entry("Min", FoldedArithmetic::several),
            Map.entry("Max", FoldedArithmetic::several),
            Map.entry("Sum", FoldedArithmetic::several),
            Map.entry("Pow", FoldedArithmetic::binary),
            Map.entry("Mod", FoldedArithmetic::mod),
            Map.entry("Neg", FoldedArithmetic::unary),
            Map.entry("Abs", FoldedArithmetic::unary),
            Map.entry("Sign", FoldedArithmetic::unary),
            Map.entry("Equal", FoldedLogic::compare),
            Map.entry("Less", FoldedLogic::compare),
            Map.entry("LessOrEqual", FoldedLogic::compare),
            Map.entry("Greater", FoldedLogic::compare),
            Map.entry("GreaterOrEqual", FoldedLogic::compare),
            Map.entry("And", FoldedLogic::combine),
            Map.entry("Or", FoldedLogic::combine),
            Map.entry("Xor", FoldedLogic::combine),
            Map.entry("Not", FoldedLogic::not),
            Map.entry("QuantizeLinear", FoldedQuantization::quantize),
            Map.entry("DequantizeLinear", FoldedQuantization::dequantize),
            Map.entry(
                    "Shape",
                    (node, constants) -> shape(node, constants.literal(node, 0).dims())),
            Map.entry("Flatten", (node, constants) -> {
                Literal data = constants.literal(node, 0);
                return data.withDims(Extents.flattened(node, data.dims()));
            }),
            Map.entry("Reshape", (node, constants) -> {
                Literal data = constants.literal(node, 0);
                return data.withDims(Extents.reshaped(node, constants, data.dims()));
            }),
            Map.entry("Squeeze", (node, constants) -> {
                Literal data = constants.literal(node, 0);
                return data.withDims(Extents.squeezed(node, constants, data.dims()));
            }),
            Map.entry("Unsqueeze", (node, constants) -> {
                Literal data = constants.literal(node, 0);
                return data.withDims(Extents.unsqueezed(node, constants, data.dims()));
            }));

    private Folding() {}

    public static boolean isSupported(String operator) {
        return RULES.containsKey(operator);
    }

    /** Names of the operators that constants are computed with. */
    public static Set<String> names() {
        return RULES.keySet();
    }

    /** Makes the output of a node with constant inputs a constant. */
    public static void fold(Node node, Constants constants) {
        Rule rule = RULES.get(node.operator());
        if (rule == null) {
            throw node.error("has only constant inputs, which is not supported for this operator");
        }
        constants.define(node, rule.apply(node, constants));
    }

    /** The extents of a tensor as a constant. */
    public static Literal shape(Node node, List<Integer> dims) {
        int rank = dims.size();
        long start = node.attributes().integer("start", 0);
        long end = node.attributes().integer("end", rank);
        int from = (int) Math.max(0, Math.min(rank, start < 0 ? start + rank : start));
        int to = (int) Math.max(from, Math.min(rank, end < 0 ? end + rank : end));
        return Literal.Integers.vector(
                dims.subList(from, to).stream().mapToLong(Integer::longValue).toArray());
    }

    private static Literal picked(Node node, Constants constants) {
        Literal data = constants.literal(node, 0);
        return picked(node, constants, data, Picks.of(node, constants, data.dims()));
    }

    /** A literal of picked values. */
    public static Literal picked(Node node, Constants constants, Literal data, Pick pick) {
        constants.reserveFolded(node, pick.dims());
        return data.pick(pick.dims(), pick.source(), pick.fill());
    }

    private static Literal constant(Node node, Constants constants) {
        Attributes attributes = node.attributes();
        if (attributes.has("value")) {
            return LiteralReader.read(node.owner(), attributes.tensor("value").orElseThrow());
        }
        if (attributes.has("value_float")) {
            return new Literal.Floats(List.of(), new float[] {attributes.number("value_float", 0)});
        }
        if (attributes.has("value_int")) {
            return new Literal.Integers(List.of(), new long[] {attributes.integer("value_int", 0)});
        }
        if (attributes.has("value_floats")) {
            List<Float> values = attributes.numbers("value_floats").orElseThrow();
            float[] floats = new float[values.size()];
            for (int i = 0; i < floats.length; i++) {
                floats[i] = values.get(i);
            }
            return new Literal.Floats(List.of(floats.length), floats);
        }
        if (attributes.has("value_ints")) {
            return Literal.Integers.vector(attributes.integers("value_ints").orElseThrow().stream()
                    .mapToLong(Long::longValue)
                    .toArray());
        }
        throw node.error("holds no number; strings and sparse tensors are not supported");
    }

    private static Literal constantOfShape(Node node, Constants constants) {
        List<Integer> dims = new ArrayList<>();
        for (long extent : constants.integers(node, 0)) {
            if (extent < 0 || extent > Limits.FOLDED_VALUES || dims.size() == Limits.RANK) {
                throw node.error("cannot make a constant of shape " + constants.integers(node, 0));
            }
            dims.add((int) extent);
        }
        Literal value = node.attributes()
                .tensor("value")
                .map(proto -> LiteralReader.read(node.owner(), proto))
                .orElse(new Literal.Floats(List.of(), new float[1]));
        if (value.size() != 1) {
            throw node.error("must repeat one value, has " + value.size());
        }
        int[] source = new int[constants.reserveFolded(node, dims)];
        return value.pick(List.copyOf(dims), source);
    }

    private static Literal cast(Node node, Constants constants) {
        Literal data = constants.literal(node, 0);
        ElementType type = castType(node);
        constants.reserveFolded(node, data.dims());
        if (type.isFloat()) {
            return new Literal.Floats(data.dims(), FoldedArithmetic.toFloats(data));
        }
        long[] values = FoldedArithmetic.toIntegers(data).clone();
        for (int i = 0; i < values.length; i++) {
            // What is not 0 is true, also where it is cut to 0.
            boolean fraction = type == ElementType.BOOL && data instanceof Literal.Floats f && f.values()[i] != 0;
            values[i] = fraction ? 1 : type.wrapped(values[i]);
        }
        return new Literal.Integers(data.dims(), values, type);
    }

    /** What a node casts to: floats of any width are computed with as float32, integers as int64. */
    public static ElementType castType(Node node) {
        long to = node.attributes().integer("to", 0);
        return ElementType.of(to)
                .filter(type -> type.isFloat() || type.isInteger())
                .orElseThrow(() -> node.error("casts to type " + ElementType.name(to) + ", which is not supported"));
    }

    private static Literal concat(Node node, Constants constants) {
        node.requireInputs(1, Integer.MAX_VALUE);
        List<Literal> parts = Stream.iterate(0, i -> i < node.inputs().size(), i -> i + 1)
                .map(i -> constants.literal(node, i))
                .toList();
        List<List<Integer>> dims = parts.stream().map(Literal::dims).toList();
        int axis = Dims.axisOf(node, 1, dims.get(0).size());
        List<Integer> result = Extents.joined(node, dims, axis);
        int size = constants.reserveFolded(node, result);
        // Of nothing there may be any number of parts.
        int blocks = size == 0 ? 0 : (int) Dims.size(result.subList(0, axis));
        if (parts.stream().allMatch(Literal.Integers.class::isInstance)) {
            long[] values = new long[size];
            join(
                    parts,
                    blocks,
                    (part, from, to, length) ->
                            System.arraycopy(((Literal.Integers) part).values(), from, values, to, length));
            return new Literal.Integers(result, values);
        }
        if (parts.stream().allMatch(Literal.Floats.class::isInstance)) {
            float[] values = new float[size];
            join(
                    parts,
                    blocks,
                    (part, from, to, length) ->
                            System.arraycopy(((Literal.Floats) part).values(), from, values, to, length));
            return new Literal.Floats(result, values);
        }
        throw node.error("joins integers with floats");
    }

    private interface Copy {
        void run(Literal part, int from, int to, int length);
    }

    private static void join(List<Literal> parts, int blocks, Copy copy) {
        int place = 0;
        for (int block = 0; block < blocks; block++) {
            for (Literal part : parts) {
                int length = part.size() / blocks;
                copy.run(part, block * length, place, length);
                place += length;
            }
        }
    }
}
