package dev.frogeye.dense;

/**
 * How real values are kept in a byte: {@code value = scale * (byte - zeroPoint)}, bytes from 0 to 255.
 *
 * @param scale above 0
 * @param zeroPoint the byte that means 0, which convolutions pad with
 */
record Affine(float scale, int zeroPoint) {
    private static final int STEPS = 255;

    /** The finest that reaches from {@code min} to {@code max}, and 0: finite values, in this order. */
    static Affine of(float min, float max) {
        float low = Math.min(min, 0);
        float high = Math.max(max, 0);
        float scale = (float) (((double) high - low) / STEPS);
        if (scale < Float.MIN_NORMAL) {
            return new Affine(1, 0);
        }
        int zeroPoint = Math.round(-low / scale);
        // The runtime leaves out a clipping only where the bytes cannot exceed its bound, not even by rounding.
        while (zeroPoint == 0 && scale * STEPS > high) {
            scale = Math.nextDown(scale);
        }
        return new Affine(scale, zeroPoint);
    }
}
