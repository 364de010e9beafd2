package dev.frogeye.export.table;

import dev.frogeye.encoder.Shape;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * One vector column of a feature table.
 *
 * @param name column name: ASCII letters, digits and underscores
 * @param layer what was asked for: a layer's name or {@code @output}, {@code @penultimate}
 * @param tensor name of the tensor that it stands for
 * @param shape extent of the vector, stored channels-last; a vector of n values is {@code 1x1xn}
 */
public record FeatureColumn(String name, String layer, String tensor, Shape shape) {
    private static final String SINGLE = "feature";

    public FeatureColumn {
        if (!name.matches("[A-Za-z0-9_]+")) {
            throw new IllegalArgumentException("column name '" + name + "' may hold ASCII letters, digits and _ only");
        }
    }

    /** Number of values in the vector. */
    public int size() {
        return shape.size();
    }

    /**
     * Column names for these layers, in their order: {@code feature} for a single one, {@code feature_<layer>} each for
     * several. What is neither an ASCII letter nor a digit becomes an underscore. Names that would then be equal, upper
     * and lower case taken as the same because SQL does, get {@code _2}, {@code _3} and so on.
     */
    public static List<String> names(List<String> layers) {
        if (layers.size() == 1) {
            return List.of(SINGLE);
        }
        List<String> names = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        for (String layer : layers) {
            String stem = SINGLE + "_" + layer.replaceAll("[^A-Za-z0-9]+", "_").replaceAll("^_+|_+$", "");
            String name = stem;
            for (int i = 2; !taken.add(name.toLowerCase(Locale.ROOT)); i++) {
                name = stem + "_" + i;
            }
            names.add(name);
        }
        return names;
    }
}
