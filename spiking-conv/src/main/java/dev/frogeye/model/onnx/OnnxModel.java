package dev.frogeye.model.onnx;

import dev.frogeye.model.Graph;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A model as its ONNX bytes: what {@link OnnxImporter} turns into a {@link Graph} and a dense runtime runs as it is.
 *
 * @param name for messages and metadata: the file name or {@code builtin:...}
 * @param bytes the ONNX protobuf; not copied, must not be modified
 * @param sha256 of the bytes, lower-case hex
 */
public record OnnxModel(String name, byte[] bytes, String sha256) {
    public OnnxModel(String name, byte[] bytes) {
        this(name, bytes, sha256(bytes));
    }

    /** Reads a file whole; it may be anything, the importer judges it. */
    public static OnnxModel read(Path file) throws IOException {
        return new OnnxModel(file.getFileName().toString(), Files.readAllBytes(file));
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
