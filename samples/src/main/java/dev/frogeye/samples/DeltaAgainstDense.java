package dev.frogeye.samples;

import dev.frogeye.comparison.Distance;
import dev.frogeye.export.table.FeatureRow;
import dev.frogeye.extraction.EngineKind;
import dev.frogeye.extraction.Extractor;
import dev.frogeye.extraction.ExtractorOptions;
import dev.frogeye.extraction.FrameStepper;
import dev.frogeye.ingest.RgbFrame;
import dev.frogeye.ingest.VideoFile;
import dev.frogeye.model.builtin.Builtin;
import dev.frogeye.model.onnx.OnnxModel;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;

/** Steps a video through the delta network by hand, and compares its vectors with the frame-by-frame network's. */
public final class DeltaAgainstDense {
    private DeltaAgainstDense() {}

    /** Takes the video as its argument. */
    public static void main(String[] args) throws IOException {
        compare(Path.of(args[0]), System.out);
    }

    /** Gives the smallest cosine of two vectors of the same frame. */
    static double compare(Path video, PrintStream out) throws IOException {
        OnnxModel model = Builtin.model("gabor");
        RgbFrame frame = new RgbFrame();
        double smallest = 1;
        try (VideoFile source = VideoFile.open(video);
                Extractor delta = Extractor.open(model, ExtractorOptions.DEFAULT);
                Extractor dense = Extractor.open(model, ExtractorOptions.DEFAULT.withEngine(EngineKind.ONNXRUNTIME));
                FrameStepper deltaFrames = delta.stepper();
                FrameStepper denseFrames = dense.stepper()) {
            while (source.read(frame)) {
                FeatureRow row = deltaFrames.step(frame);
                double cosine = Distance.between(
                                row.feature(0), denseFrames.step(frame).feature(0))
                        .cosine();
                out.printf(
                        Locale.ROOT,
                        "frame %d: %5.1f %% of the multiply-adds, cosine %.5f%n",
                        row.frameIndex(),
                        100.0 * row.macs() / row.macsDense(),
                        cosine);
                smallest = Math.min(smallest, cosine);
            }
        }
        return smallest;
    }
}
