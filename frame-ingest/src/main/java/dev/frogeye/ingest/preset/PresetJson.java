package dev.frogeye.ingest.preset;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.frogeye.ingest.Preprocessing.PerChannel;
import java.util.Optional;

/** The keys of a JSON object, read as what they must be; what is {@code null} counts as left out. */
final class PresetJson {
    private static final ObjectMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(32)
                            .maxNumberLength(100)
                            .maxStringLength(1 << 16)
                            .maxNameLength(1 << 10)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final int LARGEST_SIDE = 16_384;

    private final JsonNode object;
    /** Of this object in the file, with a dot behind it; empty for the outermost. */
    private final String path;

    private PresetJson(JsonNode object, String path) {
        this.object = object;
        this.path = path;
    }

    /**
     * Reads an object.
     *
     * @throws PresetException if it is none, or larger or deeper than such files are
     */
    static PresetJson parse(String text) {
        PresetText.requireSmall(text);
        try {
            JsonNode root = JSON.readTree(text);
            if (root == null || !root.isObject()) {
                throw new PresetException("is no JSON object");
            }
            return new PresetJson(root, "");
        } catch (JsonProcessingException e) {
            String problem = e.getOriginalMessage().lines().findFirst().orElse("");
            throw new PresetException("is no valid JSON (" + unquoted(problem) + ")", e);
        }
    }

    private static String unquoted(String problem) {
        String quoted = PresetException.quoted(problem);
        return quoted.substring(1, quoted.length() - 1);
    }

    boolean has(String key) {
        return object.hasNonNull(key);
    }

    boolean isObject(String key) {
        return object.path(key).isObject();
    }

    boolean isArray(String key) {
        return object.path(key).isArray();
    }

    boolean isInteger(String key) {
        return object.path(key).isIntegralNumber();
    }

    PresetJson object(String key) {
        if (!isObject(key)) {
            throw bad(key, "an object");
        }
        return new PresetJson(object.get(key), path + key + ".");
    }

    Optional<String> text(String key) {
        if (!has(key)) {
            return Optional.empty();
        }
        if (!object.get(key).isTextual()) {
            throw bad(key, "text");
        }
        return Optional.of(object.get(key).textValue());
    }

    boolean flag(String key, boolean whenLeftOut) {
        if (!has(key)) {
            return whenLeftOut;
        }
        if (!object.get(key).isBoolean()) {
            throw bad(key, "true or false");
        }
        return object.get(key).booleanValue();
    }

    Optional<Double> number(String key) {
        return has(key) ? Optional.of(finite(key, object.get(key))) : Optional.empty();
    }

    /** A number of pixels. */
    int side(String key) {
        return side(key, object.path(key));
    }

    /** An array of numbers of pixels, so many of them. */
    int[] sides(String key, int count) {
        JsonNode array = object.path(key);
        if (!array.isArray() || array.size() != count) {
            throw bad(key, count + " numbers of pixels");
        }
        int[] sides = new int[count];
        for (int i = 0; i < count; i++) {
            sides[i] = side(key, array.get(i));
        }
        return sides;
    }

    /** One number, or an array of one or three. */
    Optional<PerChannel> perChannel(String key) {
        if (!has(key)) {
            return Optional.empty();
        }
        JsonNode value = object.get(key);
        if (!value.isArray()) {
            return Optional.of(PerChannel.of(finite(key, value)));
        }
        return switch (value.size()) {
            case 1 -> Optional.of(PerChannel.of(finite(key, value.get(0))));
            case 3 ->
                Optional.of(new PerChannel(
                        finite(key, value.get(0)), finite(key, value.get(1)), finite(key, value.get(2))));
            default -> throw bad(key, "one number or three, because frames have three channels");
        };
    }

    private int side(String key, JsonNode value) {
        if (!value.isIntegralNumber()
                || !value.canConvertToInt()
                || value.intValue() < 1
                || value.intValue() > LARGEST_SIDE) {
            throw bad(key, "a whole number of pixels from 1 to " + LARGEST_SIDE);
        }
        return value.intValue();
    }

    private double finite(String key, JsonNode value) {
        if (!value.isNumber() || !Double.isFinite(value.doubleValue())) {
            throw bad(key, "a number");
        }
        return value.doubleValue();
    }

    /** What to throw where a key has a value that it cannot have. */
    PresetException bad(String key, String expected) {
        return new PresetException(
                has(key)
                        ? path + key + " is " + unquoted(object.get(key).toString()) + ", not " + expected
                        : path + key + " is missing; it must be " + expected);
    }

    /** What to throw where a key asks for what cannot be done. */
    PresetException cannot(String key, String why) {
        return new PresetException(
                "asks for " + path + key + "=" + unquoted(object.path(key).toString()) + ", but " + why);
    }
}
