package dev.frogeye.export.table;

import java.util.Optional;

/**
 * Looks for values that a table cannot hold and that are stored as infinite: those beyond 65504 in one of
 * {@link VectorType#FLOAT16}. Not thread-safe.
 */
public final class OverflowWatch {
    private final FeatureTable table;
    private long values;
    private float largest;
    private String column = "";

    /** Watches rows of this table. */
    public OverflowWatch(FeatureTable table) {
        this.table = table;
    }

    /** Looks at a row. */
    public void see(FeatureRow row) {
        if (table.elements() == VectorType.FLOAT16) {
            for (int i = 0; i < table.features().size(); i++) {
                see(i, row.feature(i));
            }
        }
    }

    private void see(int index, float[] vector) {
        for (float value : vector) {
            if (Half.overflows(value)) {
                values++;
                if (Math.abs(value) > largest) {
                    largest = Math.abs(value);
                    column = table.features().get(index).name();
                }
            }
        }
    }

    /** What to tell the user, one line without the name of the table; empty where every value had its place. */
    public Optional<String> warning() {
        return values == 0
                ? Optional.empty()
                : Optional.of(values + (values == 1 ? " value is" : " values are") + " beyond what float16 holds ("
                        + Half.LARGEST + "; the largest, in " + column + ", is " + largest
                        + ") and stored as infinite; use float32, or --normalize l2");
    }
}
