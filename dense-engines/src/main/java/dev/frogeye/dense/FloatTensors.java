package dev.frogeye.dense;

import com.google.protobuf.ByteString;
import dev.frogeye.model.onnx.proto.Onnx.TensorProto;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Between arrays and the tensors that ONNX files hold; row-major, as they have it. */
final class FloatTensors {
    private FloatTensors() {}

    /** Number of values. */
    static long size(TensorProto tensor) {
        return tensor.getDimsList().stream().reduce(1L, Math::multiplyExact);
    }

    /** The values of a float32 tensor. */
    static float[] values(TensorProto tensor) {
        float[] values = new float[Math.toIntExact(size(tensor))];
        if (!tensor.getRawData().isEmpty()) {
            tensor.getRawData()
                    .asReadOnlyByteBuffer()
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asFloatBuffer()
                    .get(values);
        } else {
            for (int i = 0; i < values.length; i++) {
                values[i] = tensor.getFloatData(i);
            }
        }
        return values;
    }

    static TensorProto floats(String name, float[] values, long... dims) {
        ByteBuffer raw = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        raw.asFloatBuffer().put(values);
        return tensor(name, TensorProto.DataType.FLOAT, raw, dims);
    }

    static TensorProto integers(String name, int[] values, long... dims) {
        ByteBuffer raw = ByteBuffer.allocate(values.length * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        raw.asIntBuffer().put(values);
        return tensor(name, TensorProto.DataType.INT32, raw, dims);
    }

    static TensorProto bytes(String name, TensorProto.DataType type, byte[] values, long... dims) {
        return tensor(name, type, ByteBuffer.wrap(values), dims);
    }

    private static TensorProto tensor(String name, TensorProto.DataType type, ByteBuffer raw, long... dims) {
        TensorProto.Builder tensor = TensorProto.newBuilder()
                .setName(name)
                .setDataType(type.getNumber())
                .setRawData(ByteString.copyFrom(raw));
        Arrays.stream(dims).forEach(tensor::addDims);
        return tensor.build();
    }
}
