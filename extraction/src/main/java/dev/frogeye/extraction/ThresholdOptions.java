package dev.frogeye.extraction;

import dev.frogeye.delta.DeltaModel;
import dev.frogeye.delta.Thresholds;
import dev.frogeye.ingest.NaturalNoise;
import dev.frogeye.ingest.Preprocessing;
import dev.frogeye.ingest.Preprocessor;
import dev.frogeye.ingest.RgbFrame;
import java.util.Map;

/**
 * How small a change is still passed on, in units that mean the same for every model.
 *
 * @param relative of an activation, relative to the root mean square of its tensor; 0 is exact
 * @param pixelLevels of a pixel, in levels of 0 to 255; 0 is exact
 */
public record ThresholdOptions(double relative, double pixelLevels) implements ThresholdSource {
    /** A good deal of saving at features that hardly differ. */
    public static final ThresholdOptions DEFAULT =
            new ThresholdOptions(Thresholds.DEFAULT_RELATIVE, Thresholds.DEFAULT_PIXEL_LEVELS);

    /** Every change is passed on: the features are the frame-by-frame network's. */
    public static final ThresholdOptions EXACT = new ThresholdOptions(0, 0);

    /** A relative threshold with the default of pixels, or, where it is 0, with pixels exact too. */
    public static ThresholdOptions relative(double relative) {
        return relative == 0 ? EXACT : new ThresholdOptions(relative, DEFAULT.pixelLevels());
    }

    /** Any picture does as well as another; this one makes every run on every machine the same. */
    private static final long PROBE_SEED = 1;

    public ThresholdOptions {
        requireNotNegative("relative threshold", relative);
        requireNotNegative("pixel threshold", pixelLevels);
    }

    private static void requireNotNegative(String what, double value) {
        if (!(value >= 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(what + " must be 0 or more, was " + value);
        }
    }

    /**
     * {@inheritDoc}
     *
     * <p>The scale of its tensors is measured on a picture of noise that resembles natural
     * ones, so that thresholds belong to the model and not to the video at hand.
     */
    @Override
    public Thresholds of(DeltaModel model, Preprocessing preprocessing) {
        float[] pixel = preprocessing.ofLevels(pixelLevels);
        return relative == 0
                ? new Thresholds(pixel, Map.of())
                : Thresholds.relative(relative, model.measureScales(probe(preprocessing)), pixel);
    }

    @Override
    public Map<String, String> settings() {
        return Map.of("threshold", String.valueOf(relative), "pixel_threshold", String.valueOf(pixelLevels));
    }

    private static float[] probe(Preprocessing preprocessing) {
        RgbFrame noise = new RgbFrame();
        NaturalNoise.paint(noise, preprocessing.width(), preprocessing.height(), PROBE_SEED);
        float[] pixels = new float[preprocessing.width() * preprocessing.height() * RgbFrame.CHANNELS];
        new Preprocessor(preprocessing).apply(noise, pixels);
        return pixels;
    }
}
