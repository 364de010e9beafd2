package dev.frogeye.cli.option;

import dev.frogeye.ingest.preset.PreprocessingFile;
import dev.frogeye.model.onnx.OnnxModel;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a model's name means.
 *
 * @param name a file, that of a model of the catalogue included, or {@code builtin:NAME}
 * @param published how frames are prepared for it, where the catalogue says so
 */
public record ModelSource(String name, Optional<PreprocessingFile> published) {
    /** @throws dev.frogeye.model.UnsupportedModelException if it cannot be read */
    public OnnxModel read() {
        return Models.read(name);
    }

    /** Its file; empty if it is built in. To be asked once it was read. */
    Optional<Path> path() {
        return Models.file(name);
    }
}
