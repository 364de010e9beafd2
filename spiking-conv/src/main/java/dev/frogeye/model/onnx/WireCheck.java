package dev.frogeye.model.onnx;

import dev.frogeye.model.ModelText;
import dev.frogeye.model.UnsupportedModelException;
import java.io.IOException;
import onnx.Onnx.ModelProto;
import org.nd4j.shade.protobuf.CodedInputStream;
import org.nd4j.shade.protobuf.Descriptors.Descriptor;
import org.nd4j.shade.protobuf.Descriptors.FieldDescriptor;
import org.nd4j.shade.protobuf.InvalidProtocolBufferException;
import org.nd4j.shade.protobuf.WireFormat;

/**
 * Counts the messages in a file before it is parsed: an empty message takes two bytes in the file and a hundred in
 * memory, so that a file of a few hundred megabytes could otherwise fill any heap. Refuses what would overflow the
 * parser's stack, too.
 */
final class WireCheck {
    /** The parser's own limit. */
    private static final int DEEPEST = 100;

    private final String model;
    private final CodedInputStream input;
    private int messages;

    private WireCheck(String model, CodedInputStream input) {
        this.model = model;
        this.input = input;
    }

    static void requireModest(String model, byte[] bytes) throws InvalidProtocolBufferException {
        try {
            new WireCheck(model, CodedInputStream.newInstance(bytes)).walk(ModelProto.getDescriptor(), 0);
        } catch (InvalidProtocolBufferException e) {
            throw e;
        } catch (IOException e) {
            throw new InvalidProtocolBufferException(e);
        }
    }

    private void walk(Descriptor type, int depth) throws IOException {
        if (depth > DEEPEST) {
            throw new InvalidProtocolBufferException("messages are nested more than " + DEEPEST + " deep");
        }
        for (int tag = input.readTag(); tag != 0; tag = input.readTag()) {
            FieldDescriptor field = type.findFieldByNumber(WireFormat.getTagFieldNumber(tag));
            boolean isMessage = field != null && field.getJavaType() == FieldDescriptor.JavaType.MESSAGE;
            if (isMessage && WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED) {
                descend(field.getMessageType(), depth + 1);
            } else if (isGroup(tag)) {
                // ONNX has none, and the parser would follow nested ones until the stack overflows.
                throw new InvalidProtocolBufferException("field " + WireFormat.getTagFieldNumber(tag) + " is a group");
            } else {
                input.skipField(tag);
            }
        }
    }

    private static boolean isGroup(int tag) {
        int wireType = WireFormat.getTagWireType(tag);
        return wireType == WireFormat.WIRETYPE_START_GROUP || wireType == WireFormat.WIRETYPE_END_GROUP;
    }

    private void descend(Descriptor type, int depth) throws IOException {
        if (++messages > Limits.MESSAGES) {
            throw new UnsupportedModelException(
                    ModelText.model(model) + " has more than " + Limits.MESSAGES + " nodes, constants and attributes");
        }
        int outer = input.pushLimit(input.readRawVarint32());
        walk(type, depth);
        input.popLimit(outer);
    }
}
