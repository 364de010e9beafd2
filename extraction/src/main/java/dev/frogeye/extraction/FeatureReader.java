package dev.frogeye.extraction;

import dev.frogeye.engine.FeatureEngine;
import dev.frogeye.export.table.FeatureColumn;
import dev.frogeye.export.table.FeatureRow;
import dev.frogeye.export.table.Pooling;
import dev.frogeye.export.table.VectorNormalization;
import dev.frogeye.model.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** From the tapped tensors of an engine to the vectors of a row. Holds buffers; one per engine, not thread-safe. */
public final class FeatureReader {
    private final FeatureEngine engine;
    private final VectorNormalization normalization;
    private final List<Pooling> poolings;
    private final List<FeatureColumn> columns = new ArrayList<>();
    private final float[] tensor;

    /**
     * A column for each tap of the engine.
     *
     * @param layers what the taps were asked for as, in their order
     * @param pooling what was asked for, see {@link Pooling#of}
     */
    public FeatureReader(
            FeatureEngine engine, List<String> layers, Optional<Pooling> pooling, VectorNormalization normalization) {
        this(
                engine,
                layers,
                engine.taps().stream().map(tap -> Pooling.of(tap, pooling)).toList(),
                normalization);
    }

    /**
     * A column for each tap of the engine.
     *
     * @param layers what the taps were asked for as, in their order
     * @param poolings one for each of them
     */
    public FeatureReader(
            FeatureEngine engine, List<String> layers, List<Pooling> poolings, VectorNormalization normalization) {
        List<Tensor> taps = engine.taps();
        if (layers.size() != taps.size() || poolings.size() != taps.size()) {
            throw new IllegalArgumentException(
                    layers.size() + " layers and " + poolings.size() + " poolings for " + taps.size() + " taps");
        }
        this.engine = engine;
        this.poolings = List.copyOf(poolings);
        this.normalization = normalization;
        List<String> names = FeatureColumn.names(layers);
        int largest = 0;
        for (int i = 0; i < taps.size(); i++) {
            Tensor tap = taps.get(i);
            columns.add(new FeatureColumn(
                    names.get(i), layers.get(i), tap.name(), poolings.get(i).pooled(tap.shape())));
            largest = Math.max(largest, tap.shape().size());
        }
        tensor = new float[largest];
    }

    /** The columns, in the order of the taps. */
    public List<FeatureColumn> columns() {
        return List.copyOf(columns);
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
        poolings.get(column).apply(engine.taps().get(column).shape(), tensor, vector);
        normalization.apply(vector);
    }
}
