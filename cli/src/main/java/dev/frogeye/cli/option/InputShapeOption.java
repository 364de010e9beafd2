package dev.frogeye.cli.option;

import dev.frogeye.model.Graph;
import dev.frogeye.model.onnx.OnnxImporter;
import dev.frogeye.model.onnx.OnnxModel;
import java.util.List;
import picocli.CommandLine.Option;

/** The size of the pictures, for models that leave it open. */
public final class InputShapeOption {
    @Option(
            names = "--input-shape",
            paramLabel = "N",
            split = ",",
            splitSynopsisLabel = ",",
            description = "Extents of the model's input in the order of the file, such as 1,3,224,224, where the file"
                    + " leaves some of them open.")
    private List<Integer> extents;

    /**
     * Imports a model for pictures of this size, or else of the size that its preprocessing asks for.
     *
     * @throws dev.frogeye.model.UnsupportedModelException if that cannot be done
     */
    public Graph read(ModelSource source, OnnxModel file, PreprocessOption preprocess) {
        return extents == null ? preprocess.read(source, file) : OnnxImporter.read(file, extents);
    }
}
