package dev.frogeye.samples;

import dev.frogeye.export.FeatureSinks;
import dev.frogeye.export.table.VectorNormalization;
import dev.frogeye.extraction.Attempt;
import dev.frogeye.extraction.Extractor;
import dev.frogeye.extraction.ExtractorOptions;
import dev.frogeye.model.builtin.Builtin;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/** Writes the features of a video to standard output, one JSON object per frame. */
public final class FeaturesAsJsonLines {
    private FeaturesAsJsonLines() {}

    /** Takes the video as its argument. */
    public static void main(String[] args) throws IOException {
        write(Path.of(args[0]), System.out);
    }

    static Attempt write(Path video, OutputStream out) throws IOException {
        ExtractorOptions options = ExtractorOptions.DEFAULT.withNormalization(VectorNormalization.L2);
        try (Extractor extractor = Extractor.open(Builtin.model("gabor"), options)) {
            return extractor.extract(video, table -> FeatureSinks.jsonl(out, table));
        }
    }
}
