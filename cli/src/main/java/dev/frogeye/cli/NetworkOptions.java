package dev.frogeye.cli;

import dev.frogeye.export.Normalization;
import dev.frogeye.export.Pooling;
import dev.frogeye.ingest.Preprocessing;
import dev.frogeye.pipeline.ThresholdOptions;
import dev.frogeye.spiking.Coding;
import dev.frogeye.spiking.SpikingOptions;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options of every command that runs a network; as they are made they hold the defaults. */
final class NetworkOptions {
    static final String DEFAULT_MODEL = "builtin:gabor";
    static final String DEFAULT_LAYER = "@output";

    @Option(
            names = "--model",
            paramLabel = "FILE|builtin:NAME",
            description = "ONNX file, or a built-in network (default: ${DEFAULT-VALUE}).")
    private String model = DEFAULT_MODEL;

    @Option(
            names = "--layer",
            paramLabel = "NAME",
            description = "Tensor or node to take features from: a name that inspect shows, @output (default) or"
                    + " @penultimate. Repeat it for several.")
    private List<String> layers;

    @Option(
            names = "--pool",
            paramLabel = "gap|max|grid:N|none",
            description = "How an image of activations becomes a vector: mean or maximum over all pixels, means over an"
                    + " N x N grid, or every value. Default: gap for images, none for vectors.")
    private String pool;

    @Option(
            names = "--normalize",
            paramLabel = "l2|none",
            description = "Scale each vector to length 1 (default: none).")
    private Normalization normalization = Normalization.NONE;

    @Option(
            names = "--engine",
            paramLabel = "delta|onnxruntime|nd4j",
            description = "Compute what changed, or every frame whole on ONNX Runtime or ND4J (default: delta).")
    private EngineKind engine = EngineKind.DELTA;

    @Option(
            names = "--threshold",
            paramLabel = "ALPHA",
            description = "Smallest change of an activation that is passed on, relative to the root mean square of its"
                    + " layer; 0 is exact (default: ${DEFAULT-VALUE}).")
    private double threshold = ThresholdOptions.DEFAULT.relative();

    @Option(
            names = "--pixel-threshold",
            paramLabel = "LEVELS",
            description = "Smallest change of a pixel that is passed on, on the scale of 0 to 255; 0 is exact (default:"
                    + " 2, and 0 with --threshold 0).")
    private Double pixelThreshold;

    @Option(
            names = "--coding",
            paramLabel = "graded|herding",
            description = "Pass changes on as they are, or in whole steps of the threshold (default: graded).")
    private Coding coding = Coding.GRADED;

    @Option(
            names = "--refresh",
            paramLabel = "FRAMES",
            description =
                    "Compute a frame whole again, at the earliest, this many frames after the last one; a scene in"
                            + " which little happens is left alone. 0 for never (default: ${DEFAULT-VALUE}).")
    private int refresh = SpikingOptions.DEFAULT_REFRESH_FRAMES;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Threads of a frame-by-frame engine (default: ${DEFAULT-VALUE}). The delta engine computes a"
                    + " video on one.")
    private int threads = 1;

    @Option(
            names = "--preprocess",
            paramLabel = "SPEC",
            description = "How a frame becomes the model's input: imagenet, a variation such as imagenet,fit=stretch,"
                    + " or all of it: fit=crop,crop_pct=0.875,scale=1/255,mean=0.5,std=0.5,order=rgb (default:"
                    + " ${DEFAULT-VALUE}).")
    private String preprocess = Preprocessing.IMAGENET.toString();

    String model() {
        return model;
    }

    List<String> layers() {
        return layers == null ? List.of(DEFAULT_LAYER) : List.copyOf(layers);
    }

    Normalization normalization() {
        return normalization;
    }

    EngineKind engine() {
        return engine;
    }

    /** The pooling that was asked for. */
    Optional<Pooling> pooling() {
        return Optional.ofNullable(pool).map(text -> UsageException.unlessValid("--pool: ", () -> Pooling.parse(text)));
    }

    /** How a frame is prepared, before the size of the model's input is known. */
    Preprocessing preprocessing() {
        return UsageException.unlessValid("--preprocess: ", () -> Preprocessing.parse(preprocess));
    }

    /** How small a change is still passed on. */
    ThresholdOptions thresholds() {
        return UsageException.unlessValid(
                "--threshold, --pixel-threshold: ",
                () -> pixelThreshold == null
                        ? ThresholdOptions.relative(threshold)
                        : new ThresholdOptions(threshold, pixelThreshold));
    }

    Coding coding() {
        return coding;
    }

    /** Frames between refreshes, 0 for none. */
    int refresh() {
        if (refresh < 0) {
            throw new UsageException("--refresh must be 0 or more, was " + refresh);
        }
        return refresh;
    }

    /** Threads of the engine. */
    int threads() {
        if (threads < 1) {
            throw new UsageException("--threads must be 1 or more, was " + threads);
        }
        if (threads > 1 && engine == EngineKind.DELTA) {
            throw new UsageException(
                    "--threads is for --engine onnxruntime and nd4j; the delta engine has one a video");
        }
        return threads;
    }
}
