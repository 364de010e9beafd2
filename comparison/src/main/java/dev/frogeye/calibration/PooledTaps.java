package dev.frogeye.calibration;

import dev.frogeye.export.Pooling;
import dev.frogeye.model.Tensor;
import dev.frogeye.spiking.FeatureEngine;
import java.util.List;
import java.util.stream.IntStream;

/** Reads the feature vectors of an engine into buffers that the next frame overwrites. */
final class PooledTaps {
    private final List<Tensor> taps;
    private final List<Pooling> poolings;
    private final float[] tensor;
    private final List<float[]> vectors;

    PooledTaps(List<Tensor> taps, List<Pooling> poolings) {
        if (taps.isEmpty() || taps.size() != poolings.size()) {
            throw new IllegalArgumentException(poolings.size() + " poolings for " + taps.size() + " taps");
        }
        this.taps = taps;
        this.poolings = poolings;
        tensor = new float
                [taps.stream().mapToInt(tap -> tap.shape().size()).max().orElseThrow()];
        vectors = IntStream.range(0, taps.size())
                .mapToObj(i ->
                        new float[poolings.get(i).pooled(taps.get(i).shape()).size()])
                .toList();
    }

    List<float[]> read(FeatureEngine engine) {
        for (int i = 0; i < vectors.size(); i++) {
            engine.read(i, tensor);
            poolings.get(i).apply(taps.get(i).shape(), tensor, vectors.get(i));
        }
        return vectors;
    }
}
