package dev.frogeye.export.table;

/** What is done to a vector before it is written. */
public enum VectorNormalization {
    /** Nothing. */
    NONE,
    /** Division by the Euclidean length; a vector of zeros stays one. */
    L2;

    /** Normalises in place. */
    public void apply(float[] vector) {
        switch (this) {
            case NONE -> {}
            case L2 -> l2(vector);
        }
    }

    private static void l2(float[] vector) {
        double squares = 0;
        for (float value : vector) {
            squares += (double) value * value;
        }
        if (squares > 0) {
            double scale = 1 / Math.sqrt(squares);
            for (int i = 0; i < vector.length; i++) {
                vector[i] = (float) (vector[i] * scale);
            }
        }
    }
}
