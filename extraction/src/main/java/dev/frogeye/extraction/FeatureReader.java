package dev.frogeye.extraction;

import dev.frogeye.engine.FeatureEngine;
import dev.frogeye.export.table.FeatureColumn;
import dev.frogeye.export.table.FeatureRow;
import dev.frogeye.export.table.Pooling;
import dev.frogeye.export.table.VectorNormalization;
import dev.frogeye.model.Tensor;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** From the requested tensors of an engine to the vectors of a row. Holds buffers; one per engine, not thread-safe. */
public final class FeatureReader {
    private final FeatureEngine engine;
    private final VectorNormalization normalization;
    private final List<Pooling> poolings;
    private final List<FeatureColumn> columns;
    private final float[] tensor;

    /**
     * A column for each requested tensor of the engine.
     *
     * @param layers what the requested were asked for as, in their order
     * @param pooling what was asked for, see {@link Pooling#of}
     */
    public FeatureReader(
            FeatureEngine engine, List<String> layers, Optional<Pooling> pooling, VectorNormalization normalization) {
        this(engine, layers, poolings(engine.requested(), pooling), normalization);
    }

    /**
     * A column for each requested tensor of the engine.
     *
     * @param layers what the requested were asked for as, in their order
     * @param poolings one for each of them
     */
    public FeatureReader(
            FeatureEngine engine, List<String> layers, List<Pooling> poolings, VectorNormalization normalization) {
        this.engine = engine;
        this.poolings = List.copyOf(poolings);
        this.normalization = normalization;
        columns = columns(engine.requested(), layers, poolings);
        tensor = new float
                [engine.requested().stream()
                        .mapToInt(tensor -> tensor.shape().size())
                        .max()
                        .orElse(0)];
    }

    /** A column for each requested tensor. */
    static List<FeatureColumn> columns(List<Tensor> requested, List<String> layers, List<Pooling> poolings) {
        if (layers.size() != requested.size() || poolings.size() != requested.size()) {
            throw new IllegalArgumentException(layers.size() + " layers and " + poolings.size() + " poolings for "
                    + requested.size() + " tensors");
        }
        List<String> names = FeatureColumn.names(layers);
        return IntStream.range(0, requested.size())
                .mapToObj(i -> new FeatureColumn(
                        names.get(i),
                        layers.get(i),
                        requested.get(i).name(),
                        poolings.get(i).pooled(requested.get(i).shape())))
                .toList();
    }

    /** How each requested tensor is pooled, see {@link Pooling#of}. */
    static List<Pooling> poolings(List<Tensor> requested, Optional<Pooling> pooling) {
        return requested.stream().map(tensor -> Pooling.of(tensor, pooling)).toList();
    }

    /** The columns, in the order of the requested. */
    public List<FeatureColumn> columns() {
        return columns;
    }

    /** How each column's tensor is pooled. */
    public List<Pooling> poolings() {
        return poolings;
    }

    /** Fills the vectors of a row with what the engine made of its last frame. */
    public void read(FeatureRow row) {
        for (int i = 0; i < columns.size(); i++) {
            read(i, row.feature(i));
        }
    }

    /**
     * Fills one vector with what the engine made of its last frame.
     *
     * @param vector as long as the column's
     */
    public void read(int column, float[] vector) {
        engine.read(column, tensor);
        poolings.get(column).apply(engine.requested().get(column).shape(), tensor, vector);
        normalization.apply(vector);
    }
}
