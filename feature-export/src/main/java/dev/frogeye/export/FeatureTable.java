package dev.frogeye.export;

import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What a feature table holds beside its rows.
 *
 * @param features the vector columns, at least one, in their order
 * @param metadata how the table came about, {@code frogeye.*} keys; formats that have no place for it leave it out
 */
public record FeatureTable(List<FeatureColumn> features, Map<String, String> metadata) {
    public FeatureTable {
        features = List.copyOf(features);
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
        if (features.isEmpty()) {
            throw new IllegalArgumentException("a feature table needs at least one vector column");
        }
        Set<String> names = new HashSet<>();
        for (FeatureColumn feature : features) {
            if (!names.add(feature.name().toLowerCase(Locale.ROOT))) {
                throw new IllegalArgumentException("two vector columns are called '" + feature.name() + "'");
            }
        }
    }

    /** Bytes of the vectors of one row. */
    public long rowBytes() {
        return features.stream().mapToLong(FeatureColumn::size).sum() * Float.BYTES;
    }
}
