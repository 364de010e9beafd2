package dev.frogeye.samples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frogeye.ingest.SampleClip;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SamplesTest {
    private static final int FRAMES = 10;

    @TempDir
    static Path folder;

    private static Path clip;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @BeforeAll
    static void writeClip() throws IOException {
        clip = folder.resolve("clip.mp4");
        SampleClip.write(clip, new SampleClip.Options(160, 120, 25, FRAMES, 3));
    }

    @Test
    void featuresAreALineAFrame() throws IOException {
        FeaturesAsJsonLines.write(clip, out);
        assertThat(lines()).hasSize(FRAMES).allSatisfy(line -> assertThat(line)
                .startsWith("{\"video_id\":\"clip.mp4\"")
                .contains("\"feature\":["));
    }

    @Test
    void deltaAndDenseVectorsAreMuchTheSame() throws IOException {
        double cosine = DeltaAgainstDense.compare(clip, print());
        assertThat(cosine).isBetween(0.98, 1.0001);
        assertThat(lines()).hasSize(FRAMES);
    }

    @Test
    void theFirstFrameIsSentWholeAndTheNextOnlyWhereItChanged() throws IOException {
        ChangedPixels.print(clip, print());
        List<Double> percent = lines().stream()
                .map(line -> Double.parseDouble(line.replaceAll(".* ([0-9.]+) %", "$1")))
                .toList();
        assertThat(percent).hasSize(FRAMES);
        assertThat(percent.get(0)).isGreaterThan(90);
        assertThat(percent.get(5)).isLessThan(50);
    }

    private PrintStream print() {
        return new PrintStream(out, true, StandardCharsets.UTF_8);
    }

    private List<String> lines() {
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
