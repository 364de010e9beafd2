package dev.frogeye.extraction;

import dev.frogeye.model.UnsupportedModelException;
import dev.frogeye.model.onnx.OnnxModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads an ONNX file, or says why it is none. */
public final class ModelFile {
    /** What a protobuf can hold, and a Java array. */
    private static final long LARGEST_BYTES = Integer.MAX_VALUE - 64L;

    private ModelFile() {}

    /** @throws UnsupportedModelException if the file cannot be read, in one line with the remedy */
    public static OnnxModel read(Path file) {
        if (!Files.exists(file)) {
            throw new UnsupportedModelException(file + " does not exist; check the path, or use builtin:gabor");
        }
        if (Files.isDirectory(file)) {
            throw new UnsupportedModelException(file + " is a folder; give an ONNX file");
        }
        if (!Files.isRegularFile(file)) {
            throw new UnsupportedModelException(file + " is a device or a pipe; give an ONNX file");
        }
        if (file.toString().endsWith(".gz")) {
            throw new UnsupportedModelException(file + " is compressed; gunzip it first");
        }
        try {
            if (Files.size(file) > LARGEST_BYTES) {
                throw new UnsupportedModelException(
                        file + " has " + Files.size(file) + " bytes; ONNX files have at most " + LARGEST_BYTES);
            }
            return OnnxModel.read(file);
        } catch (IOException e) {
            throw new UnsupportedModelException("cannot read " + file + " (" + e + "); check its permissions", e);
        }
    }
}
