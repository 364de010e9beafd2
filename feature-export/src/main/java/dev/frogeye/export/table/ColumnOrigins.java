package dev.frogeye.export.table;

import dev.frogeye.encoder.Shape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the metadata of a table say of its vector columns. */
public final class ColumnOrigins {
    private static final String PREFIX = "frogeye.";
    private static final Pattern SHAPE = Pattern.compile("(\\d{1,9})x(\\d{1,9})x(\\d{1,9})");

    private final Map<String, String> metadata;

    public ColumnOrigins(Map<String, String> metadata) {
        this.metadata = metadata;
    }

    /** Those of the metadata that are ours: what other programs keep there is of their file. */
    public static Map<String, String> own(Map<String, String> all) {
        Map<String, String> own = new LinkedHashMap<>();
        all.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(PREFIX))
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> own.put(entry.getKey(), entry.getValue()));
        return own;
    }

    /** How long the vectors of a column are. */
    public OptionalInt size(String name) {
        Optional<Shape> shape = shape(name);
        return shape.isPresent() ? OptionalInt.of(shape.get().size()) : OptionalInt.empty();
    }

    private Optional<Shape> shape(String name) {
        Matcher shape = SHAPE.matcher(metadata.getOrDefault(PREFIX + name + ".shape", ""));
        try {
            return shape.matches()
                    ? Optional.of(new Shape(
                            Integer.parseInt(shape.group(1)),
                            Integer.parseInt(shape.group(2)),
                            Integer.parseInt(shape.group(3))))
                    : Optional.empty();
        } catch (IllegalArgumentException | ArithmeticException e) {
            return Optional.empty(); // not what we write
        }
    }

    /** A table of these columns; sizes where the metadata do not fit win. */
    public FeatureTable table(Path file, Map<String, Integer> sizes, VectorType elements) throws TableException {
        String[] layers = metadata.getOrDefault(PREFIX + "layer", "").split(",");
        List<FeatureColumn> columns = new ArrayList<>();
        try {
            for (Map.Entry<String, Integer> column : sizes.entrySet()) {
                String name = column.getKey();
                // A layer's name may have commas itself.
                String layer = layers.length == sizes.size() ? layers[columns.size()] : name;
                int size = column.getValue();
                Shape shape = shape(name).filter(known -> known.size() == size).orElse(new Shape(1, 1, size));
                String tensor = metadata.getOrDefault(PREFIX + name + ".tensor", layer);
                columns.add(new FeatureColumn(name, layer.isEmpty() ? name : layer, tensor, shape));
            }
            return new FeatureTable(columns, metadata, elements);
        } catch (IllegalArgumentException e) {
            throw new TableException(file, "is no table that Frogeye wrote: " + e.getMessage(), e);
        }
    }
}
