package dev.frogeye.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** What all encoders promise. */
class EncoderTest {
    private static final Shape SHAPE = Clip.SHAPE;
    private static final float[] THRESHOLD = {0.02f, 0.05f, 0.1f};

    private final Spikes spikes = new Spikes(SHAPE);

    @ParameterizedTest
    @EnumSource
    void firstFrameIsSentWholeAndExactly(EncoderKind kind) {
        float[] frame = Clip.of(1, 1)[0];
        Encoder encoder = Encoder.of(kind, SHAPE, THRESHOLD);

        encoder.encode(frame, spikes);

        assertThat(encoder.sent()).isEqualTo(frame);
        assertThat(accumulate(new float[SHAPE.size()])).isEqualTo(frame);
        int nonZero = 0;
        for (float value : frame) {
            nonZero += value != 0 ? 1 : 0;
        }
        assertThat(spikes.count()).isEqualTo(nonZero).isLessThan(SHAPE.size());
    }

    @ParameterizedTest
    @EnumSource
    void stillInputIsSilent(EncoderKind kind) {
        float[][] clip = Clip.of(2, 12);
        Encoder encoder = Encoder.of(kind, SHAPE, THRESHOLD);
        for (float[] frame : clip) {
            encoder.encode(frame, spikes);
        }
        for (int i = 0; i < 3; i++) {
            encoder.encode(clip[11].clone(), spikes);
            assertThat(spikes.isEmpty()).isTrue();
            assertWellFormed();
        }
    }

    @ParameterizedTest
    @EnumSource
    void spikesAreWellFormedAndAddUpToWhatWasSent(EncoderKind kind) {
        Encoder encoder = Encoder.of(kind, SHAPE, THRESHOLD);
        float[] received = new float[SHAPE.size()];
        long total = 0;
        for (float[] frame : Clip.of(3, 200)) {
            encoder.encode(frame, spikes);
            assertWellFormed();
            accumulate(received);
            assertThat(received).containsExactly(encoder.sent(), within(1e-5f));
            total += spikes.count();
        }
        assertThat(total).isBetween(3_000L, 200L * SHAPE.size() / 2);
    }

    @ParameterizedTest
    @EnumSource
    void thresholdZeroReproducesTheFrames(EncoderKind kind) {
        Encoder encoder = Encoder.of(kind, SHAPE, 0, 0, 0);
        float[][] clip = Clip.of(4, 100);
        for (int t = 0; t < clip.length; t++) {
            encoder.encode(clip[t], spikes);
            assertThat(encoder.sent()).isEqualTo(clip[t]);
            assertThat(spikes.count()).isEqualTo(changes(clip, t));
        }
    }

    @ParameterizedTest
    @EnumSource
    void thresholdZeroSendsTheSmallestChange(EncoderKind kind) {
        Encoder encoder = Encoder.of(kind, new Shape(1, 2, 1), 0);
        float[] frame = {0.5f, 0};
        encoder.encode(frame, spikes);
        frame[0] = Math.nextUp(frame[0]);
        frame[1] = Float.MIN_VALUE;
        encoder.encode(frame, spikes);
        assertThat(spikes.count()).isEqualTo(2);
        assertThat(encoder.sent()).isEqualTo(frame);
    }

    @ParameterizedTest
    @EnumSource
    void resetAndReplayIsBitIdentical(EncoderKind kind) {
        float[][] clip = Clip.of(5, 40);
        Encoder encoder = Encoder.of(kind, SHAPE, THRESHOLD);
        int first = hash(encoder, clip);
        encoder.reset();
        assertThat(encoder.sent()).containsOnly(0);
        int second = hash(encoder, clip);
        int fresh = hash(Encoder.of(kind, SHAPE, THRESHOLD), clip);
        assertThat(second).isEqualTo(first).isEqualTo(fresh);
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "FRAME_DIFFERENCE")
    void slowFadeArrives(EncoderKind kind) {
        assertThat(sentAfterFade(kind)).isCloseTo(0.7f, within(0.17f));
    }

    @Test
    void slowFadeIsLostToFrameDifference() {
        assertThat(sentAfterFade(EncoderKind.FRAME_DIFFERENCE)).isEqualTo(0.2f);
    }

    @ParameterizedTest
    @EnumSource
    void frameIsNeitherKeptNorModified(EncoderKind kind) {
        float[][] clip = Clip.of(6, 20);
        Encoder copying = Encoder.of(kind, SHAPE, THRESHOLD);
        Encoder reusing = Encoder.of(kind, SHAPE, THRESHOLD);
        float[] buffer = new float[SHAPE.size()];
        for (float[] frame : clip) {
            System.arraycopy(frame, 0, buffer, 0, buffer.length);
            reusing.encode(buffer, spikes);
            assertThat(buffer).isEqualTo(frame);
            copying.encode(frame.clone(), spikes);
            assertThat(reusing.sent()).isEqualTo(copying.sent());
        }
    }

    @ParameterizedTest
    @EnumSource
    void badArgumentsAreNamed(EncoderKind kind) {
        assertThatThrownBy(() -> Encoder.of(kind, SHAPE, 0.1f))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("need a threshold for each of 3 channels, got 1");
        assertThatThrownBy(() -> Encoder.of(kind, SHAPE, 0.1f, -1, 0.1f)).hasMessageContaining("was -1.0");
        assertThatThrownBy(() -> Encoder.of(kind, SHAPE, 0.1f, Float.NaN, 0.1f)).hasMessageContaining("was NaN");
        assertThatThrownBy(() -> Encoder.of(kind, SHAPE, THRESHOLD).encode(new float[5], spikes))
                .hasMessage("a frame of 7x11x3 has 231 values, got 5");
    }

    private float sentAfterFade(EncoderKind kind) {
        Encoder encoder = Encoder.of(kind, SHAPE, THRESHOLD);
        for (float[] frame : Clip.fade(501, 0.001f)) {
            encoder.encode(frame, spikes);
        }
        return encoder.sent()[0];
    }

    private float[] accumulate(float[] received) {
        for (int pixel = 0; pixel < SHAPE.pixels(); pixel++) {
            int row = pixel / SHAPE.width() * SHAPE.rowSize();
            for (int s = spikes.pixelStart()[pixel]; s < spikes.pixelStart()[pixel + 1]; s++) {
                received[row + spikes.position()[s]] += spikes.value()[s];
            }
        }
        return received;
    }

    private void assertWellFormed() {
        int[] start = spikes.pixelStart();
        assertThat(start[0]).isZero();
        assertThat(start[SHAPE.pixels()]).isEqualTo(spikes.count());
        for (int pixel = 0; pixel < SHAPE.pixels(); pixel++) {
            assertThat(start[pixel]).isLessThanOrEqualTo(start[pixel + 1]);
            int low = pixel % SHAPE.width() * SHAPE.channels();
            for (int s = start[pixel]; s < start[pixel + 1]; s++) {
                assertThat(spikes.position()[s]).isBetween(low, low + SHAPE.channels() - 1);
                assertThat(spikes.value()[s]).isNotZero();
                low = spikes.position()[s] + 1;
            }
        }
    }

    private static int changes(float[][] clip, int t) {
        int changes = 0;
        for (int i = 0; i < SHAPE.size(); i++) {
            changes += clip[t][i] != (t == 0 ? 0 : clip[t - 1][i]) ? 1 : 0;
        }
        return changes;
    }

    private int hash(Encoder encoder, float[][] clip) {
        int hash = 1;
        for (float[] frame : clip) {
            encoder.encode(frame, spikes);
            hash = 31 * hash + Arrays.hashCode(Arrays.copyOf(spikes.pixelStart(), SHAPE.pixels() + 1));
            hash = 31 * hash + Arrays.hashCode(Arrays.copyOf(spikes.position(), spikes.count()));
            hash = 31 * hash + Arrays.hashCode(Arrays.copyOf(spikes.value(), spikes.count()));
            hash = 31 * hash + Arrays.hashCode(encoder.sent());
        }
        return hash;
    }
}
