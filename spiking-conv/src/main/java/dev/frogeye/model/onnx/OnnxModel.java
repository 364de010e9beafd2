package dev.frogeye.model.onnx;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.frogeye.model.Graph;
import dev.frogeye.model.UnsupportedModelException;
import dev.frogeye.model.onnx.file.ExternalData;
import dev.frogeye.model.onnx.file.ModelParser;
import dev.frogeye.model.onnx.proto.Onnx.ModelProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A model as its ONNX bytes: what {@link OnnxImporter} turns into a {@link Graph} and a dense runtime runs as it is.
 *
 * <p>The bytes are all there is: what a model keeps in files beside it is put into them when it is read, so that their
 * hash stands for the weights too. For such a model it is not the hash of the file.
 *
 * @param name for messages and metadata: the file name or {@code builtin:...}
 * @param bytes the ONNX protobuf; not copied, must not be modified
 * @param sha256 of the bytes, lower-case hex
 */
public record OnnxModel(String name, byte[] bytes, String sha256) {
    public OnnxModel(String name, byte[] bytes) {
        this(name, bytes, sha256(bytes));
    }

    /**
     * Reads a file whole, with the tensors that it keeps in other files of its folder. It may be anything, the importer
     * judges it.
     *
     * @throws UnsupportedModelException if the tensors cannot be read: a file is missing, too short, or lies outside of
     *     the folder
     */
    public static OnnxModel read(Path file) throws IOException {
        String name = file.getFileName().toString();
        Path folder = file.toAbsolutePath().getParent();
        return new OnnxModel(name, ExternalData.inlined(name, Files.readAllBytes(file), folder));
    }

    /**
     * The bytes as messages. The values of tensors are pieces of these bytes, not copies of them.
     *
     * @throws InvalidProtocolBufferException if the bytes are not ONNX, or were cut off
     */
    public ModelProto parse() throws InvalidProtocolBufferException {
        return ModelParser.parse(bytes);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
