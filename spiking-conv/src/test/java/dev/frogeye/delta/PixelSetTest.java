package dev.frogeye.delta;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against {@link BitSet}, at sizes around the words. */
class PixelSetTest {
    private final Random random = new Random(3);

    @ParameterizedTest
    @ValueSource(ints = {1, 63, 64, 65, 127, 128, 200, 1000})
    void rangesAreFoundAgain(int pixels) {
        for (int round = 0; round < 50; round++) {
            PixelSet set = new PixelSet(pixels);
            BitSet expected = new BitSet();
            for (int i = 0; i < 3; i++) {
                int from = random.nextInt(pixels);
                int end = from + random.nextInt(pixels - from + 1);
                set.addRange(from, end);
                expected.set(from, end);
                int single = random.nextInt(pixels);
                set.add(single);
                expected.set(single);
            }
            assertSame(set, expected, pixels);
            PixelSet other = new PixelSet(pixels);
            other.add(pixels - 1);
            other.addAll(set);
            expected.set(pixels - 1);
            assertSame(other, expected, pixels);
        }
        PixelSet all = new PixelSet(pixels);
        all.addAll();
        assertThat(all.count()).isEqualTo(pixels);
        assertThat(all.nextAbsent(0, pixels)).isEqualTo(pixels);
        all.clear();
        assertThat(all.isEmpty()).isTrue();
    }

    private void assertSame(PixelSet set, BitSet expected, int pixels) {
        assertThat(set.count()).isEqualTo(expected.cardinality());
        for (int pixel = 0; pixel < pixels; pixel++) {
            assertThat(set.contains(pixel)).isEqualTo(expected.get(pixel));
            assertThat(set.next(pixel)).isEqualTo(expected.nextSetBit(pixel));
            int end = pixel + 1 + random.nextInt(pixels - pixel);
            int next = expected.nextSetBit(pixel);
            assertThat(set.next(pixel, end)).isEqualTo(next < end ? next : -1);
            assertThat(set.nextAbsent(pixel, end)).isEqualTo(Math.min(end, expected.nextClearBit(pixel)));
        }
    }
}
