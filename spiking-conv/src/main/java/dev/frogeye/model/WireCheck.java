package dev.frogeye.model;

import java.io.IOException;
import org.nd4j.shade.protobuf.CodedInputStream;
import org.nd4j.shade.protobuf.InvalidProtocolBufferException;
import org.nd4j.shade.protobuf.WireFormat;

/**
 * Counts the messages in a file before it is parsed: an empty message takes two bytes in the file and a hundred in
 * memory, so that a file of a few hundred megabytes could otherwise fill any heap.
 */
final class WireCheck {
    /** Fields of {@code ModelProto}, {@code GraphProto} and {@code NodeProto} that hold messages worth descending into. */
    private static final int GRAPH_OF_MODEL = 7;

    private static final int NODE_OF_GRAPH = 1;

    private final String model;
    private final CodedInputStream input;
    private int messages;

    private WireCheck(String model, CodedInputStream input) {
        this.model = model;
        this.input = input;
    }

    static void requireModest(String model, byte[] bytes) throws InvalidProtocolBufferException {
        try {
            new WireCheck(model, CodedInputStream.newInstance(bytes)).walk(Level.MODEL);
        } catch (InvalidProtocolBufferException e) {
            throw e;
        } catch (IOException e) {
            throw new InvalidProtocolBufferException(e);
        }
    }

    private enum Level {
        MODEL,
        GRAPH,
        NODE
    }

    private void walk(Level level) throws IOException {
        for (int tag = input.readTag(); tag != 0; tag = input.readTag()) {
            if (WireFormat.getTagWireType(tag) != WireFormat.WIRETYPE_LENGTH_DELIMITED) {
                if (!input.skipField(tag)) {
                    return;
                }
                continue;
            }
            if (++messages > Limits.MESSAGES) {
                throw new UnsupportedModelException(Text.model(model) + " has more than " + Limits.MESSAGES
                        + " nodes, initialisers and attributes");
            }
            int length = input.readRawVarint32();
            int field = WireFormat.getTagFieldNumber(tag);
            if (level == Level.MODEL && field == GRAPH_OF_MODEL) {
                descend(length, Level.GRAPH);
            } else if (level == Level.GRAPH && field == NODE_OF_GRAPH) {
                descend(length, Level.NODE);
            } else {
                input.skipRawBytes(length);
            }
        }
    }

    private void descend(int length, Level level) throws IOException {
        int outer = input.pushLimit(length);
        walk(level);
        input.popLimit(outer);
    }
}
