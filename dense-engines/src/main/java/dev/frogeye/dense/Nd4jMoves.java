package dev.frogeye.dense;

import dev.frogeye.model.Layer;
import dev.frogeye.model.Taps;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Layers that move or resample values as ND4J operators. */
final class Nd4jMoves {
    private final Nd4jProgram program;

    Nd4jMoves(Nd4jProgram program) {
        this.program = program;
    }

    void rearrange(Layer.Rearrange layer, INDArray input, INDArray output) {
        int size = layer.input().shape().size();
        boolean fills = IntStream.of(layer.source()).anyMatch(i -> i < 0);
        Optional<MemoryWalk> walk = fills ? Optional.empty() : MemoryWalk.through(layer.source());
        if (walk.isPresent()) {
            long[] extents = walk.get().extents();
            INDArray source = Nd4jProgram.view(
                    input, walk.get().start(), extents, walk.get().strides());
            program.copy(source, Nd4jProgram.shaped(output, extents));
            return;
        }
        INDArray from = Nd4jProgram.shaped(input, size);
        int[] source = layer.source();
        if (fills) {
            INDArray extended = program.array(size + 1);
            extended.assign(layer.fill());
            program.copy(from, Nd4jProgram.shaped(extended, size));
            from = extended;
            source = IntStream.of(source).map(i -> i < 0 ? size : i).toArray();
        }
        INDArray to = Nd4jProgram.shaped(output, layer.output().shape().size());
        program.call("gather", List.of(from, program.indices(source)), to, 0);
    }

    void resample(Layer.Resample layer, INDArray input, INDArray output) {
        INDArray rows = program.array(layer.rows().count(), input.size(1), input.size(2));
        along(0, layer.rows(), input, rows);
        along(1, layer.columns(), rows, output);
        if (layer.outside() != 0) {
            program.call("add", List.of(output, outside(layer)), output);
        }
    }

    /** Sums what the first, the second ... tap of every output index gives. */
    private void along(int axis, Taps taps, INDArray from, INDArray to) {
        INDArray gathered = program.array(to.shape());
        for (int tap = 0; tap < Math.max(1, taps.most()); tap++) {
            int[] source = new int[taps.count()];
            float[] weight = new float[taps.count()];
            for (int i = 0; i < source.length; i++) {
                int at = taps.start()[i] + tap;
                if (at < taps.start()[i + 1]) {
                    source[i] = taps.source()[at];
                    weight[i] = taps.weight()[at];
                }
            }
            long[] shape = {1, 1, 1};
            shape[axis] = source.length;
            INDArray target = tap == 0 ? to : gathered;
            program.call("gather", List.of(from, program.indices(source)), target, axis);
            program.call("multiply", List.of(target, program.constant(weight, shape)), target);
            if (tap > 0) {
                program.call("add", List.of(to, gathered), to);
            }
        }
    }

    private INDArray outside(Layer.Resample layer) {
        int width = layer.columns().count();
        float[] values = new float[layer.rows().count() * width];
        for (int i = 0; i < values.length; i++) {
            boolean empty = layer.rows().isEmpty(i / width) || layer.columns().isEmpty(i % width);
            values[i] = empty ? layer.outside() : 0;
        }
        return program.constant(values, layer.rows().count(), width, 1);
    }
}
