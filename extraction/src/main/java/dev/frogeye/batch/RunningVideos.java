package dev.frogeye.batch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The videos that a run is at work on, on disk before their tables can change: when the run is killed between replacing
 * a table and recording it, the next one learns here that what the record says of the old table no longer holds.
 * Thread-safe.
 */
final class RunningVideos implements AutoCloseable {
    private static final String NAME = "running.jsonl";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final FileOutputStream out;
    private final Map<String, String> running = new LinkedHashMap<>();

    /** None yet, to be kept in a folder of their run's own. */
    RunningVideos(Path folder) throws IOException {
        out = new FileOutputStream(folder.resolve(NAME).toFile());
    }

    /** A video is begun. */
    synchronized void add(String videoId, String path) throws IOException {
        running.put(videoId, path);
        write(videoId, path, true);
        out.getFD().sync();
    }

    /** A video is over and on record. */
    synchronized void remove(String videoId) throws IOException {
        String path = running.remove(videoId);
        if (path != null) {
            write(videoId, path, false);
        }
    }

    private void write(String videoId, String path, boolean isRunning) throws IOException {
        String line = JSON.writeValueAsString(JSON.createObjectNode()
                .put("video_id", videoId)
                .put("path", path)
                .put("running", isRunning));
        out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Those that are begun and not over: their paths by their ids. */
    synchronized Map<String, String> unfinished() {
        return new LinkedHashMap<>(running);
    }

    /** The same of a run that was killed. */
    static Map<String, String> unfinished(Path folder) throws IOException {
        Map<String, String> unfinished = new LinkedHashMap<>();
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(Files.newInputStream(folder.resolve(NAME)), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                apply(line, unfinished);
            }
        } catch (NoSuchFileException e) {
            return unfinished;
        }
        return unfinished;
    }

    private static void apply(String line, Map<String, String> unfinished) {
        try {
            JsonNode json = JSON.readTree(line);
            if (json.path("running").asBoolean()) {
                unfinished.put(json.path("video_id").asText(), json.path("path").asText());
            } else {
                unfinished.remove(json.path("video_id").asText());
            }
        } catch (JsonProcessingException e) {
            // Cut off while it was written: the video was not begun, or is done once more.
            return;
        }
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
