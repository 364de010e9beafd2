package dev.frogeye.model.onnx.constant;

import dev.frogeye.model.onnx.file.Limits;
import dev.frogeye.model.onnx.file.Node;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;

/** {@code Slice}. */
final class SlicePick {
    /** From here on what is cut out is given by inputs. */
    private static final int INPUTS_OPSET = 10;

    private SlicePick() {}

    static Pick slice(Node node, Constants constants, List<Integer> dims) {
        boolean attributes = node.opset() < INPUTS_OPSET;
        List<Long> starts = bounds(node, constants, attributes, 1, "starts");
        List<Long> ends = bounds(node, constants, attributes, 2, "ends");
        List<Long> axes = axes(node, constants, attributes, starts.size());
        List<Long> steps =
                !attributes && node.hasInput(4) ? constants.integers(node, 4) : Collections.nCopies(starts.size(), 1L);
        if (ends.size() != starts.size() || axes.size() != starts.size() || steps.size() != starts.size()) {
            throw node.error("starts, ends, axes and steps differ in number");
        }
        int rank = dims.size();
        Dims.axes(node, axes, rank);
        Range[] ranges = new Range[rank];
        Arrays.setAll(ranges, axis -> new Range(0, dims.get(axis), 1));
        List<Integer> result = new ArrayList<>(dims);
        for (int i = 0; i < starts.size(); i++) {
            int axis = Dims.axis(node, axes.get(i), rank);
            ranges[axis] = Range.of(node, starts.get(i), ends.get(i), steps.get(i), dims.get(axis));
            result.set(axis, ranges[axis].length());
        }
        return Pick.perAxis(dims, result, (axis, i) -> ranges[axis].index(i));
    }

    private static List<Long> bounds(Node node, Constants constants, boolean attributes, int input, String key) {
        return attributes
                ? node.attributes().integers(key).orElseThrow(() -> node.error("lacks " + key))
                : constants.integers(node, input);
    }

    private static List<Long> axes(Node node, Constants constants, boolean attributes, int count) {
        if (!attributes && node.hasInput(3)) {
            return constants.integers(node, 3);
        }
        List<Long> first = LongStream.range(0, count).boxed().toList();
        return attributes ? node.attributes().integers("axes").orElse(first) : first;
    }

    /** The indices that a slice takes from one axis. */
    private record Range(int first, int length, int step) {
        static Range of(Node node, long start, long end, long step, int extent) {
            if (step == 0) {
                throw node.error("has a step of 0");
            }
            if (extent == 0) {
                return new Range(0, 0, 1);
            }
            long low = step > 0 ? 0 : -1;
            long high = step > 0 ? extent : extent - 1;
            long first = clamp(start < 0 ? start + extent : start, Math.max(low, 0), high);
            long last = clamp(end < 0 ? end + extent : end, low, high);
            long stride = clamp(step, -Limits.TENSOR_VALUES, Limits.TENSOR_VALUES);
            long length = Math.max(0, (last - first + stride - Long.signum(stride)) / stride);
            return new Range((int) first, (int) length, length > 1 ? (int) stride : 1);
        }

        int index(int i) {
            return first + i * step;
        }

        private static long clamp(long value, long low, long high) {
            return Math.max(low, Math.min(high, value));
        }
    }
}
