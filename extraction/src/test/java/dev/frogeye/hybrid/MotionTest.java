package dev.frogeye.hybrid;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frogeye.encoder.Shape;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MotionTest {
    private static final Shape SHAPE = new Shape(10, 7, 3);

    @Test
    void theFirstFrameIsAllNew() {
        assertThat(new Motion(SHAPE, new float[3]).next(new float[SHAPE.size()]))
                .isOne();
    }

    @Test
    void aStillFrameHasNoMotion() {
        Motion motion = new Motion(SHAPE, new float[3]);
        float[] frame = random(1);
        motion.next(frame);
        assertThat(motion.next(frame.clone())).isZero();
    }

    @Test
    void theShareOfValuesThatMovedByTheThresholdOfTheirChannelIsCounted() {
        Motion motion = new Motion(SHAPE, new float[] {1, 2, 3});
        float[] frame = new float[SHAPE.size()];
        motion.next(frame);
        for (int i = 0; i < frame.length; i++) {
            frame[i] = -2;
        }
        assertThat(motion.next(frame)).isEqualTo(2 / 3.0);
    }

    @Test
    void withoutAThresholdTheSmallestChangeCounts() {
        Motion motion = new Motion(SHAPE, new float[3]);
        float[] frame = random(2);
        motion.next(frame);
        for (int i = 0; i < frame.length; i++) {
            frame[i] = Math.nextUp(frame[i]);
        }
        assertThat(motion.next(frame)).isOne();
    }

    @Test
    void onAverageTheSampleIsTheWhole() {
        Motion motion = new Motion(new Shape(200, 200, 3), new float[3]);
        float[] frame = new float[200 * 200 * 3];
        motion.next(frame);
        Random random = new Random(3);
        for (int i = 0; i < frame.length; i++) {
            frame[i] = random.nextInt(10) == 0 ? 1 : 0;
        }
        assertThat(motion.next(frame)).isBetween(0.09, 0.11);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 9})
    void anyHeightHasARowToLookAt(int height) {
        Motion motion = new Motion(new Shape(height, 2, 3), new float[3]);
        float[] frame = new float[height * 6];
        motion.next(frame);
        Arrays.fill(frame, 1);
        assertThat(motion.next(frame)).isOne();
    }

    @Test
    void aFrameKeptIsTheOneBefore() {
        Motion motion = new Motion(SHAPE, new float[3]);
        motion.next(random(1));
        motion.keep(random(2));
        assertThat(motion.next(random(2))).isZero();
        motion.reset();
        assertThat(motion.next(random(2))).isOne();
    }

    private static float[] random(int seed) {
        Random random = new Random(seed);
        float[] values = new float[SHAPE.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat();
        }
        return values;
    }
}
