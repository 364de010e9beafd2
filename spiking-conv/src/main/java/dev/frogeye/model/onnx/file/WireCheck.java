package dev.frogeye.model.onnx.file;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import dev.frogeye.model.ModelText;
import dev.frogeye.model.UnsupportedModelException;
import dev.frogeye.model.onnx.proto.Onnx.ModelProto;
import java.io.IOException;

/**
 * Counts the messages in a file before it is parsed: an empty message takes two bytes in the file and a hundred in
 * memory, so that a file of a few hundred megabytes could otherwise fill any heap. So do names in lists and fields that
 * the parser does not know. Refuses what would overflow the parser's stack, too.
 */
public final class WireCheck {
    /** The parser's own limit. */
    private static final int DEEPEST = 100;

    private final String model;
    private final CodedInputStream input;
    private int messages;
    private int pieces;
    private boolean external;

    private WireCheck(String model, CodedInputStream input) {
        this.model = model;
        this.input = input;
    }

    /** Walks over a whole file. */
    public static WireCheck requireModest(String model, byte[] bytes) throws InvalidProtocolBufferException {
        try {
            WireCheck check = new WireCheck(model, CodedInputStream.newInstance(bytes));
            check.walk(ModelProto.getDescriptor(), 0);
            return check;
        } catch (InvalidProtocolBufferException e) {
            throw e;
        } catch (IOException e) {
            throw new InvalidProtocolBufferException(e);
        }
    }

    /** Whether tensors are kept in other files. */
    boolean external() {
        return external;
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
                external |= field != null && field.getName().equals("data_location");
                if (field == null || isListedName(field)) {
                    countPiece();
                }
                input.skipField(tag);
            }
        }
    }

    private static boolean isListedName(FieldDescriptor field) {
        return field.isRepeated()
                && (field.getJavaType() == FieldDescriptor.JavaType.STRING
                        || field.getJavaType() == FieldDescriptor.JavaType.BYTE_STRING);
    }

    private void countPiece() {
        if (++pieces > Limits.PIECES) {
            throw new UnsupportedModelException(
                    ModelText.model(model) + " has more than " + Limits.PIECES + " names and unknown fields");
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
