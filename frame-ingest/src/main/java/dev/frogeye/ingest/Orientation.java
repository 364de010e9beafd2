package dev.frogeye.ingest;

import java.util.Optional;

/**
 * How stored pixels lie on the screen: one of the four quarter turns, mirrored or not. In the terms of a container's
 * display matrix, stored pixel {@code (x, y)} appears at {@code (xToX * x + yToX * y, xToY * x + yToY * y)}, moved so that
 * the picture starts at (0, 0).
 */
record Orientation(int xToX, int xToY, int yToX, int yToY) {
    static final Orientation UPRIGHT = new Orientation(1, 0, 0, 1);

    /** FFmpeg's own tools round the angle to a degree: what is nearer than this to a quarter turn is one. */
    private static final double ROUNDED = Math.tan(Math.toRadians(0.5));

    /** From the nine values of a display matrix; nothing for angles between quarter turns. */
    static Optional<Orientation> ofDisplayMatrix(int[] matrix) {
        int xToX = matrix[0];
        int xToY = matrix[1];
        int yToX = matrix[3];
        int yToY = matrix[4];
        if (isNothing(xToY, xToX) && isNothing(yToX, yToY)) {
            return Optional.of(new Orientation(Integer.signum(xToX), 0, 0, Integer.signum(yToY)));
        }
        if (isNothing(xToX, xToY) && isNothing(yToY, yToX)) {
            return Optional.of(new Orientation(0, Integer.signum(xToY), Integer.signum(yToX), 0));
        }
        return Optional.empty();
    }

    private static boolean isNothing(int value, int beside) {
        return Math.abs((double) value) < ROUNDED * Math.abs((double) beside);
    }

    /** What a display matrix turns by, in words. */
    static String degreesOf(int[] matrix) {
        long degrees = Math.round(Math.toDegrees(Math.atan2(matrix[1], matrix[0])));
        return Math.floorMod(degrees, 360L) + " degrees";
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
