package dev.frogeye.ingest;

/**
 * How stored pixels lie on the screen: one of the four quarter turns, mirrored or not. In the terms of a container's
 * display matrix, stored pixel {@code (x, y)} appears at {@code (xToX * x + yToX * y, xToY * x + yToY * y)}, moved so that
 * the picture starts at (0, 0).
 */
record Orientation(int xToX, int xToY, int yToX, int yToY) {
    static final Orientation UPRIGHT = new Orientation(1, 0, 0, 1);

    private static final System.Logger LOGGER = System.getLogger(Orientation.class.getName());

    /** From the nine values of a display matrix; angles between quarter turns are left as they are stored. */
    static Orientation ofDisplayMatrix(int[] matrix) {
        Orientation read = new Orientation(
                Integer.signum(matrix[0]),
                Integer.signum(matrix[1]),
                Integer.signum(matrix[3]),
                Integer.signum(matrix[4]));
        boolean isStraight = read.xToY == 0 && read.yToX == 0 && read.xToX != 0 && read.yToY != 0;
        boolean isTurned = read.xToX == 0 && read.yToY == 0 && read.xToY != 0 && read.yToX != 0;
        if (isStraight || isTurned) {
            return read;
        }
        LOGGER.log(System.Logger.Level.WARNING, "ignored a display matrix that is not a quarter turn");
        return UPRIGHT;
    }

    boolean isUpright() {
        return equals(UPRIGHT);
    }

    /** Whether rows become columns. */
    boolean swapsSides() {
        return xToX == 0;
    }

    /** Degrees clockwise, a mirrored picture counted as its unmirrored twin turned the same way. */
    int degrees() {
        if (swapsSides()) {
            return xToY > 0 ? 90 : 270;
        }
        return xToX < 0 && yToY < 0 ? 180 : 0;
    }

    /**
     * Copies a picture and turns it upright.
     *
     * @param from stored picture, packed RGB, {@code width * height} pixels
     * @param to where the upright picture goes, packed RGB; another array than {@code from}
     */
    void apply(byte[] from, int width, int height, byte[] to) {
        int outWidth = swapsSides() ? height : width;
        // The address of a stored pixel's place is linear in x and y, so is walked by steps.
        int stepX = 3 * (xToX + xToY * outWidth);
        int stepY = 3 * (yToX + yToY * outWidth);
        int origin = 0;
        origin -= Math.min(0, stepX) * (width - 1);
        origin -= Math.min(0, stepY) * (height - 1);
        int source = 0;
        for (int y = 0; y < height; y++) {
            int target = origin + y * stepY;
            for (int x = 0; x < width; x++) {
                to[target] = from[source];
                to[target + 1] = from[source + 1];
                to[target + 2] = from[source + 2];
                source += 3;
                target += stepX;
            }
        }
    }
}
