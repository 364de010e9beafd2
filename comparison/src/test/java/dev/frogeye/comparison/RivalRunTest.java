package dev.frogeye.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.frogeye.encoder.Shape;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Metrics against slow ones in two passes, and rivals against plain arithmetic on the dense features. */
class RivalRunTest {
    private static final int SIZE = 5;

    @ParameterizedTest
    @CsvSource({"2, 1", "2, 2", "2, 20", "4, 3", "4, 21", "8, 22", "16, 40", "32, 40"})
    void interpolatedFeaturesArePlainArithmetic(int every, int count) {
        float[][] dense = dense(count, 0);
        float[][] expected = new float[count][SIZE];
        for (int t = 0; t < count; t++) {
            int from = t / every * every;
            int to = Math.min(from + every, count - 1);
            float weight = from == to ? 0 : (float) (t - from) / (to - from);
            for (int i = 0; i < SIZE; i++) {
                expected[t][i] = dense[from][i] + (dense[to][i] - dense[from][i]) * weight;
            }
        }
        RecentFrames recent = new RecentFrames(every + 1, SIZE, Optional.empty());
        AgreementTally tally = new AgreementTally(SIZE, Optional.empty());
        check(InterpolatedRun.everyNth(new Rival.Linear(every), recent, tally, SIZE), recent, tally, dense, expected);
    }

    @ParameterizedTest
    @CsvSource({"2, 9", "4, 21", "8, 3", "100, 20"})
    void heldFeaturesArePlainArithmetic(int every, int count) {
        float[][] dense = dense(count, 0);
        float[][] expected = new float[count][];
        for (int t = 0; t < count; t++) {
            expected[t] = dense[t / every * every];
        }
        RecentFrames recent = new RecentFrames(2, SIZE, Optional.empty());
        AgreementTally tally = new AgreementTally(SIZE, Optional.empty());
        HeldRun run = new HeldRun(every, recent, tally, SIZE);
        check(run, recent, tally, dense, expected);
        assertThat(run.computed().cardinality()).isEqualTo((count + every - 1) / every);
    }

    private static void check(
            RivalRun run, RecentFrames recent, AgreementTally tally, float[][] dense, float[][] expected) {
        Variation variation = new Variation(SIZE);
        for (float[] frame : dense) {
            recent.add(frame, new float[0]);
            variation.add(frame);
            run.add();
        }
        run.end();
        assertThat(tally.frames()).isEqualTo(dense.length);
        Agreement agreement = tally.agreement(variation);
        assertSame(agreement.r2Centred(), slowR2(expected, dense));
        assertSame(agreement.changeCorrelation(), slowCorrelation(expected, dense));
    }

    @Test
    void metricsHoldBehindLargeOffsets() {
        float[][] dense = dense(30, 1000);
        float[][] other = dense(30, 1000);
        other[7][2] += 0.5f;
        Variation variation = new Variation(SIZE);
        AgreementTally tally = new AgreementTally(SIZE, Optional.empty());
        for (int t = 0; t < dense.length; t++) {
            tally.add(other[t], dense[t]);
            variation.add(dense[t]);
        }
        assertSame(tally.agreement(variation).r2Centred(), slowR2(other, dense));
        assertSame(tally.agreement(variation).changeCorrelation(), slowCorrelation(other, dense));
    }

    @Test
    void featuresThatDoNotVaryHaveNoR2() {
        Variation variation = new Variation(2);
        AgreementTally tally = new AgreementTally(2, Optional.empty());
        for (int t = 0; t < 3; t++) {
            variation.add(new float[] {0.1f, 3});
            tally.add(new float[] {t, 3}, new float[] {0.1f, 3});
        }
        assertThat(tally.agreement(variation).r2Centred()).isNaN();
        assertThat(tally.agreement(variation).changeCorrelation()).isNaN();
    }

    @Test
    void peaksAboveTheLevelThatMovedAreCounted() {
        Peaks peaks = new Peaks(new Shape(1, 4, 2), OptionalDouble.empty());
        float[] expected = {0.9f, 0.2f, 0, 0, 0, 0, 0, 0};
        peaks.add(new float[] {0, 0, 0, 0, 0, 0, 0.5f, 0.9f}, expected);
        peaks.add(new float[] {0, 0, 0.5f, 0, 0, 0, 0, 0}, expected);
        assertThat(peaks.result()).isEqualTo(new PeakAgreement(0.3, 2, 0.5, 2));
    }

    @Test
    void framesArePlacedWhereThePictureJumps() {
        Shape image = new Shape(8, 8, 1);
        BlockMeans blocks = new BlockMeans(image, new float[] {1});
        RecentFrames recent = new RecentFrames(Rival.MOTION_WINDOW + 1, SIZE, Optional.of(blocks));
        AgreementTally tally = new AgreementTally(SIZE, Optional.empty());
        InterpolatedRun run = InterpolatedRun.byMotion(new Rival.MotionLinear(2), recent, tally, SIZE);
        float[][] dense = dense(33, 0);
        for (int t = 0; t < dense.length; t++) {
            float[] pixels = new float[image.size()];
            Arrays.fill(pixels, t < 10 ? 0 : 100);
            recent.add(dense[t], pixels);
            run.add();
        }
        run.end();
        assertThat(run.computed().stream().toArray()).containsExactly(0, 9, 10, 16, 32);
    }

    private static void assertSame(double actual, double expected) {
        if (Double.isNaN(expected)) {
            assertThat(actual).isNaN();
        } else {
            assertThat(actual).isCloseTo(expected, within(1e-6 * Math.max(1, Math.abs(expected))));
        }
    }

    private static float[][] dense(int count, float offset) {
        Random random = new Random(5);
        float[][] dense = new float[count][SIZE];
        for (float[] frame : dense) {
            for (int i = 0; i < SIZE; i++) {
                frame[i] = offset + (float) random.nextGaussian();
            }
        }
        return dense;
    }

    private static double slowR2(float[][] features, float[][] dense) {
        double lost = 0;
        double all = 0;
        for (int i = 0; i < SIZE; i++) {
            int place = i;
            double mean = Arrays.stream(dense)
                    .mapToDouble(frame -> frame[place])
                    .average()
                    .orElseThrow();
            for (int t = 0; t < dense.length; t++) {
                lost += Math.pow((double) features[t][i] - dense[t][i], 2);
                all += Math.pow(dense[t][i] - mean, 2);
            }
        }
        return all == 0 ? Double.NaN : 1 - lost / all;
    }

    private static double slowCorrelation(float[][] features, float[][] dense) {
        double[] x = changes(features);
        double[] y = changes(dense);
        double meanX = Arrays.stream(x).average().orElse(0);
        double meanY = Arrays.stream(y).average().orElse(0);
        double xy = 0;
        double xx = 0;
        double yy = 0;
        for (int i = 0; i < x.length; i++) {
            xy += (x[i] - meanX) * (y[i] - meanY);
            xx += (x[i] - meanX) * (x[i] - meanX);
            yy += (y[i] - meanY) * (y[i] - meanY);
        }
        return xx == 0 || yy == 0 ? Double.NaN : xy / Math.sqrt(xx * yy);
    }

    private static double[] changes(float[][] frames) {
        double[] changes = new double[(frames.length - 1) * SIZE];
        for (int t = 1; t < frames.length; t++) {
            for (int i = 0; i < SIZE; i++) {
                changes[(t - 1) * SIZE + i] = (double) frames[t][i] - frames[t - 1][i];
            }
        }
        return changes;
    }
}
