package dev.frogeye.export.table;

/**
 * IEEE 754 half precision: 11 significant bits, largest value {@value #LARGEST}, normal from 2^-14 on, smallest step
 * 2^-24. Java has conversions from version 20 on.
 */
public final class Half {
    /** Largest finite value. */
    static final float LARGEST = 65504;

    /** Halfway to the next value there would be, which is what becomes infinite. */
    private static final int OVERFLOW = 0x477ff000;

    private static final int INFINITY = 0x7f800000;
    private static final int SMALLEST_NORMAL = 0x38800000;

    /** Half the smallest step, which is rounded to zero, the even one of its neighbours. */
    private static final int UNDERFLOW = 0x33000000;

    private Half() {}

    /** The bits of the half nearest to a value, the even one of two; what is not a number stays so. */
    public static short of(float value) {
        int bits = Float.floatToRawIntBits(value);
        int sign = bits >>> 16 & 0x8000;
        int magnitude = bits & 0x7fffffff;
        return (short) (sign | ofMagnitude(magnitude));
    }

    private static int ofMagnitude(int bits) {
        if (bits > INFINITY) {
            return 0x7e00 | bits >>> 13 & 0x3ff;
        }
        if (bits >= OVERFLOW) {
            return 0x7c00;
        }
        if (bits >= SMALLEST_NORMAL) {
            // A carry out of the significand is the next exponent, as it has to be.
            return bits - 0x38000000 + 0xfff + (bits >>> 13 & 1) >>> 13;
        }
        if (bits <= UNDERFLOW) {
            return 0;
        }
        int significand = bits & 0x7fffff | 0x800000;
        int shift = 126 - (bits >>> 23);
        int kept = significand >>> shift;
        int rest = significand & (1 << shift) - 1;
        int half = 1 << shift - 1;
        return rest > half || rest == half && (kept & 1) == 1 ? kept + 1 : kept;
    }

    /** The value of a half, exactly. */
    public static float toFloat(short half) {
        int sign = (half & 0x8000) << 16;
        int exponent = half >>> 10 & 0x1f;
        int fraction = half & 0x3ff;
        if (exponent == 0x1f) {
            return Float.intBitsToFloat(sign | INFINITY | fraction << 13);
        }
        if (exponent == 0) {
            float value = fraction * 0x1p-24f;
            return sign == 0 ? value : -value;
        }
        return Float.intBitsToFloat(sign | (exponent + 112) << 23 | fraction << 13);
    }

    /** The value nearest to this one that a half can have. */
    public static float round(float value) {
        return toFloat(of(value));
    }

    /** Whether a finite value becomes infinite. */
    static boolean overflows(float value) {
        int magnitude = Float.floatToRawIntBits(value) & 0x7fffffff;
        return magnitude >= OVERFLOW && magnitude < INFINITY;
    }
}
