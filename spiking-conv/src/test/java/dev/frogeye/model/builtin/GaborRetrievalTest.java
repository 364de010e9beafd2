package dev.frogeye.model.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtException;
import dev.frogeye.ingest.Preprocessing;
import dev.frogeye.ingest.Preprocessor;
import dev.frogeye.ingest.RgbFrame;
import dev.frogeye.ingest.VideoFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** That the features mean something: frames that look alike lie together, on real video. */
class GaborRetrievalTest {
    private static final List<String> CLIPS =
            List.of("asl_book.mkv", "bigbuckbunny.mp4", "bikes.mp4", "bottle-detection.mp4", "car-detection.mp4");

    /** Often enough that each of the six scenes of {@code bikes.mp4}, of one to two seconds, is met several times. */
    private static final long STEP_MICROS = 250_000;

    /** Frames of the same clip as close as this are no evidence. */
    private static final long NEIGHBOUR_MICROS = 500_000;

    private record Neighbour(double cosine, boolean isSameClip) {}

    private record Sample(int clip, long ptsMicros, double[] features) {}

    @Test
    void nearestNeighboursAreOfTheSameClip() throws IOException, OrtException {
        List<Sample> samples = standardised(sampleClips());
        double nearest = 0;
        double fiveNearest = 0;
        for (Sample query : samples) {
            List<Neighbour> neighbours = samples.stream()
                    .filter(other ->
                            other.clip != query.clip || Math.abs(other.ptsMicros - query.ptsMicros) >= NEIGHBOUR_MICROS)
                    .map(other -> new Neighbour(cosine(query, other), other.clip == query.clip))
                    .sorted(Comparator.comparingDouble(Neighbour::cosine).reversed())
                    .limit(5)
                    .toList();
            nearest += neighbours.get(0).isSameClip ? 1 : 0;
            fiveNearest += neighbours.stream().filter(Neighbour::isSameClip).count() / 5.0;
        }
        assertThat(samples).hasSizeGreaterThan(300);
        assertThat(nearest / samples.size()).isGreaterThanOrEqualTo(0.95);
        assertThat(fiveNearest / samples.size()).isGreaterThanOrEqualTo(0.9);
    }

    private static List<Sample> sampleClips() throws IOException, OrtException {
        Path videos = Path.of(System.getProperty("frogeye.testdata", ""), "videos");
        Assumptions.assumeTrue(Files.isDirectory(videos), "the sample clips are not in " + videos);
        List<Sample> samples = new ArrayList<>();
        try (GaborFeatures gabor = new GaborFeatures()) {
            for (int clip = 0; clip < CLIPS.size(); clip++) {
                sampleClip(videos.resolve(CLIPS.get(clip)), clip, gabor, samples);
            }
        }
        return samples;
    }

    private static void sampleClip(Path file, int clip, GaborFeatures gabor, List<Sample> samples)
            throws IOException, OrtException {
        Preprocessor preprocessor = new Preprocessor(Preprocessing.parse(Builtin.preprocessing("gabor")));
        float[] input = new float[3 * GaborFeatures.SIZE * GaborFeatures.SIZE];
        RgbFrame frame = new RgbFrame();
        try (VideoFile video = VideoFile.open(file)) {
            long next = 0;
            while (video.read(frame)) {
                if (frame.ptsMicros() >= next) {
                    next += STEP_MICROS;
                    preprocessor.apply(frame, input);
                    samples.add(new Sample(clip, frame.ptsMicros(), doubles(gabor.ofInput(input))));
                }
            }
        }
    }

    private static double[] doubles(float[] features) {
        double[] values = new double[features.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = features[i];
        }
        return values;
    }

    /** The same with mean 0 and variance 1 for each feature. */
    private static List<Sample> standardised(List<Sample> samples) {
        List<Sample> result = new ArrayList<>();
        int features = samples.get(0).features.length;
        samples.forEach(sample -> result.add(new Sample(sample.clip, sample.ptsMicros, new double[features])));
        for (int f = 0; f < features; f++) {
            int feature = f;
            double mean = samples.stream()
                    .mapToDouble(sample -> sample.features[feature])
                    .average()
                    .orElseThrow();
            double variance = samples.stream()
                    .mapToDouble(sample -> Math.pow(sample.features[feature] - mean, 2))
                    .average()
                    .orElseThrow();
            for (int i = 0; i < result.size(); i++) {
                result.get(i).features[f] = (samples.get(i).features[f] - mean) / Math.sqrt(variance);
            }
        }
        return result;
    }

    private static double cosine(Sample a, Sample b) {
        double product = 0;
        double squaresA = 0;
        double squaresB = 0;
        for (int i = 0; i < a.features.length; i++) {
            product += a.features[i] * b.features[i];
            squaresA += a.features[i] * a.features[i];
            squaresB += b.features[i] * b.features[i];
        }
        return product / Math.sqrt(squaresA * squaresB);
    }
}
