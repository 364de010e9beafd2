package dev.frogeye.pipeline;

import dev.frogeye.export.FeatureColumn;
import dev.frogeye.export.FeatureRow;
import dev.frogeye.export.Normalization;
import dev.frogeye.export.Pooling;
import dev.frogeye.model.Tensor;
import dev.frogeye.spiking.FeatureEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** From the tapped tensors of an engine to the vectors of a row. Holds buffers; one per engine, not thread-safe. */
public final class FeatureReader {
    private final FeatureEngine engine;
    private final Normalization normalization;
    private final List<Pooling> poolings = new ArrayList<>();
    private final List<FeatureColumn> columns = new ArrayList<>();
    private final float[] tensor;

    /**
     * A column for each tap of the engine.
     *
     * @param layers what the taps were asked for as, in their order
     * @param pooling what was asked for, see {@link Pooling#of}
     */
    public FeatureReader(
            FeatureEngine engine, List<String> layers, Optional<Pooling> pooling, Normalization normalization) {
        List<Tensor> taps = engine.taps();
        if (layers.size() != taps.size()) {
            throw new IllegalArgumentException(layers.size() + " layers name " + taps.size() + " taps");
        }
        this.engine = engine;
        this.normalization = normalization;
        List<String> names = FeatureColumn.names(layers);
        int largest = 0;
        for (int i = 0; i < taps.size(); i++) {
            Tensor tap = taps.get(i);
            Pooling effective = Pooling.of(tap, pooling);
            poolings.add(effective);
            columns.add(new FeatureColumn(names.get(i), layers.get(i), tap.name(), effective.pooled(tap.shape())));
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
        return List.copyOf(poolings);
    }

    /** Fills the vectors of a row with what the engine made of its last frame. */
    public void read(FeatureRow row) {
        for (int i = 0; i < columns.size(); i++) {
            engine.read(i, tensor);
            float[] vector = row.feature(i);
            poolings.get(i).apply(engine.taps().get(i).shape(), tensor, vector);
            normalization.apply(vector);
        }
    }
}
