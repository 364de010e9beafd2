package dev.frogeye.cli.option;

import dev.frogeye.cli.text.UsageException;
import dev.frogeye.ingest.Preprocessing;
import dev.frogeye.ingest.preset.PreprocessingChoice;
import dev.frogeye.model.Graph;
import dev.frogeye.model.UnsupportedModelException;
import dev.frogeye.model.onnx.OnnxImporter;
import dev.frogeye.model.onnx.OnnxModel;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/** How a frame becomes the model's input. */
public final class PreprocessOption {
    private static final String PREFIX = "--preprocess: ";

    @Option(
            names = "--preprocess",
            paramLabel = "SPEC",
            description = "How a frame becomes the model's input: auto, which is a preprocessor_config.json, timm's"
                    + " config.json or a .modelinfo beside the model, or what the catalogue says of it, else imagenet; one of these files; imagenet;"
                    + " torchvision:MODEL or torchvision:MODEL-v1; keras:caffe, keras:tf or keras:torch. With changes"
                    + " behind it, as in imagenet,fit=stretch, or all in keys:"
                    + " fit=crop,crop_pct=0.875,filter=bicubic,scale=1/255,mean=0.5,std=0.5,order=rgb,pixels=display (default:"
                    + " ${DEFAULT-VALUE}).")
    private String preprocess = PreprocessingChoice.AUTO;

    /**
     * Imports a model for pictures of the size that was asked for, should it leave that open.
     *
     * @throws UnsupportedModelException if that cannot be done
     * @throws UsageException if it cannot be told what was asked for
     */
    Graph read(ModelSource source, OnnxModel file) {
        Preprocessing usual = valid(() -> choice(source).usual(source.path()));
        return usual.isSizeFixed()
                ? OnnxImporter.readForPictures(file, usual.width(), usual.height())
                : OnnxImporter.read(file);
    }

    /**
     * What was chosen for a model.
     *
     * @throws UsageException if it cannot be told, or does not fit the model's input
     */
    public PreprocessingChoice.Chosen choose(ModelSource source, int width, int height) {
        return valid(() -> choice(source).choose(source.path(), width, height));
    }

    private PreprocessingChoice choice(ModelSource source) {
        return PreprocessingChoice.parse(preprocess, source.published());
    }

    private static <T> T valid(Supplier<T> choice) {
        return UsageException.unlessValid(PREFIX, choice);
    }
}
