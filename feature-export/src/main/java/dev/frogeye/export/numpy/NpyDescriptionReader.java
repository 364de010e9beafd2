package dev.frogeye.export.numpy;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.frogeye.export.table.ColumnOrigins;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads what {@link NpyDescription} wrote: what the arrays of a NumPy file are, and perhaps what the rows are. */
final class NpyDescriptionReader {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int FIRST_CAPACITY = 1024;

    private final Map<String, String> metadata = new LinkedHashMap<>();
    private final Map<String, double[]> numbers = new LinkedHashMap<>();
    private final Map<String, long[]> integers = new LinkedHashMap<>();
    private String videoId;

    /** Reads all of it. */
    NpyDescriptionReader(JsonParser json) throws IOException {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            throw new IOException("no object");
        }
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            switch (name) {
                case "video_id" -> videoId = json.currentToken() == JsonToken.VALUE_NULL ? null : json.getText();
                case "metadata" -> readMetadata(json);
                case "frame_index", "spikes", "macs", "macs_dense" -> integers.put(name, integers(json));
                case "timestamps_ms", "change_ratio", "is_key" -> numbers.put(name, numbers(json));
                default -> json.skipChildren();
            }
        }
    }

    static NpyDescriptionReader of(String text) throws IOException {
        try (JsonParser json = JSON.createParser(text)) {
            return new NpyDescriptionReader(json);
        }
    }

    static NpyDescriptionReader of(InputStream in) throws IOException {
        try (JsonParser json = JSON.createParser(in)) {
            return new NpyDescriptionReader(json);
        }
    }

    private void readMetadata(JsonParser json) throws IOException {
        JsonNode node = json.readValueAsTree();
        node.properties()
                .forEach(entry -> metadata.put(entry.getKey(), entry.getValue().asText()));
    }

    private static long[] integers(JsonParser json) throws IOException {
        long[] values = new long[FIRST_CAPACITY];
        int count = 0;
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (count == values.length) {
                values = Arrays.copyOf(values, 2 * count);
            }
            values[count++] = json.getLongValue();
        }
        return Arrays.copyOf(values, count);
    }

    private static double[] numbers(JsonParser json) throws IOException {
        double[] values = new double[FIRST_CAPACITY];
        int count = 0;
        for (JsonToken token = json.nextToken(); token != JsonToken.END_ARRAY; token = json.nextToken()) {
            if (count == values.length) {
                values = Arrays.copyOf(values, 2 * count);
            }
            values[count++] = token.isBoolean() ? (json.getBooleanValue() ? 1 : 0) : json.getDoubleValue();
        }
        return Arrays.copyOf(values, count);
    }

    /** Null where it does not say. */
    String videoId() {
        return videoId;
    }

    Map<String, String> metadata() {
        return ColumnOrigins.own(metadata);
    }

    Map<String, double[]> numbers() {
        return numbers;
    }

    Map<String, long[]> integers() {
        return integers;
    }
}
