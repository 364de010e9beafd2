package dev.frogeye.cli.option;

import dev.frogeye.cli.text.UsageException;
import dev.frogeye.extraction.ModelFile;
import dev.frogeye.model.UnsupportedModelException;
import dev.frogeye.model.builtin.Builtin;
import dev.frogeye.model.onnx.OnnxModel;
import java.nio.file.Path;
import java.util.Optional;

/** Finds what {@code --model} names. */
final class Models {
    private static final String BUILTIN = "builtin:";

    private Models() {}

    /** The file of a model that can be read; empty if it is built in. */
    static Optional<Path> file(String name) {
        return name.startsWith(BUILTIN) ? Optional.empty() : Optional.of(Path.of(name));
    }

    /**
     * Reads a model.
     *
     * @param name a file or {@code builtin:NAME}
     * @throws UnsupportedModelException if the file cannot be read
     */
    static OnnxModel read(String name) {
        if (name.startsWith(BUILTIN)) {
            return UsageException.unlessValid("", () -> Builtin.model(name.substring(BUILTIN.length())));
        }
        if (name.isBlank()) {
            throw new UsageException("--model is empty; give an ONNX file or " + ModelOptions.DEFAULT_MODEL);
        }
        return ModelFile.read(UsageException.unlessValid("--model: ", () -> Path.of(name)));
    }
}
