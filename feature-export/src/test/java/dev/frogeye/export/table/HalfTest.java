package dev.frogeye.export.table;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HalfTest {
    private static final int INFINITY = 0x7c00;

    @Test
    void everyHalfIsAFloatAndItselfAgain() {
        for (int bits = 0; bits < 1 << 16; bits++) {
            float value = Half.toFloat((short) bits);
            // What is not a number is quiet afterwards, as everywhere.
            assertThat(Half.of(value)).isEqualTo((short) (Float.isNaN(value) ? bits | 0x200 : bits));
            assertThat(Float.compare(Half.round(value), value)).isZero();
        }
    }

    @Test
    void theValuesAreThoseOfTheStandard() {
        assertThat(Half.toFloat((short) 0x3c00)).isEqualTo(1);
        assertThat(Half.toFloat((short) 0xc000)).isEqualTo(-2);
        assertThat(Half.toFloat((short) 0x7bff)).isEqualTo(Half.LARGEST);
        assertThat(Half.toFloat((short) 0x0400)).isEqualTo(0x1p-14f);
        assertThat(Half.toFloat((short) 0x0001)).isEqualTo(0x1p-24f);
        assertThat(Half.toFloat((short) 0x3555)).isEqualTo(0.33325195f);
        assertThat(Half.toFloat((short) INFINITY)).isEqualTo(Float.POSITIVE_INFINITY);
        assertThat(Half.toFloat((short) 0x7e00)).isNaN();
    }

    /** Between any two neighbours, those below the smallest normal value too, and beyond the last. */
    @Test
    void theNearestIsTakenAndTheEvenOneOfTwo() {
        for (int bits = 0; bits < INFINITY; bits++) {
            double below = Half.toFloat((short) bits);
            double above = bits + 1 == INFINITY ? 65536 : Half.toFloat((short) (bits + 1));
            float middle = (float) ((below + above) / 2);
            int even = bits % 2 == 0 ? bits : bits + 1;
            assertThat(Half.of(middle)).isEqualTo((short) even);
            assertThat(Half.of(Math.nextDown(middle))).isEqualTo((short) bits);
            assertThat(Half.of(Math.nextUp(middle))).isEqualTo((short) (bits + 1));
            assertThat(Half.of(-middle)).isEqualTo((short) (even | 0x8000));
        }
    }

    @Test
    void extremesAreKeptApart() {
        assertThat(Half.of(Float.MIN_VALUE)).isZero();
        assertThat(Half.of(-0f)).isEqualTo((short) 0x8000);
        assertThat(Half.of(Float.MAX_VALUE)).isEqualTo((short) INFINITY);
        assertThat(Half.of(Float.NEGATIVE_INFINITY)).isEqualTo((short) 0xfc00);
        assertThat(Half.round(Float.NaN)).isNaN();
        assertThat(Half.round(Float.intBitsToFloat(0x7f800001))).isNaN();
    }

    @Test
    void onlyAFiniteValueOverflows() {
        assertThat(Half.overflows(65519.996f)).isFalse();
        assertThat(Half.overflows(65520)).isTrue();
        assertThat(Half.overflows(-1e30f)).isTrue();
        assertThat(Half.overflows(Float.POSITIVE_INFINITY)).isFalse();
        assertThat(Half.overflows(Float.NaN)).isFalse();
    }
}
