package dev.frogeye.export.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import dev.frogeye.export.table.VectorEncoding;
import dev.frogeye.export.table.VectorType;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Writes vectors into JSON. Not thread-safe. */
public final class JsonVectors {
    // The shortest decimal that reads back as the same float, the same on every JDK.
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .build();

    private final VectorEncoding encoding;
    private final VectorType elements;
    private ByteBuffer bytes = ByteBuffer.allocate(0);

    /** Writes vectors this way. */
    public JsonVectors(VectorEncoding encoding) {
        this(encoding, VectorType.FLOAT32);
    }

    /** Writes vectors this way, their values as they would be stored; in Base64 they are single precision still. */
    JsonVectors(VectorEncoding encoding, VectorType elements) {
        this.encoding = encoding;
        this.elements = elements;
    }

    /**
     * A generator for one object after the other, with nothing between them.
     *
     * @param out stays open
     */
    public static JsonGenerator generator(OutputStream out) throws IOException {
        return FACTORY.createGenerator(out).setPrettyPrinter(new MinimalPrettyPrinter(""));
    }

    /** Writes a vector as the value of the field that was begun. */
    public void write(JsonGenerator json, float[] values) throws IOException {
        switch (encoding) {
            case ARRAY -> writeArray(json, values);
            case BASE64 -> writeBase64(json, values);
        }
    }

    private void writeArray(JsonGenerator json, float[] values) throws IOException {
        json.writeStartArray();
        for (float value : values) {
            float stored = elements.stored(value);
            if (Float.isFinite(stored)) {
                json.writeNumber(stored);
            } else {
                json.writeNull();
            }
        }
        json.writeEndArray();
    }

    private void writeBase64(JsonGenerator json, float[] values) throws IOException {
        int size = values.length * Float.BYTES;
        if (bytes.capacity() < size) {
            bytes = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        }
        bytes.asFloatBuffer().put(values);
        json.writeBinary(bytes.array(), 0, size);
    }
}
