package dev.frogeye.extraction;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.frogeye.delta.Coding;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The written form of a profile. */
final class ProfileJson {
    private static final String FORMAT = "frogeye-profile";
    private static final int VERSION = 1;
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private ProfileJson() {}

    static byte[] write(Profile profile) {
        ObjectNode json = JSON.createObjectNode().put("format", FORMAT).put("version", VERSION);
        json.putObject("model")
                .put("name", profile.model().name())
                .put("sha256", profile.model().sha256());
        profile.layers().forEach(json.putArray("layer")::add);
        profile.poolings().forEach(json.putArray("pool")::add);
        json.put("preprocess", profile.preprocess())
                .put("coding", profile.coding().name().toLowerCase(Locale.ROOT))
                .put("refresh_frames", profile.refreshFrames())
                .put("pixel_threshold", profile.pixelLevels());
        ObjectNode thresholds = json.putObject("thresholds");
        // As text the shortest that reads back as the same float, on every JDK; the order is that of the names.
        new TreeMap<>(profile.thresholds()).forEach(thresholds::put);
        json.put("max_error", profile.maxError())
                .put("seed", profile.seed())
                .put("frames_per_clip", profile.framesPerClip());
        for (Profile.Clip clip : profile.clips()) {
            json.withArray("clips")
                    .addObject()
                    .put("name", clip.name())
                    .put("sha256", clip.sha256())
                    .put("frames", clip.frames());
        }
        Profile.OperatingPoint point = profile.operatingPoint();
        json.putObject("operating_point")
                .put("relative_l2", point.relativeL2())
                .put("cosine_mean", point.cosineMean())
                .put("macs_per_frame", point.macsPerFrame())
                .put("dense_macs_per_frame", point.denseMacsPerFrame());
        Profile.Global global = profile.global();
        json.putObject("global")
                .put("alpha", global.alpha())
                .put("pixel_threshold", global.pixelLevels())
                .put("relative_l2", global.relativeL2())
                .put("macs_per_frame", global.macsPerFrame());
        return (json.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** @throws IllegalArgumentException in a few words, if this is no profile */
    static Profile read(byte[] bytes) {
        JsonNode json = parse(bytes);
        if (!FORMAT.equals(json.path("format").asText())) {
            throw new IllegalArgumentException("it lacks \"format\": \"" + FORMAT + "\"");
        }
        int version = integer(json, "version");
        if (version != VERSION) {
            throw new IllegalArgumentException("it is of version " + version + ", this Frogeye knows " + VERSION);
        }
        JsonNode model = object(json, "model");
        List<Profile.Clip> clips = new ArrayList<>();
        for (JsonNode clip : array(json, "clips")) {
            clips.add(new Profile.Clip(text(clip, "name"), text(clip, "sha256"), integer(clip, "frames")));
        }
        JsonNode point = object(json, "operating_point");
        JsonNode global = object(json, "global");
        return new Profile(
                new Profile.Model(text(model, "name"), text(model, "sha256")),
                texts(json, "layer"),
                texts(json, "pool"),
                text(json, "preprocess"),
                coding(text(json, "coding")),
                integer(json, "refresh_frames"),
                number(json, "pixel_threshold"),
                thresholds(object(json, "thresholds")),
                number(json, "max_error"),
                whole(json, "seed"),
                integer(json, "frames_per_clip"),
                clips,
                new Profile.OperatingPoint(
                        number(point, "relative_l2"),
                        number(point, "cosine_mean"),
                        number(point, "macs_per_frame"),
                        whole(point, "dense_macs_per_frame")),
                new Profile.Global(
                        number(global, "alpha"),
                        number(global, "pixel_threshold"),
                        number(global, "relative_l2"),
                        number(global, "macs_per_frame")));
    }

    private static JsonNode parse(byte[] bytes) {
        try {
            JsonNode json = JSON.readTree(bytes);
            if (json.isObject()) {
                return json;
            }
            throw new IllegalArgumentException("it is not a JSON object");
        } catch (IOException e) {
            // Also bytes that are no characters.
            throw new IllegalArgumentException("it is not JSON", e);
        }
    }

    private static Map<String, Float> thresholds(JsonNode json) {
        Map<String, Float> thresholds = new TreeMap<>();
        for (Map.Entry<String, JsonNode> entry : json.properties()) {
            thresholds.put(entry.getKey(), (float) number(json, entry.getKey()));
        }
        return thresholds;
    }

    private static Coding coding(String name) {
        for (Coding coding : Coding.values()) {
            if (coding.name().toLowerCase(Locale.ROOT).equals(name)) {
                return coding;
            }
        }
        throw new IllegalArgumentException("'coding' is '" + name + "', neither graded nor herding");
    }

    private static JsonNode object(JsonNode json, String field) {
        return require(json, field, json.path(field).isObject(), "an object");
    }

    private static JsonNode array(JsonNode json, String field) {
        return require(json, field, json.path(field).isArray(), "a list");
    }

    private static List<String> texts(JsonNode json, String field) {
        List<String> texts = new ArrayList<>();
        for (JsonNode text : array(json, field)) {
            texts.add(require(json, field, text.isTextual(), "a list of texts")
                    .get(texts.size())
                    .asText());
        }
        return texts;
    }

    private static String text(JsonNode json, String field) {
        return require(json, field, json.path(field).isTextual(), "a text").asText();
    }

    /** NaN and infinity, which JSON does not know, are no numbers. */
    private static double number(JsonNode json, String field) {
        return require(json, field, json.path(field).isNumber(), "a number").asDouble();
    }

    private static int integer(JsonNode json, String field) {
        return require(
                        json,
                        field,
                        json.path(field).canConvertToInt() && json.path(field).isIntegralNumber(),
                        "a whole number")
                .asInt();
    }

    private static long whole(JsonNode json, String field) {
        return require(
                        json,
                        field,
                        json.path(field).isIntegralNumber() && json.path(field).canConvertToLong(),
                        "a whole number")
                .asLong();
    }

    private static JsonNode require(JsonNode json, String field, boolean fits, String what) {
        if (fits) {
            return json.get(field);
        }
        throw new IllegalArgumentException(
                json.has(field) ? "'" + field + "' is not " + what : "it lacks '" + field + "'");
    }
}
