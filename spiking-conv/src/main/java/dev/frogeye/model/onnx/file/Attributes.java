package dev.frogeye.model.onnx.file;

import dev.frogeye.model.UnsupportedModelException;
import dev.frogeye.model.onnx.proto.Onnx.AttributeProto;
import dev.frogeye.model.onnx.proto.Onnx.AttributeProto.AttributeType;
import dev.frogeye.model.onnx.proto.Onnx.TensorProto;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The attributes of a node, each read as the type that its operator gives it. */
public final class Attributes {
    private final String owner;
    private final Map<String, AttributeProto> byName = new HashMap<>();

    /** @param owner the node, for messages */
    Attributes(String owner, Collection<AttributeProto> attributes) {
        this.owner = owner;
        attributes.forEach(attribute -> byName.put(attribute.getName(), attribute));
    }

    public boolean has(String key) {
        return byName.containsKey(key);
    }

    public long integer(String key, long absent) {
        return read(key, AttributeType.INT, AttributeProto::getI).orElse(absent);
    }

    public boolean flag(String key, boolean absent) {
        return integer(key, absent ? 1 : 0) != 0;
    }

    public float number(String key, float absent) {
        return read(key, AttributeType.FLOAT, AttributeProto::getF).orElse(absent);
    }

    public String text(String key, String absent) {
        return read(key, AttributeType.STRING, attribute -> attribute.getS().toStringUtf8())
                .orElse(absent);
    }

    public Optional<List<Long>> integers(String key) {
        return read(key, AttributeType.INTS, AttributeProto::getIntsList);
    }

    public Optional<List<Float>> numbers(String key) {
        return read(key, AttributeType.FLOATS, AttributeProto::getFloatsList);
    }

    public Optional<TensorProto> tensor(String key) {
        return read(key, AttributeType.TENSOR, AttributeProto::getT);
    }

    private <T> Optional<T> read(String key, AttributeType type, Function<AttributeProto, T> getter) {
        AttributeProto attribute = byName.get(key);
        if (attribute == null) {
            return Optional.empty();
        }
        AttributeType actual = attribute.getType();
        if (actual != type && actual != AttributeType.UNDEFINED) {
            throw new UnsupportedModelException(
                    owner + ": attribute " + key + " must be of type " + type + ", is " + actual);
        }
        return Optional.of(getter.apply(attribute));
    }
}
