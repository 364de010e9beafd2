package dev.frogeye.model.onnx.file;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnsafeByteOperations;
import dev.frogeye.model.ModelText;
import dev.frogeye.model.UnsupportedModelException;
import dev.frogeye.model.onnx.proto.Onnx.AttributeProto;
import dev.frogeye.model.onnx.proto.Onnx.GraphProto;
import dev.frogeye.model.onnx.proto.Onnx.ModelProto;
import dev.frogeye.model.onnx.proto.Onnx.NodeProto;
import dev.frogeye.model.onnx.proto.Onnx.StringStringEntryProto;
import dev.frogeye.model.onnx.proto.Onnx.TensorProto;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts the tensors that a model keeps in files beside it back into the model, so that its bytes are all there is of it.
 *
 * <p>Where these files are is written in the model, which is not trusted: they must lie in its folder or below, also
 * when links are followed, and hold what the model says before anything of that size is allocated.
 */
public final class ExternalData {
    /** What a protobuf can hold, and a Java array. */
    private static final long LARGEST_BYTES = Integer.MAX_VALUE - 64L;

    private final String model;
    private final Path folder;
    private final Map<String, Path> files = new HashMap<>();

    private ExternalData(String model, Path folder) {
        this.model = ModelText.model(model);
        this.folder = folder;
    }

    /**
     * The bytes with all tensors in them.
     *
     * @param bytes a model, or anything else: that is given back as it is, to be judged by the importer
     * @param folder where the model is
     * @throws UnsupportedModelException if a tensor cannot be read
     */
    public static byte[] inlined(String model, byte[] bytes, Path folder) throws IOException {
        try {
            if (!WireCheck.requireModest(model, bytes).external()) {
                return bytes;
            }
            ModelProto.Builder file = ModelParser.parse(bytes).toBuilder();
            ExternalData data = new ExternalData(model, folder.toRealPath());
            List<TensorProto.Builder> tensors = external(file.getGraphBuilder());
            data.requireRoom(bytes.length, tensors);
            for (TensorProto.Builder tensor : tensors) {
                data.inline(tensor);
            }
            return file.build().toByteArray();
        } catch (InvalidProtocolBufferException e) {
            return bytes;
        }
    }

    private static List<TensorProto.Builder> external(GraphProto.Builder graph) {
        List<TensorProto.Builder> tensors = new ArrayList<>(graph.getInitializerBuilderList());
        for (NodeProto.Builder node : graph.getNodeBuilderList()) {
            for (AttributeProto.Builder attribute : node.getAttributeBuilderList()) {
                if (attribute.hasT()) {
                    tensors.add(attribute.getTBuilder());
                }
            }
        }
        tensors.removeIf(tensor -> tensor.getDataLocation() != TensorProto.DataLocation.EXTERNAL);
        return tensors;
    }

    private void requireRoom(long inFile, List<TensorProto.Builder> tensors) {
        // The tensors are held twice while they are put in.
        long limit = Math.min(LARGEST_BYTES, Runtime.getRuntime().maxMemory() / 2);
        long total = inFile;
        for (TensorProto.Builder tensor : tensors) {
            total += bytes(tensor);
            if (total > limit) {
                throw new UnsupportedModelException(model + " takes more than " + limit + " bytes with its weights; "
                        + (limit == LARGEST_BYTES ? "2 GB is the most" : "give it more memory (-Xmx)"));
            }
        }
    }

    private void inline(TensorProto.Builder tensor) throws IOException {
        Map<String, String> entries = new HashMap<>();
        for (StringStringEntryProto entry : tensor.getExternalDataList()) {
            entries.put(entry.getKey(), entry.getValue());
        }
        String location = entries.getOrDefault("location", "");
        Path file = files.get(location);
        if (file == null) {
            file = file(tensor, location);
            files.put(location, file);
        }
        long needed = bytes(tensor);
        long offset = number(tensor, entries, "offset", 0);
        long length = number(tensor, entries, "length", needed);
        if (length != needed) {
            throw error(
                    tensor,
                    "is said to take " + length + " bytes in " + ModelText.quote(location) + ", needs " + needed);
        }
        long size = Files.size(file);
        if (offset > size || length > size - offset) {
            throw error(
                    tensor,
                    "is at byte " + offset + " to " + (offset + length) + " of " + ModelText.quote(location)
                            + ", which has only " + size + "; it was cut off, or is another one");
        }
        tensor.setRawData(read(file, offset, (int) length));
        tensor.clearDataLocation().clearExternalData();
    }

    private Path file(TensorProto.Builder tensor, String location) throws IOException {
        Path relative;
        try {
            relative = Path.of(location);
        } catch (InvalidPathException e) {
            throw outside(tensor, location);
        }
        // A backslash parts folders on some systems and is a letter on others.
        if (location.isEmpty() || location.indexOf('\\') >= 0 || relative.isAbsolute() || climbs(relative)) {
            throw outside(tensor, location);
        }
        Path file = folder.resolve(relative);
        if (!Files.exists(file)) {
            throw error(
                    tensor,
                    "is stored in " + ModelText.quote(location)
                            + ", which does not exist beside the model; put it into " + folder);
        }
        Path real = file.toRealPath();
        if (!real.startsWith(folder)) {
            throw error(
                    tensor,
                    "is stored in " + ModelText.quote(location)
                            + ", a link out of the model's folder; put the file itself there");
        }
        if (!Files.isRegularFile(real)) {
            throw error(tensor, "is stored in " + ModelText.quote(location) + ", which is not a file");
        }
        return real;
    }

    private static boolean climbs(Path relative) {
        for (Path part : relative) {
            if (part.toString().equals("..")) {
                return true;
            }
        }
        return false;
    }

    /** What its extents and type need. */
    private long bytes(TensorProto.Builder tensor) {
        ElementType type = ElementType.of(tensor.getDataType())
                .filter(known -> known.bits() > 0)
                .orElseThrow(() -> error(
                        tensor, "is of type " + ElementType.name(tensor.getDataType()) + ", which is not supported"));
        long values = 1;
        for (long dim : tensor.getDimsList()) {
            if (dim < 0 || dim > Limits.TENSOR_VALUES || values * dim > Limits.TENSOR_VALUES) {
                throw error(tensor, "is too large, or has an extent below 0");
            }
            values *= dim;
        }
        return type.bytes(values);
    }

    private long number(TensorProto.Builder tensor, Map<String, String> entries, String key, long absent) {
        String text = entries.get(key);
        if (text == null) {
            return absent;
        }
        if (!text.matches("\\d{1,18}")) {
            throw error(tensor, "has " + ModelText.quote(text) + " as " + key + " of its data");
        }
        return Long.parseLong(text);
    }

    private static ByteString read(Path file, long offset, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length);
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            channel.position(offset);
            while (buffer.hasRemaining()) {
                if (channel.read(buffer) < 0) {
                    throw new IOException(file + " became shorter while it was read");
                }
            }
        }
        return UnsafeByteOperations.unsafeWrap(buffer.flip());
    }

    private UnsupportedModelException outside(TensorProto.Builder tensor, String location) {
        return error(
                tensor,
                "is stored in " + ModelText.quote(location) + "; only files in the model's folder are read, named"
                        + " relative to it");
    }

    private UnsupportedModelException error(TensorProto.Builder tensor, String problem) {
        return new UnsupportedModelException(
                ModelText.message(model + ": constant " + ModelText.quote(tensor.getName()) + " " + problem));
    }
}
