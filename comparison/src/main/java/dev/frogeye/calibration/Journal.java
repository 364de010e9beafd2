package dev.frogeye.calibration;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was measured so far, a line of JSON each, beside the profile that is being made: a search that was cut off finds
 * it there and goes on. The first line tells what the search is about; where that is another search, the file starts
 * anew. Thread-safe.
 */
final class Journal implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final FileOutputStream out;
    private final Map<String, Evaluation> known;

    private Journal(FileOutputStream out, Map<String, Evaluation> known) {
        this.out = out;
        this.known = known;
    }

    /**
     * Opens the journal of a search.
     *
     * @param task hash of all that decides the measurements
     */
    static Journal open(Path file, String task) throws IOException {
        List<String> lines = Files.exists(file) ? complete(file) : List.of();
        Map<String, Evaluation> known = new HashMap<>();
        boolean fits =
                !lines.isEmpty() && task.equals(parse(lines.get(0)).path("task").asText());
        if (fits) {
            for (String line : lines.subList(1, lines.size())) {
                JsonNode json = parse(line);
                if (json.hasNonNull("overhead")) {
                    known.put(json.path("thresholds").asText(), evaluation(json));
                }
            }
        }
        FileOutputStream out = new FileOutputStream(file.toFile(), fits);
        // A run that was killed may have left half a line; an empty one more does no harm.
        Journal journal = new Journal(out, known);
        journal.write(fits ? "" : JSON.createObjectNode().put("task", task).toString());
        return journal;
    }

    private static List<String> complete(Path file) throws IOException {
        List<String> lines = new ArrayList<>();
        // Not Files.readAllLines: what a crash cut off may be half a character.
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(line);
            }
        }
        return lines;
    }

    /** An empty object for what is none: what a cut-off line told of is measured again. */
    private static JsonNode parse(String line) {
        try {
            JsonNode json = JSON.readTree(line);
            return json == null || !json.isObject() ? JSON.createObjectNode() : json;
        } catch (JsonProcessingException e) {
            return JSON.createObjectNode();
        }
    }

    private static Evaluation evaluation(JsonNode json) {
        return new Evaluation(
                json.path("relative_l2").asDouble(),
                json.path("cosine").asDouble(),
                json.path("macs").asLong(),
                json.path("overhead").asLong());
    }

    /** How many measurements an earlier run left. */
    synchronized int size() {
        return known.size();
    }

    synchronized Optional<Evaluation> find(String thresholds) {
        return Optional.ofNullable(known.get(thresholds));
    }

    synchronized void add(String thresholds, Evaluation evaluation) throws IOException {
        known.put(thresholds, evaluation);
        write(JSON.createObjectNode()
                .put("thresholds", thresholds)
                .put("relative_l2", evaluation.relativeL2())
                .put("cosine", evaluation.cosine())
                .put("macs", evaluation.macs())
                .put("overhead", evaluation.overhead())
                .toString());
    }

    private void write(String line) throws IOException {
        out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public synchronized void close() throws IOException {
        out.close();
    }
}
