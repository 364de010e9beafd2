package dev.frogeye.ingest;

/** The horizontal pass of a resize: one row of RGB bytes to whole levels, in fixed point. All kinds give the same bits. */
sealed interface RowFilter permits ScalarRowFilter, VectorRowFilter {
    int CHANNELS = 3;
    int MAX_LEVEL = 255;

    /** Half a level: added to a sum before its fraction bits are cut off. */
    int HALF = 1 << (ResizeAxis.PRECISION_BITS - 1);

    /** The vector filter where the JVM has the Vector API and the CPU registers for it, else the plain one. */
    static RowFilter of(ResizeAxis axis) {
        boolean vectorModule =
                ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
        return vectorModule && VectorRowFilter.isFast() ? new VectorRowFilter(axis) : new ScalarRowFilter(axis);
    }

    /** Length of a row of levels: three for each output, and what the filter may write beyond them. */
    int rowLength();

    /**
     * Filters one row.
     *
     * @param rgb the picture
     * @param rowStart offset of the row's first pixel
     * @param row receives the levels, channels innermost; of {@link #rowLength()}
     */
    void apply(byte[] rgb, int rowStart, int[] row);
}
