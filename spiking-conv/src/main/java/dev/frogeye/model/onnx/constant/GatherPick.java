package dev.frogeye.model.onnx.constant;

import dev.frogeye.model.ModelText;
import dev.frogeye.model.onnx.file.Node;
import java.util.ArrayList;
import java.util.List;

/** {@code Gather}, {@code GatherElements} and {@code GatherND} with constant indices. */
final class GatherPick {
    private GatherPick() {}

    static Pick gather(Node node, Constants constants, List<Integer> dims) {
        node.requireInputs(2, 2);
        Literal.Integers indices = indices(node, constants);
        int axis = Dims.axisOf(node, 0, dims.size());
        int extent = dims.get(axis);
        List<Integer> result = new ArrayList<>(dims.subList(0, axis));
        result.addAll(indices.dims());
        result.addAll(dims.subList(axis + 1, dims.size()));
        Dims.requireRank(node, result.size());
        return Pick.of(result, () -> {
            int[] source = new int[(int) Dims.size(result)];
            int inner = source.length == 0 ? 0 : (int) Dims.size(dims.subList(axis + 1, dims.size()));
            for (int i = 0; i < source.length; i++) {
                int outer = i / inner / indices.size();
                int along = index(node, indices.values()[i / inner % indices.size()], extent);
                source[i] = (outer * extent + along) * inner + i % inner;
            }
            return source;
        });
    }

    static Pick gatherElements(Node node, Constants constants, List<Integer> dims) {
        node.requireInputs(2, 2);
        Literal.Integers indices = indices(node, constants);
        List<Integer> result = indices.dims();
        int axis = Dims.axisOf(node, 0, dims.size());
        boolean fits = result.size() == dims.size();
        for (int i = 0; fits && i < dims.size(); i++) {
            fits = i == axis || result.get(i) <= dims.get(i);
        }
        if (!fits) {
            throw node.error("indices " + ModelText.dims(result) + " do not fit " + ModelText.dims(dims));
        }
        int[] outputStrides = Dims.rowMajorStrides(result);
        int[] inputStrides = Dims.rowMajorStrides(dims);
        return Pick.of(result, () -> {
            int[] source = new int[indices.size()];
            for (int i = 0; i < source.length; i++) {
                int place = index(node, indices.values()[i], dims.get(axis)) * inputStrides[axis];
                for (int a = 0; a < outputStrides.length; a++) {
                    place += a == axis ? 0 : i / outputStrides[a] % result.get(a) * inputStrides[a];
                }
                source[i] = place;
            }
            return source;
        });
    }

    static Pick gatherNd(Node node, Constants constants, List<Integer> dims) {
        node.requireInputs(2, 2);
        Literal.Integers indices = indices(node, constants);
        long batchAxes = node.attributes().integer("batch_dims", 0);
        int last = indices.dims().size() - 1;
        if (batchAxes < 0
                || last < batchAxes
                || indices.dims().get(last) > dims.size() - batchAxes
                || !indices.dims().subList(0, (int) batchAxes).equals(dims.subList(0, (int) batchAxes))) {
            throw node.error("indices " + ModelText.dims(indices.dims()) + " do not fit " + ModelText.dims(dims));
        }
        int depth = indices.dims().get(last);
        int named = (int) batchAxes + depth;
        List<Integer> result = new ArrayList<>(indices.dims().subList(0, last));
        result.addAll(dims.subList(named, dims.size()));
        Dims.requireRank(node, result.size());
        int[] strides = Dims.rowMajorStrides(dims);
        return Pick.of(result, () -> {
            int[] source = new int[(int) Dims.size(result)];
            int inner = (int) Dims.size(dims.subList(named, dims.size()));
            int perBatch = (int) Dims.size(indices.dims().subList((int) batchAxes, last));
            int batchSize = (int) Dims.size(dims.subList((int) batchAxes, dims.size()));
            for (int i = 0; i < source.length; i++) {
                int tuple = i / inner;
                int place = tuple / perBatch * batchSize + i % inner;
                for (int k = 0; k < depth; k++) {
                    int axis = (int) batchAxes + k;
                    place += index(node, indices.values()[tuple * depth + k], dims.get(axis)) * strides[axis];
                }
                source[i] = place;
            }
            return source;
        });
    }

    private static Literal.Integers indices(Node node, Constants constants) {
        if (constants.literal(node, 1) instanceof Literal.Integers indices) {
            return indices;
        }
        throw node.error("needs integers as indices");
    }

    private static int index(Node node, long index, int extent) {
        if (index < -extent || index >= extent) {
            throw node.error("index " + index + " lies outside an axis of " + extent);
        }
        return (int) (index < 0 ? index + extent : index);
    }
}
