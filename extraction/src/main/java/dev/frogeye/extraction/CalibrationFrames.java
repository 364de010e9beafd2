package dev.frogeye.extraction;

import dev.frogeye.ingest.NaturalNoise;
import dev.frogeye.ingest.Preprocessing;
import dev.frogeye.ingest.Preprocessor;
import dev.frogeye.ingest.RgbFrame;
import dev.frogeye.ingest.Sampling;
import dev.frogeye.ingest.VideoOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Frames that a quantised network is calibrated on.
 *
 * @param source where they are from, for people
 * @param frames preprocessed, channels-last
 * @param sha256 of their values, lower-case hex
 */
public record CalibrationFrames(String source, List<float[]> frames, String sha256) {
    /** More of a clip change little. */
    private static final int FRAMES_PER_CLIP = 16;
    /** Of all clips together, if there are not more clips than that: they are held in memory. */
    private static final int MOST_FRAMES = 64;

    private static final int NOISE_FRAMES = 16;
    private static final String NOISE = "noise";

    public CalibrationFrames {
        frames = List.copyOf(frames);
    }

    /**
     * Frames spread evenly over each clip, of several clips fewer of each.
     *
     * @param clips at least one
     * @throws IOException if one cannot be read or has no frame
     */
    public static CalibrationFrames of(List<ClipSource> clips, Preprocessing preprocessing) throws IOException {
        int each = Math.max(1, Math.min(FRAMES_PER_CLIP, MOST_FRAMES / clips.size()));
        List<float[]> frames = new ArrayList<>();
        for (ClipSource clip : clips) {
            VideoOptions spread = clip.options().withSampling(new Sampling.Uniform(each));
            frames.addAll(new ClipSource(clip.name(), clip.location(), spread).read(preprocessing, each));
        }
        return of(clips.stream().map(ClipSource::name).collect(Collectors.joining(", ")), frames);
    }

    /** Pictures of {@link NaturalNoise}: the same for every video. */
    public static CalibrationFrames noise(Preprocessing preprocessing) {
        return of(NOISE, noiseFrames(preprocessing));
    }

    /**
     * Pictures of {@link NaturalNoise} and the first frames of a clip: for that clip alone.
     *
     * @throws IOException if it cannot be read or has no frame
     */
    public static CalibrationFrames noiseAndBeginning(ClipSource clip, Preprocessing preprocessing) throws IOException {
        List<float[]> frames = noiseFrames(preprocessing);
        frames.addAll(clip.read(preprocessing, FRAMES_PER_CLIP));
        return of(NOISE + " and the first frames of " + clip.name(), frames);
    }

    private static CalibrationFrames of(String source, List<float[]> frames) {
        Digest digest = new Digest();
        frames.forEach(digest::add);
        return new CalibrationFrames(source, frames, digest.hex());
    }

    private static List<float[]> noiseFrames(Preprocessing preprocessing) {
        Preprocessor preprocessor = new Preprocessor(preprocessing);
        RgbFrame frame = new RgbFrame();
        List<float[]> frames = new ArrayList<>();
        for (int seed = 1; seed <= NOISE_FRAMES; seed++) {
            NaturalNoise.paint(frame, preprocessing.width(), preprocessing.height(), seed);
            frames.add(pixels(frame, preprocessor, preprocessing));
        }
        return frames;
    }

    private static float[] pixels(RgbFrame frame, Preprocessor preprocessor, Preprocessing preprocessing) {
        float[] pixels = new float[preprocessing.width() * preprocessing.height() * RgbFrame.CHANNELS];
        preprocessor.apply(frame, pixels);
        return pixels;
    }
}
