package dev.frogeye.calibration;

import dev.frogeye.engine.FeatureEngine;
import dev.frogeye.export.table.FeatureColumn;
import dev.frogeye.export.table.Pooling;
import dev.frogeye.export.table.VectorNormalization;
import dev.frogeye.extraction.FeatureReader;
import dev.frogeye.model.Tensor;
import java.util.List;

/** Reads the feature vectors of an engine into buffers that the next frame overwrites. */
final class PooledTensors {
    private final FeatureReader reader;
    private final List<float[]> vectors;

    PooledTensors(FeatureEngine engine, List<Pooling> poolings) {
        List<String> names = engine.requested().stream().map(Tensor::name).toList();
        reader = new FeatureReader(engine, names, poolings, VectorNormalization.NONE);
        vectors = reader.columns().stream()
                .map(FeatureColumn::size)
                .map(size -> new float[size])
                .toList();
    }

    List<float[]> read() {
        for (int i = 0; i < vectors.size(); i++) {
            reader.read(i, vectors.get(i));
        }
        return vectors;
    }
}
