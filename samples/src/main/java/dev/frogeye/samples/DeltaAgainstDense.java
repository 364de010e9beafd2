package dev.frogeye.samples;

import dev.frogeye.comparison.Distance;
import dev.frogeye.delta.DeltaModel;
import dev.frogeye.dense.OnnxRuntimeEngine;
import dev.frogeye.engine.FeatureEngine;
import dev.frogeye.engine.FrameCost;
import dev.frogeye.extraction.ThresholdOptions;
import dev.frogeye.ingest.Preprocessing;
import dev.frogeye.ingest.Preprocessor;
import dev.frogeye.ingest.RgbFrame;
import dev.frogeye.ingest.VideoFile;
import dev.frogeye.model.Graph;
import dev.frogeye.model.LayerSelector;
import dev.frogeye.model.Tensor;
import dev.frogeye.model.builtin.Builtin;
import dev.frogeye.model.onnx.OnnxImporter;
import dev.frogeye.model.onnx.OnnxModel;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Runs a video through the spiking network and compares its last frame's vector with the frame-by-frame network's. */
public final class DeltaAgainstDense {
    private DeltaAgainstDense() {}

    /** Takes the video as its argument. */
    public static void main(String[] args) throws IOException {
        compare(Path.of(args[0]), System.out);
    }

    static double compare(Path video, PrintStream out) throws IOException {
        OnnxModel onnx = Builtin.model("gabor");
        Graph graph = OnnxImporter.read(onnx);
        List<Tensor> taps = LayerSelector.select(graph, List.of("@output"));
        Tensor features = taps.get(0);
        Preprocessing preprocessing = Preprocessing.IMAGENET.forInputSize(
                graph.input().shape().width(), graph.input().shape().height());
        Preprocessor preprocessor = new Preprocessor(preprocessing);
        DeltaModel model = DeltaModel.of(graph);

        RgbFrame frame = new RgbFrame();
        float[] pixels = new float[graph.input().shape().size()];
        float[] deltaVector = new float[features.shape().size()];
        float[] denseVector = new float[features.shape().size()];
        FrameCost cost = new FrameCost();
        try (VideoFile source = VideoFile.open(video);
                FeatureEngine delta = model.network(taps, ThresholdOptions.DEFAULT.of(model, preprocessing));
                FeatureEngine dense = OnnxRuntimeEngine.open(onnx, graph, taps, 1)) {
            while (source.read(frame)) {
                preprocessor.apply(frame, pixels);
                delta.step(pixels, cost);
            }
            delta.read(0, deltaVector);
            out.printf(
                    Locale.ROOT, "frame %d: %,d of %,d multiply-adds%n", frame.index(), cost.macs(), delta.denseMacs());

            dense.step(pixels, cost);
            dense.read(0, denseVector);
        }
        double cosine = Distance.between(deltaVector, denseVector).cosine();
        out.printf(Locale.ROOT, "cosine of the two vectors: %.5f%n", cosine);
        return cosine;
    }
}
