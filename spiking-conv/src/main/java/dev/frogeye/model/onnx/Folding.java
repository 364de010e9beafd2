package dev.frogeye.model.onnx;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import onnx.Onnx.TensorProto.DataType;

/** Constant expressions, mostly the shape arithmetic that exporters write: computed at import. */
final class Folding {
    /** Computes a node whose inputs are all constant. */
    private interface Rule {
        Literal apply(Node node, Assembly net);
    }

    private static final Map<String, Rule> RULES = Map.ofEntries(
            Map.entry("Constant", Folding::constant),
            Map.entry("ConstantOfShape", Folding::constantOfShape),
            Map.entry("Identity", (node, net) -> net.literal(node, 0)),
            Map.entry("Cast", Folding::cast),
            Map.entry("Gather", Folding::gather),
            Map.entry("Concat", Folding::concat),
            Map.entry("Range", FoldedArithmetic::range),
            Map.entry("Add", FoldedArithmetic::binary),
            Map.entry("Sub", FoldedArithmetic::binary),
            Map.entry("Mul", FoldedArithmetic::binary),
            Map.entry("Div", FoldedArithmetic::binary),
            Map.entry("Shape", (node, net) -> shape(node, net.literal(node, 0).dims())),
            Map.entry("Flatten", (node, net) -> {
                Literal data = net.literal(node, 0);
                return data.withDims(Moves.flattenDims(node, data.dims()));
            }),
            Map.entry("Reshape", (node, net) -> {
                Literal data = net.literal(node, 0);
                return data.withDims(Moves.reshapeDims(node, net, data.dims()));
            }),
            Map.entry("Squeeze", (node, net) -> {
                Literal data = net.literal(node, 0);
                return data.withDims(Moves.squeezeDims(node, net, data.dims()));
            }),
            Map.entry("Unsqueeze", (node, net) -> {
                Literal data = net.literal(node, 0);
                return data.withDims(Moves.unsqueezeDims(node, net, data.dims()));
            }),
            Map.entry("Transpose", (node, net) -> {
                Literal data = net.literal(node, 0);
                return moved(node, net, data, Moves.transposeMove(node, data.dims()));
            }),
            Map.entry("Slice", (node, net) -> {
                Literal data = net.literal(node, 0);
                return moved(node, net, data, Moves.sliceMove(node, net, data.dims()));
            }));

    private Folding() {}

    static boolean isSupported(String operator) {
        return RULES.containsKey(operator);
    }

    /** Names of the operators that constants are computed with. */
    static Set<String> names() {
        return RULES.keySet();
    }

    /** Makes the output of a node with constant inputs a constant. */
    static void fold(Node node, Assembly net) {
        Rule rule = RULES.get(node.operator());
        if (rule == null) {
            throw node.error("has only constant inputs, which is not supported for this operator");
        }
        net.define(node, rule.apply(node, net));
    }

    /** The extents of a tensor as a constant. */
    static Literal shape(Node node, List<Integer> dims) {
        int rank = dims.size();
        long start = node.attributes().integer("start", 0);
        long end = node.attributes().integer("end", rank);
        int from = (int) Math.max(0, Math.min(rank, start < 0 ? start + rank : start));
        int to = (int) Math.max(from, Math.min(rank, end < 0 ? end + rank : end));
        return Literal.Integers.vector(
                dims.subList(from, to).stream().mapToLong(Integer::longValue).toArray());
    }

    /** A literal whose values are rearranged. */
    static Literal moved(Node node, Assembly net, Literal data, Move move) {
        net.reserveFolded(node, move.dims());
        return data.pick(
                move.dims(), move.source(Dims.rowMajorStrides(data.dims()), Dims.rowMajorStrides(move.dims())));
    }

    private static Literal constant(Node node, Assembly net) {
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

    private static Literal constantOfShape(Node node, Assembly net) {
        List<Integer> dims = new ArrayList<>();
        for (long extent : net.integers(node, 0)) {
            if (extent < 0 || extent > Limits.FOLDED_VALUES || dims.size() == Limits.RANK) {
                throw node.error("cannot make a constant of shape " + net.integers(node, 0));
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
        int[] source = new int[net.reserveFolded(node, dims)];
        return value.pick(List.copyOf(dims), source);
    }

    private static Literal cast(Node node, Assembly net) {
        Literal data = net.literal(node, 0);
        long to = node.attributes().integer("to", DataType.UNDEFINED_VALUE);
        DataType type = to < 0 || to > Integer.MAX_VALUE ? null : DataType.forNumber((int) to);
        if (type == null) {
            throw node.error("casts to an unknown type");
        }
        net.reserveFolded(node, data.dims());
        return switch (type) {
            case FLOAT, DOUBLE -> new Literal.Floats(data.dims(), FoldedArithmetic.toFloats(data));
            case INT64, INT32 -> new Literal.Integers(data.dims(), FoldedArithmetic.toIntegers(data));
            default -> throw node.error("casts a constant to " + type + ", which is not supported");
        };
    }

    private static Literal gather(Node node, Assembly net) {
        node.requireInputs(2, 2);
        Literal data = net.literal(node, 0);
        List<Long> indices = net.integers(node, 1);
        List<Integer> dims = data.dims();
        int axis = Dims.axis(node, node.attributes().integer("axis", 0), dims.size());
        int extent = dims.get(axis);
        List<Integer> result = new ArrayList<>(dims.subList(0, axis));
        result.addAll(net.literal(node, 1).dims());
        result.addAll(dims.subList(axis + 1, dims.size()));
        if (result.size() > Limits.RANK) {
            throw node.error("would produce rank " + result.size() + ", more than " + Limits.RANK);
        }
        int[] source = new int[net.reserveFolded(node, result)];
        int inner = source.length == 0 ? 0 : (int) Dims.size(dims.subList(axis + 1, dims.size()));
        for (int i = 0; i < source.length; i++) {
            long index = indices.get(i / inner % indices.size());
            if (index < -extent || index >= extent) {
                throw node.error("index " + index + " lies outside an axis of " + extent);
            }
            int outer = i / inner / indices.size();
            source[i] = (outer * extent + (int) (index < 0 ? index + extent : index)) * inner + i % inner;
        }
        return data.pick(List.copyOf(result), source);
    }

    private static Literal concat(Node node, Assembly net) {
        node.requireInputs(1, Integer.MAX_VALUE);
        List<Literal> parts = Stream.iterate(0, i -> i < node.inputs().size(), i -> i + 1)
                .map(i -> net.literal(node, i))
                .toList();
        List<List<Integer>> dims = parts.stream().map(Literal::dims).toList();
        int axis = Dims.axis(
                node, node.attributes().integer("axis", 1), dims.get(0).size());
        List<Integer> result = Joins.concatDims(node, dims, axis);
        int size = net.reserveFolded(node, result);
        int blocks = (int) Dims.size(result.subList(0, axis));
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
