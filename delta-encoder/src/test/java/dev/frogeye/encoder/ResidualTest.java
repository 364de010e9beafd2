package dev.frogeye.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** What each encoder with a memory promises about what it has not sent. */
class ResidualTest {
    private static final Shape SHAPE = Clip.SHAPE;
    private static final float[] THRESHOLD = {0.02f, 0.05f, 0.1f};

    private final Spikes spikes = new Spikes(SHAPE);

    @Test
    void sendOnDeltaStaysWithinTheThreshold() {
        Encoder encoder = Encoder.of(EncoderKind.SEND_ON_DELTA, SHAPE, THRESHOLD);
        for (float[] frame : Clip.of(1, 300)) {
            encoder.encode(frame, spikes);
            for (int i = 0; i < frame.length; i++) {
                assertThat(Math.abs(frame[i] - encoder.sent()[i])).isLessThan(THRESHOLD[i % 3]);
            }
        }
    }

    @Test
    void sendOnDeltaSendsADifferenceOfExactlyTheThreshold() {
        Encoder encoder = Encoder.of(EncoderKind.SEND_ON_DELTA, new Shape(1, 3, 1), 0.25f);
        encoder.encode(new float[] {1, 1, 1}, spikes);
        encoder.encode(new float[] {1.25f, 0.75f, Math.nextDown(1.25f)}, spikes);
        assertThat(encoder.sent()).containsExactly(1.25f, 0.75f, 1);
        assertThat(spikes.count()).isEqualTo(2);
        assertThat(spikes.value()).startsWith(0.25f, -0.25f);
    }

    @Test
    void herdingStaysWithinHalfTheThreshold() {
        Encoder encoder = Encoder.of(EncoderKind.HERDING, SHAPE, THRESHOLD);
        for (float[] frame : Clip.of(2, 300)) {
            encoder.encode(frame, spikes);
            for (int i = 0; i < frame.length; i++) {
                assertThat(Math.abs(frame[i] - encoder.sent()[i])).isLessThanOrEqualTo(THRESHOLD[i % 3] / 2 + 1e-6f);
            }
        }
    }

    /** {@code Q = Delta o R o Sigma}: what was sent depends on where the value is, not on how it came there. */
    @Test
    void herdingSendsIntegersThatSumToTheRoundedAccumulator() {
        int k = 32;
        Encoder encoder = Encoder.of(EncoderKind.HERDING, SHAPE, 1f / k, 1f / k, 1f / k);
        float[][] clip = Clip.of(3, 300);
        encoder.encode(clip[0], spikes);
        long[] sum = new long[SHAPE.size()];
        for (int t = 1; t < clip.length; t++) {
            encoder.encode(clip[t], spikes);
            addIntegers(sum, k);
            for (int i = 0; i < sum.length; i++) {
                assertThat(sum[i]).isEqualTo((long) Math.rint(k * ((double) clip[t][i] - clip[0][i])));
            }
        }
    }

    @Test
    void dvsStaysWithinTheThresholdOfLogIntensity() {
        float black = -2;
        float white = 2.5f;
        float[] threshold = {0.05f, 0.1f, 0.2f};
        Encoder encoder = Encoder.dvs(SHAPE, threshold, black, white);
        float[] normalised = new float[SHAPE.size()];
        for (float[] frame : Clip.of(4, 300)) {
            for (int i = 0; i < frame.length; i++) {
                normalised[i] = black + (white - black) * frame[i];
            }
            encoder.encode(normalised, spikes);
            for (int i = 0; i < frame.length; i++) {
                double residual = log(normalised[i] - black, 0.45) - log(encoder.sent()[i] - black, 0.45);
                assertThat(Math.abs(residual)).isLessThan(threshold[i % 3] + 1e-5);
            }
        }
    }

    @Test
    void dvsSendsWholeStepsOfLogIntensityAndIsLessSensitiveInTheLight() {
        float step = 0.02f;
        Encoder encoder = Encoder.of(EncoderKind.DVS, new Shape(1, 4, 1), step);
        float[] before = {0.01f, 0.8f, 0.8f, 0.3f};
        encoder.encode(before, spikes);
        encoder.encode(new float[] {0.05f, 0.84f, 0.1f, 0.9f}, spikes);

        assertThat(spikes.count()).isEqualTo(3);
        assertThat(encoder.sent()[1]).isEqualTo(0.8f);
        int[] expectedEvents = {1, 0, -7, 4};
        for (int i = 0; i < 4; i++) {
            double events = (log(encoder.sent()[i], 0.1) - log(before[i], 0.1)) / step;
            assertThat(events).isCloseTo(expectedEvents[i], within(1e-4));
        }
    }

    @Test
    void dvsRefusesWhiteThatIsNotAboveBlack() {
        assertThatThrownBy(() -> Encoder.dvs(SHAPE, THRESHOLD, 1, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("white must be above black, was 1.0 with black 1.0");
    }

    private static double log(double light, double knee) {
        return Math.signum(light) * knee * Math.log(1 + Math.abs(light) / knee);
    }

    private void addIntegers(long[] sum, int k) {
        for (int pixel = 0; pixel < SHAPE.pixels(); pixel++) {
            int row = pixel / SHAPE.width() * SHAPE.rowSize();
            for (int s = spikes.pixelStart()[pixel]; s < spikes.pixelStart()[pixel + 1]; s++) {
                float integer = spikes.value()[s] * k;
                assertThat(integer).isEqualTo((float) Math.rint(integer));
                sum[row + spikes.position()[s]] += (long) integer;
            }
        }
    }
}
