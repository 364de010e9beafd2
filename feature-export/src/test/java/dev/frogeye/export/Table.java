package dev.frogeye.export;

import dev.frogeye.encoder.Shape;
import dev.frogeye.engine.FrameCost;
import dev.frogeye.export.table.FeatureColumn;
import dev.frogeye.export.table.FeatureRow;
import dev.frogeye.export.table.FeatureSink;
import dev.frogeye.export.table.FeatureTable;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** A made-up feature table: what row {@code i} holds follows from {@code i} alone. */
public record Table(FeatureTable schema, String videoId) {
    public static final long DENSE_MACS = 5_000_000_000L;

    public static Table of(String videoId, int... sizes) {
        List<String> layers =
                IntStream.range(0, sizes.length).mapToObj(i -> "layer/" + i).toList();
        List<String> names = FeatureColumn.names(layers);
        List<FeatureColumn> columns = IntStream.range(0, sizes.length)
                .mapToObj(i -> new FeatureColumn(names.get(i), layers.get(i), "tensor" + i, new Shape(1, 1, sizes[i])))
                .toList();
        return new Table(
                new FeatureTable(columns, Map.of("frogeye.version", "1.2.3", "frogeye.video.fps", "29.97")), videoId);
    }

    public void write(FeatureSink sink, int rows) throws IOException {
        FeatureRow row = new FeatureRow(videoId, schema);
        FrameCost cost = new FrameCost();
        for (int i = 0; i < rows; i++) {
            cost.begin(i % 100 == 0);
            cost.setChangeRatio(changeRatio(i));
            cost.addSpikes(i * 3L);
            cost.addMacs(i * 1_000_000_000L);
            for (int column = 0; column < schema.features().size(); column++) {
                fill(i, column, row.feature(column));
            }
            row.set(i * 2L, i * 33_333L, cost, DENSE_MACS);
            sink.write(row);
        }
    }

    public static double changeRatio(int row) {
        return (row % 7) / 7.0;
    }

    public float[] vector(int row, int column) {
        float[] values = new float[schema.features().get(column).size()];
        fill(row, column, values);
        return values;
    }

    private static void fill(int row, int column, float[] values) {
        Random random = new Random(row * 31L + column);
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
    }
}
