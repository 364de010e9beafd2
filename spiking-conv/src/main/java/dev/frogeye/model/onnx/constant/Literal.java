package dev.frogeye.model.onnx.constant;

import dev.frogeye.model.onnx.file.ElementType;
import java.util.List;

/**
 * A constant of the ONNX file or computed from such, row-major in ONNX order; extents of 0 are allowed. Values are not
 * copied and must not be modified.
 */
public sealed interface Literal {
    List<Integer> dims();

    int size();

    /** The same values under other extents of the same product. */
    Literal withDims(List<Integer> newDims);

    /** A literal whose value {@code i} is this one's value {@code source[i]}. */
    Literal pick(List<Integer> newDims, int[] source);

    /** A literal whose value {@code i} is this one's value {@code source[i]}, or {@code fill} where that is -1. */
    Literal pick(List<Integer> newDims, int[] source, Number fill);

    record Floats(List<Integer> dims, float[] values) implements Literal {
        @Override
        public int size() {
            return values.length;
        }

        @Override
        public Floats withDims(List<Integer> newDims) {
            return new Floats(newDims, values);
        }

        @Override
        public Floats pick(List<Integer> newDims, int[] source) {
            return pick(newDims, source, 0);
        }

        @Override
        public Floats pick(List<Integer> newDims, int[] source, Number fill) {
            float[] picked = new float[source.length];
            for (int i = 0; i < picked.length; i++) {
                picked[i] = source[i] < 0 ? fill.floatValue() : values[source[i]];
            }
            return new Floats(newDims, picked);
        }
    }

    /** @param type of the file, which says how far quantised values reach; the values themselves are all longs */
    record Integers(List<Integer> dims, long[] values, ElementType type) implements Literal {
        Integers(List<Integer> dims, long[] values) {
            this(dims, values, ElementType.INT64);
        }

        static Integers vector(long... values) {
            return new Integers(List.of(values.length), values);
        }

        @Override
        public int size() {
            return values.length;
        }

        @Override
        public Integers withDims(List<Integer> newDims) {
            return new Integers(newDims, values, type);
        }

        @Override
        public Integers pick(List<Integer> newDims, int[] source) {
            return pick(newDims, source, 0);
        }

        @Override
        public Integers pick(List<Integer> newDims, int[] source, Number fill) {
            long[] picked = new long[source.length];
            for (int i = 0; i < picked.length; i++) {
                picked[i] = source[i] < 0 ? fill.longValue() : values[source[i]];
            }
            return new Integers(newDims, picked, type);
        }
    }
}
