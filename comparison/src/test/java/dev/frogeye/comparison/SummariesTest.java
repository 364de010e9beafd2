package dev.frogeye.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The figures that many frames are summed up in. */
class SummariesTest {
    @Test
    void percentilesAreTimesThatWereMeasured() {
        double[] ms = IntStream.rangeClosed(1, 100).mapToDouble(i -> 101 - i).toArray();
        Timing timing = Timing.of(ms);
        assertThat(timing).isEqualTo(new Timing(50.5, 50, 95, 99, 100));
        assertThat(Timing.of(new double[] {7})).isEqualTo(new Timing(7, 7, 7, 7, 1));
    }

    @Test
    void theTimeOfAFrameIsTheMedianOfItsPasses() {
        Times times = new Times();
        for (double factor : new double[] {1, 100, 3}) {
            times.beginPass();
            for (int i = 0; i < 200; i++) {
                times.add(factor * i);
            }
        }
        assertThat(times.of(10)).isEqualTo(30);
        assertThat(times.timing().samples()).isEqualTo(600);
        assertThat(times.timing().meanMs()).isCloseTo(99.5 * 104 / 3, within(1e-9));
        BitSet computed = new BitSet();
        computed.set(0);
        computed.set(100);
        assertThat(times.meanOf(computed)).isCloseTo(100 * 104 / 600.0, within(1e-9));
    }

    @Test
    void distancesOfKnownVectors() {
        Distance distance = Distance.between(new float[] {3, 0}, new float[] {3, 4});
        assertThat(distance.cosine()).isCloseTo(0.6, within(1e-12));
        assertThat(distance.relativeL2()).isCloseTo(0.8, within(1e-12));
        assertThat(distance.maxAbs()).isEqualTo(4);
        assertThat(Distance.between(new float[2], new float[2])).isEqualTo(new Distance(1, 0, 0, 0));
        assertThat(Distance.between(new float[] {1}, new float[] {Float.NaN}).relativeL2())
                .isNaN();
    }

    @Test
    void evenlySpreadThingsAreKeptHoweverManyThereAre() {
        for (int count : new int[] {0, 1, 5, 8, 9, 100, 1000}) {
            Evenly<Integer> evenly = new Evenly<>(8);
            for (int i = 0; i < count; i++) {
                int number = i;
                evenly.offer(() -> number);
            }
            List<Integer> kept = evenly.kept();
            assertThat(kept).hasSizeBetween(Math.min(count, 4), 8);
            for (int i = 0; i < kept.size(); i++) {
                assertThat(kept.get(i)).isEqualTo(i * (kept.size() > 1 ? kept.get(1) : 1));
            }
        }
    }

    @Test
    void neighboursAreTheSameForEqualFeaturesAndByChanceForOthers() {
        Random random = new Random(4);
        List<float[]> features = vectors(200, random);
        assertThat(Neighbours.overlap(features, features)).isEqualTo(1);
        assertThat(Neighbours.overlap(features, vectors(200, random))).isCloseTo(10 / 199.0, within(0.03));
        assertThat(Neighbours.overlap(features.subList(0, 11), features.subList(0, 11)))
                .isNaN();
    }

    @Test
    void lengthDoesNotChangeNeighbours() {
        List<float[]> features = vectors(30, new Random(5));
        List<float[]> longer = new ArrayList<>();
        for (int i = 0; i < features.size(); i++) {
            float[] scaled = features.get(i).clone();
            for (int j = 0; j < scaled.length; j++) {
                scaled[j] *= i + 1;
            }
            longer.add(scaled);
        }
        assertThat(Neighbours.overlap(features, longer)).isEqualTo(1);
    }

    @Test
    void classesAgreeByTheirOrder() {
        Classes classes = new Classes();
        float[] reference = {0, 1, 2, 3, 4, 5, 6};
        classes.add(new float[] {0, 1, 2, 3, 4, 5, 6}, reference);
        classes.add(new float[] {0, 1, 2, 3, 4, 7, 6}, reference);
        classes.add(new float[] {7, 7, 7, 7, 7, 0, 6}, reference);
        classes.add(new float[7], reference);
        assertThat(classes.top1()).isEqualTo(0.25);
        assertThat(classes.top5()).isEqualTo(0.5);
    }

    @Test
    void jitterIsThatOfTheFramesBetweenWhichLeastMoves() {
        List<FrameResult> frames = List.of(
                frame(0, Double.NaN), frame(5, 0.5), frame(0.1, 0.9), frame(4, 0.4), frame(0.2, 0.8), frame(3, 0.1));
        assertThat(Jitter.cosine(frames)).isCloseTo(0.85, within(1e-12));
        assertThat(Jitter.cosine(frames.subList(0, 1))).isEqualTo(1);
    }

    private static FrameResult frame(double inputChange, double neighbourCosine) {
        return new FrameResult(
                0,
                0,
                false,
                false,
                0,
                0,
                Operations.NONE,
                Map.of(),
                new Distance(1, 0, 0, 0),
                0,
                inputChange,
                neighbourCosine);
    }

    private static List<float[]> vectors(int count, Random random) {
        List<float[]> vectors = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            float[] vector = new float[16];
            for (int j = 0; j < vector.length; j++) {
                vector[j] = (float) random.nextGaussian();
            }
            vectors.add(vector);
        }
        return vectors;
    }
}
