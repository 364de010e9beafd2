package dev.frogeye.export.table;

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
 * @param elements how the values of the vectors are stored
 */
public record FeatureTable(List<FeatureColumn> features, Map<String, String> metadata, VectorType elements) {
    /** Metadata key of how the values are stored. */
    static final String DTYPE = "frogeye.dtype";

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

    /** A table of single precision. */
    public FeatureTable(List<FeatureColumn> features, Map<String, String> metadata) {
        this(features, metadata, VectorType.FLOAT32);
    }

    /** The same with its values stored another way, which is in the metadata too. */
    public FeatureTable as(VectorType other) {
        Map<String, String> described = new LinkedHashMap<>(metadata);
        described.put(DTYPE, other.text());
        return new FeatureTable(features, described, other);
    }

    /** Bytes of the vectors of one row as they are stored. */
    public long rowBytes() {
        return features.stream().mapToLong(FeatureColumn::size).sum() * elements.bytes();
    }
}
