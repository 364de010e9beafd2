package dev.frogeye.cli.option;

import dev.frogeye.cli.text.UsageException;
import dev.frogeye.comparison.ComparedNetwork;
import dev.frogeye.encoder.Shape;
import dev.frogeye.export.table.Pooling;
import dev.frogeye.export.table.VectorNormalization;
import dev.frogeye.extraction.ExtractionModel;
import dev.frogeye.model.Graph;
import dev.frogeye.model.Tensor;
import dev.frogeye.model.UnsupportedModelException;
import dev.frogeye.model.onnx.OnnxModel;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which network, what of it, and how frames are prepared for it; as they are made they hold the defaults. */
public final class ModelOptions {
    static final String DEFAULT_MODEL = "builtin:gabor";
    static final String DEFAULT_LAYER = "@output";

    @Option(
            names = "--model",
            paramLabel = "FILE|builtin:NAME|catalogue:NAME",
            description = "ONNX file, a built-in network, or one that frogeye models pulled (default:"
                    + " ${DEFAULT-VALUE}).")
    private String model = DEFAULT_MODEL;

    @Mixin
    private CatalogueOptions catalogueOptions = new CatalogueOptions();

    @Mixin
    private InputShapeOption inputShape = new InputShapeOption();

    @Option(
            names = "--layer",
            paramLabel = "NAME",
            description = "Tensor or node to take features from: a name that inspect shows, a pattern of names such as"
                    + " 'layer4*' (* ? [a-c]; quote it), @output (default), @penultimate, or @all-conv: what each"
                    + " convolution computes, before its activation. Repeat it for several.")
    private List<String> layers;

    @Option(
            names = "--pool",
            paramLabel = "gap|max|grid:N|none",
            description = "How an image of activations becomes a vector: mean or maximum over all pixels, means over an"
                    + " N x N grid, or every value in the order that inspect calls stored. Default: gap for images, none"
                    + " for vectors.")
    private String pool;

    @Option(
            names = "--normalize",
            paramLabel = "l2|none",
            description = "Scale each vector to length 1 (default: none).")
    private VectorNormalization normalization = VectorNormalization.NONE;

    @Mixin
    private PreprocessOption preprocess = new PreprocessOption();

    /**
     * Reads the network and what is wanted of it.
     *
     * @throws UnsupportedModelException if the network cannot be read or run, or takes no frames
     * @throws UsageException if the options do not fit one another or the network
     */
    public ExtractionModel open() {
        ModelSource source = source();
        OnnxModel file = source.read();
        Graph whole = inputShape.read(source, file, preprocess);
        Map<Tensor, String> requested =
                UsageException.unlessValid("--layer: ", () -> ExtractionModel.select(whole, layers()));
        ExtractionModel.requireFrames(whole);
        Shape input = whole.input().shape();
        return ExtractionModel.of(file, whole, requested, preprocess.choose(source, input.width(), input.height()));
    }

    /** Of a network that was read with these options. */
    public ComparedNetwork compared(ExtractionModel model) {
        return ComparedNetwork.of(model, pooling(), normalization);
    }

    /** The network that the options name; the catalogue's are looked for, and checked, once for each call. */
    private ModelSource source() {
        return catalogueOptions.source(model);
    }

    private List<String> layers() {
        return layers == null ? List.of(DEFAULT_LAYER) : List.copyOf(layers);
    }

    public VectorNormalization normalization() {
        return normalization;
    }

    /** The pooling that was asked for. */
    public Optional<Pooling> pooling() {
        return Optional.ofNullable(pool).map(text -> UsageException.unlessValid("--pool: ", () -> Pooling.parse(text)));
    }
}
