package dev.frogeye.model.onnx.file;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnsafeByteOperations;
import dev.frogeye.model.onnx.proto.Onnx.ModelProto;
import java.io.IOException;

/** Bytes to messages. {@link WireCheck} comes first where nobody vouches for them. */
public final class ModelParser {
    private ModelParser() {}

    /** The values of tensors are pieces of the bytes, not copies of them. */
    public static ModelProto parse(byte[] bytes) throws InvalidProtocolBufferException {
        CodedInputStream input = UnsafeByteOperations.unsafeWrap(bytes).newCodedInput();
        input.enableAliasing(true);
        try {
            ModelProto file = ModelProto.parseFrom(input);
            input.checkLastTagWas(0);
            return file;
        } catch (InvalidProtocolBufferException e) {
            throw e;
        } catch (IOException e) {
            throw new InvalidProtocolBufferException(e);
        }
    }
}
