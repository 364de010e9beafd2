package dev.frogeye.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frogeye.delta.Coding;
import dev.frogeye.delta.DeltaNetwork;
import dev.frogeye.delta.Thresholds;
import dev.frogeye.engine.FrameCost;
import dev.frogeye.extraction.Profile;
import dev.frogeye.extraction.ThresholdOptions;
import dev.frogeye.extraction.ThresholdSource;
import dev.frogeye.ingest.NaturalNoise;
import dev.frogeye.ingest.Preprocessor;
import dev.frogeye.ingest.RgbFrame;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TunableNetworkTest {
    private static final int FRAMES = 12;

    /** Cost of pictures that slowly become others. */
    private static long spikes(TunableNetwork network, int from) {
        RgbFrame picture = new RgbFrame();
        RgbFrame other = new RgbFrame();
        NaturalNoise.paint(picture, 160, 120, 1);
        NaturalNoise.paint(other, 160, 120, 2);
        Preprocessor preprocessor = new Preprocessor(LiveRun.PREPROCESSING);
        float[] pixels = new float[network.inputShape().size()];
        FrameCost cost = new FrameCost();
        long spikes = 0;
        for (int frame = 0; frame < FRAMES; frame++) {
            for (int i = 0; i < 3 * 160 * 12; i++) {
                picture.rgb()[from + i] = (byte) ((picture.rgb()[from + i] & 0xff)
                        + ((other.rgb()[i] & 0xff) - (picture.rgb()[from + i] & 0xff)) / 4);
            }
            preprocessor.apply(picture, pixels);
            network.step(pixels, cost);
            assertThat(cost.key()).isEqualTo(frame == 0);
            spikes += cost.key() ? 0 : cost.spikes();
        }
        return spikes;
    }

    private static Profile profile(double factor) {
        Map<String, Float> thresholds = new HashMap<>();
        ThresholdOptions.DEFAULT
                .of(LiveRun.MODEL, LiveRun.PREPROCESSING)
                .byTensor()
                .forEach((tensor, value) -> thresholds.put(tensor, (float) (value * factor)));
        return new Profile(
                new Profile.Model("builtin:gabor", "ab".repeat(32)),
                List.of("@output"),
                List.of("none"),
                LiveRun.PREPROCESSING.toString(),
                Coding.GRADED,
                0,
                2,
                thresholds,
                0.05,
                7,
                48,
                List.of(),
                new Profile.OperatingPoint(0.0499, 0.998, 1, 2),
                new Profile.Global(0.04, 2, 0.0498, 3));
    }

    @Test
    void thresholdsThatAreSetDoWhatThoseGivenAtFirstDo() {
        long fine = spikes(network(ThresholdOptions.relative(0.02)), 0);
        long coarse = spikes(network(ThresholdOptions.relative(0.3)), 0);
        assertThat(coarse).isPositive().isLessThan(fine);
        TunableNetwork tuned = network(ThresholdOptions.relative(0.02));
        assertThat(spikes(tuned, 0)).isEqualTo(fine);
        tuned.setThreshold(0.3f);
        assertThat(spikes(tuned, 0)).isEqualTo(coarse);
        tuned.setThreshold(0.02f);
        assertThat(spikes(tuned, 0)).isEqualTo(fine);
        tuned.setPixelThreshold(30);
        assertThat(spikes(tuned, 0)).isLessThan(fine);
        tuned.close();
    }

    @Test
    void aNetworkThatBeganExactCanBeMadeCoarse() {
        TunableNetwork tuned = network(ThresholdOptions.EXACT);
        assertThat(tuned.threshold()).isZero();
        assertThat(tuned.pixelThreshold()).isZero();
        spikes(tuned, 0);
        tuned.setThreshold(0.3f);
        tuned.setPixelThreshold(2);
        assertThat(spikes(tuned, 0)).isEqualTo(spikes(network(ThresholdOptions.relative(0.3)), 0));
        tuned.close();
    }

    @Test
    void thresholdsOfAProfileAreScaled() {
        // The default's own, so that the scale is known.
        TunableNetwork tuned = network(profile(1));
        assertThat(tuned.threshold()).isEqualTo((float) Thresholds.DEFAULT_RELATIVE);
        assertThat(spikes(tuned, 0)).isEqualTo(spikes(network(ThresholdOptions.DEFAULT), 0));
        tuned.setThreshold((float) (5 * Thresholds.DEFAULT_RELATIVE));
        long scaled = spikes(tuned, 0);
        assertThat(scaled).isEqualTo(spikes(network(profile(5)), 0));
        assertThat(scaled).isLessThan(spikes(network(profile(1)), 0));
        tuned.close();
    }

    @Test
    void theExactNetworkIsTheFrameByFrameOne() {
        try (TunableNetwork coarse = network(ThresholdOptions.relative(1));
                DeltaNetwork exact = coarse.exact();
                TunableNetwork expected = network(ThresholdOptions.EXACT)) {
            float[] pixels = new float[coarse.inputShape().size()];
            for (int i = 0; i < pixels.length; i++) {
                pixels[i] = i % 17 / 17f;
            }
            FrameCost cost = new FrameCost();
            exact.step(pixels, cost);
            expected.step(pixels, cost);
            float[] actual = new float[LiveRun.reader(exact).columns().get(0).size()];
            float[] features = actual.clone();
            LiveRun.reader(exact).read(0, actual);
            LiveRun.reader(expected).read(0, features);
            assertThat(actual).containsExactly(features);
        }
    }

    private static TunableNetwork network(ThresholdSource source) {
        return LiveRun.network(source);
    }
}
