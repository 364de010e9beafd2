package dev.frogeye.live.page;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.frogeye.live.LiveControl;
import java.io.IOException;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What a client asks to be changed.
 *
 * @param threshold of the layers, relative; empty to leave it
 * @param pixelThreshold in levels; empty to leave it
 */
record ChangeRequest(OptionalDouble threshold, OptionalDouble pixelThreshold) {
    private static final double MAX_LEVELS = 255;
    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

    /**
     * Reads a JSON object.
     *
     * @throws IllegalArgumentException in one line
     */
    static ChangeRequest parse(byte[] body) {
        JsonNode object = read(body);
        if (object == null || !object.isObject() || object.isEmpty()) {
            throw new IllegalArgumentException(
                    "Send a JSON object such as {\"threshold\": 0.06, \"pixel_threshold\": 4}.");
        }
        OptionalDouble threshold = OptionalDouble.empty();
        OptionalDouble pixelThreshold = OptionalDouble.empty();
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            switch (field.getKey()) {
                case "threshold" -> threshold = number(field, Float.MAX_VALUE);
                case "pixel_threshold" -> pixelThreshold = number(field, MAX_LEVELS);
                default ->
                    throw new IllegalArgumentException(
                            "There are the settings threshold and pixel_threshold, no others.");
            }
        }
        return new ChangeRequest(threshold, pixelThreshold);
    }

    private static JsonNode read(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException malformed) {
            throw new IllegalArgumentException("That is not JSON.", malformed);
        } catch (IOException neverFromMemory) {
            throw new IllegalStateException(neverFromMemory);
        }
    }

    private static OptionalDouble number(Map.Entry<String, JsonNode> field, double max) {
        double value = field.getValue().isNumber() ? field.getValue().doubleValue() : Double.NaN;
        if (!(value >= 0 && value <= max)) {
            throw new IllegalArgumentException(field.getKey() + " is a number from 0"
                    + (max == MAX_LEVELS ? " to " + (int) MAX_LEVELS : " up") + ".");
        }
        return OptionalDouble.of(value);
    }

    /** Makes it so. */
    void apply(LiveControl control) {
        threshold.ifPresent(alpha -> control.setThreshold((float) alpha));
        pixelThreshold.ifPresent(levels -> control.setPixelThreshold((float) levels));
    }
}
