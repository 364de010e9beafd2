package dev.frogeye.cli;

import dev.frogeye.export.Normalization;
import dev.frogeye.export.Pooling;
import dev.frogeye.ingest.Preprocessing;
import dev.frogeye.model.Graph;
import dev.frogeye.model.onnx.OnnxModel;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which network, what of it, and how frames are prepared for it; as they are made they hold the defaults. */
final class ModelOptions {
    static final String DEFAULT_MODEL = "builtin:gabor";
    static final String DEFAULT_LAYER = "@output";

    @Option(
            names = "--model",
            paramLabel = "FILE|builtin:NAME",
            description = "ONNX file, or a built-in network (default: ${DEFAULT-VALUE}).")
    private String model = DEFAULT_MODEL;

    @Mixin
    private InputShapeOption inputShape = new InputShapeOption();

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
            names = "--preprocess",
            paramLabel = "SPEC",
            description = "How a frame becomes the model's input: imagenet, a variation such as imagenet,fit=stretch,"
                    + " or all of it: fit=crop,crop_pct=0.875,scale=1/255,mean=0.5,std=0.5,order=rgb (default:"
                    + " ${DEFAULT-VALUE}).")
    private String preprocess = Preprocessing.IMAGENET.toString();

    String model() {
        return model;
    }

    /** The network that the options name. */
    Graph read(OnnxModel file) {
        return inputShape.read(file);
    }

    List<String> layers() {
        return layers == null ? List.of(DEFAULT_LAYER) : List.copyOf(layers);
    }

    Normalization normalization() {
        return normalization;
    }

    /** The pooling that was asked for. */
    Optional<Pooling> pooling() {
        return Optional.ofNullable(pool).map(text -> UsageException.unlessValid("--pool: ", () -> Pooling.parse(text)));
    }

    /** How a frame is prepared, before the size of the model's input is known. */
    Preprocessing preprocessing() {
        return UsageException.unlessValid("--preprocess: ", () -> Preprocessing.parse(preprocess));
    }
}
