package dev.frogeye.model.onnx.constant;

import dev.frogeye.model.ModelText;
import dev.frogeye.model.onnx.file.Limits;
import dev.frogeye.model.onnx.file.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/** {@code Pad}. */
final class PadPick {
    /** From here on what is padded, and with what, are inputs. */
    private static final int INPUTS_OPSET = 11;

    private PadPick() {}

    static Pick pad(Node node, Constants constants, List<Integer> dims) {
        int rank = dims.size();
        boolean attributes = node.opset() < INPUTS_OPSET;
        List<Long> pads = attributes
                ? node.attributes().integers("pads").orElseThrow(() -> node.error("lacks pads"))
                : constants.integers(node, 1);
        List<Long> axes = !attributes && node.hasInput(3)
                ? constants.integers(node, 3)
                : LongStream.range(0, rank).boxed().toList();
        Dims.axes(node, axes, rank);
        if (pads.size() != 2 * axes.size()) {
            throw node.error("has " + pads.size() + " pads for " + axes.size() + " axes");
        }
        String mode = node.attributes().text("mode", "constant");
        Span[] spans = new Span[rank];
        List<Integer> result = new ArrayList<>(dims);
        for (int i = 0; i < axes.size(); i++) {
            int axis = Dims.axis(node, axes.get(i), rank);
            spans[axis] = Span.of(node, mode, dims.get(axis), pads.get(i), pads.get(i + axes.size()));
            result.set(axis, spans[axis].length());
        }
        Number fill = attributes ? node.attributes().number("value", 0) : fill(node, constants);
        return Pick.perAxis(dims, result, (axis, i) -> spans[axis] == null ? i : spans[axis].source(mode, i), fill);
    }

    private static Number fill(Node node, Constants constants) {
        if (!node.hasInput(2)) {
            return 0;
        }
        Literal value = constants.literal(node, 2);
        if (value.size() != 1) {
            throw node.error("pads with " + value.size() + " values instead of one");
        }
        if (value instanceof Literal.Integers integers) {
            return integers.values()[0];
        }
        return FoldedArithmetic.toFloats(value)[0];
    }

    /** One axis: {@code kept} indices from {@code first} on, {@code before} in front of them, {@code length} in all. */
    private record Span(int first, int kept, int before, int length) {
        static Span of(Node node, String mode, int extent, long before, long after) {
            if (Math.max(Math.abs(before), Math.abs(after)) > Limits.TENSOR_VALUES) {
                throw node.error("pads by " + before + " and " + after);
            }
            int length = Extents.extent(node, extent + before + after);
            int first = (int) Math.max(0, -before);
            int kept = (int) (extent + Math.min(0, before) + Math.min(0, after));
            switch (mode) {
                case "constant" -> {}
                case "edge", "wrap", "reflect" -> {
                    if (kept < 1 && length > 0) {
                        throw node.error("has nothing to repeat along an axis of " + extent);
                    }
                }
                default -> throw node.error("has an unknown mode " + ModelText.quote(mode));
            }
            return new Span(first, kept, (int) Math.max(0, before), length);
        }

        int source(String mode, int index) {
            int i = index - before;
            if (i >= 0 && i < kept) {
                return first + i;
            }
            return switch (mode) {
                case "edge" -> first + Math.max(0, Math.min(kept - 1, i));
                case "wrap" -> first + Math.floorMod(i, kept);
                case "reflect" -> first + mirrored(i);
                default -> -1;
            };
        }

        private int mirrored(int i) {
            if (kept == 1) {
                return 0;
            }
            int within = Math.floorMod(i, 2 * (kept - 1));
            return Math.min(within, 2 * (kept - 1) - within);
        }
    }
}
