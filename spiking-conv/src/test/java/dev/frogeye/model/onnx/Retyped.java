package dev.frogeye.model.onnx;

import ai.onnxruntime.platform.Fp16Conversions;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.frogeye.model.onnx.file.ElementType;
import dev.frogeye.model.onnx.proto.Onnx.GraphProto;
import dev.frogeye.model.onnx.proto.Onnx.ModelProto;
import dev.frogeye.model.onnx.proto.Onnx.TensorProto;
import dev.frogeye.model.onnx.proto.Onnx.ValueInfoProto;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.function.UnaryOperator;

/** Models of float32 as converters to other types write them. */
final class Retyped {
    private Retyped() {}

    /** Inputs, weights and outputs of 16 bit. */
    static OnnxModel float16(OnnxModel model) {
        return edited(model, file -> {
            GraphProto.Builder graph = file.getGraphBuilder();
            graph.getInputBuilderList().forEach(input -> declare(input, ElementType.FLOAT16));
            graph.getOutputBuilderList().forEach(output -> declare(output, ElementType.FLOAT16));
            graph.getInitializerBuilderList().forEach(Retyped::halve);
            return file;
        });
    }

    /** The image of another type; what reads it must cast it. */
    static OnnxModel image(OnnxModel model, ElementType type) {
        return edited(model, file -> {
            declare(file.getGraphBuilder().getInputBuilder(0), type);
            return file;
        });
    }

    static OnnxModel edited(OnnxModel model, UnaryOperator<ModelProto.Builder> change) {
        try {
            return new OnnxModel(
                    model.name(),
                    change.apply(ModelProto.parseFrom(model.bytes()).toBuilder())
                            .build()
                            .toByteArray());
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    private static void declare(ValueInfoProto.Builder value, ElementType type) {
        value.getTypeBuilder().getTensorTypeBuilder().setElemType(type.number());
    }

    private static void halve(TensorProto.Builder weights) {
        if (weights.getDataType() != ElementType.FLOAT.number()) {
            return;
        }
        FloatBuffer floats = weights.getRawData()
                .asReadOnlyByteBuffer()
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer();
        ByteBuffer halves = ByteBuffer.allocate(floats.remaining() * 2).order(ByteOrder.LITTLE_ENDIAN);
        while (floats.hasRemaining()) {
            halves.putShort(Fp16Conversions.floatToFp16(floats.get()));
        }
        weights.setDataType(ElementType.FLOAT16.number()).setRawData(ByteString.copyFrom(halves.flip()));
    }
}
