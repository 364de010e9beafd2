package dev.frogeye.cli.option;

import dev.frogeye.cli.text.UsageException;
import dev.frogeye.model.UnsupportedModelException;
import dev.frogeye.model.builtin.Builtin;
import dev.frogeye.model.onnx.OnnxModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Finds what {@code --model} names. */
final class Models {
    private static final String BUILTIN = "builtin:";

    private Models() {}

    /** What a protobuf can hold, and a Java array. */
    private static final long LARGEST_BYTES = Integer.MAX_VALUE - 64L;

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
        Path file = UsageException.unlessValid("--model: ", () -> Path.of(name));
        if (!Files.exists(file)) {
            throw new UnsupportedModelException(
                    name + " does not exist; check the path, or use " + ModelOptions.DEFAULT_MODEL);
        }
        if (Files.isDirectory(file)) {
            throw new UnsupportedModelException(name + " is a folder; give an ONNX file");
        }
        if (!Files.isRegularFile(file)) {
            throw new UnsupportedModelException(name + " is a device or a pipe; give an ONNX file");
        }
        if (name.endsWith(".gz")) {
            throw new UnsupportedModelException(name + " is compressed; gunzip it first");
        }
        try {
            if (Files.size(file) > LARGEST_BYTES) {
                throw new UnsupportedModelException(
                        name + " has " + Files.size(file) + " bytes; ONNX files have at most " + LARGEST_BYTES);
            }
            return OnnxModel.read(file);
        } catch (IOException e) {
            throw new UnsupportedModelException("cannot read " + name + " (" + e + "); check its permissions", e);
        }
    }
}
