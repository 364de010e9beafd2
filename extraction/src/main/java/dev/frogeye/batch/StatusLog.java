package dev.frogeye.batch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.frogeye.extraction.Attempt;
import dev.frogeye.extraction.Status;
import dev.frogeye.extraction.Summary;
import java.io.BufferedReader;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * The record of a run: a line of JSON for each attempt. Every machine of a shared run has a file of its own, because
 * appending to one file over a network loses lines. Thread-safe.
 */
final class StatusLog implements AutoCloseable {
    private static final String NAME = "_status";
    private static final String SUFFIX = ".jsonl";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;
    /** Not a channel: an interrupted thread would close it. */
    private final FileOutputStream out;

    private StatusLog(Path file, FileOutputStream out) {
        this.file = file;
        this.out = out;
    }

    /** Opens the log of a part of the run, to be added to. */
    static StatusLog append(Path folder, Shard shard) throws IOException {
        Path file = folder.resolve(NAME + shard.suffix() + SUFFIX);
        FileOutputStream out = new FileOutputStream(file.toFile(), true);
        try {
            if (!endsWithLine(file)) {
                // A process that was killed may have left half a line.
                out.write('\n');
            }
            return new StatusLog(file, out);
        } catch (IOException e) {
            try (out) {
                throw e;
            }
        }
    }

    private static boolean endsWithLine(Path file) throws IOException {
        try (RandomAccessFile content = new RandomAccessFile(file.toFile(), "r")) {
            if (content.length() == 0) {
                return true;
            }
            content.seek(content.length() - 1);
            return content.read() == '\n';
        }
    }

    /**
     * What the logs of all parts of the run tell. Videos that were skipped keep the attempt before. Lines cut off by a
     * crash are passed over: what they told of is attempted again.
     */
    static History read(Path folder) throws IOException {
        History history = new History();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> logs = Files.newDirectoryStream(folder, NAME + "*" + SUFFIX)) {
                for (Path log : logs) {
                    history.merge(readOne(log));
                }
            }
        }
        return history;
    }

    private static History readOne(Path log) throws IOException {
        History history = new History();
        // Not Files.newBufferedReader: what a crash cut off may be half a character.
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(Files.newInputStream(log), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                StatusEntry entry = parse(line);
                if (entry != null && entry.attempt().status() != Status.SKIPPED) {
                    history.add(entry);
                }
            }
        }
        return history;
    }

    private static StatusEntry parse(String line) {
        try {
            JsonNode json = JSON.readTree(line);
            return json == null || !json.hasNonNull("video_id") ? null : entry(json);
        } catch (JsonProcessingException | IllegalArgumentException | DateTimeException e) {
            return null;
        }
    }

    private static StatusEntry entry(JsonNode json) {
        Attempt attempt = new Attempt(
                json.path("video_id").asText(),
                json.path("path").asText(),
                Status.valueOf(json.path("status").asText().toUpperCase(Locale.ROOT)),
                json.path("error_code").asText(),
                json.path("message").asText(),
                json.path("decode_errors").asLong(),
                new Summary(
                        json.path("frames").asLong(),
                        0,
                        0,
                        json.path("macs").asLong(),
                        json.path("macs_dense").asLong(),
                        json.path("wall_s").asDouble()));
        return new StatusEntry(
                attempt,
                json.path("output").asText(),
                json.path("output_bytes").asLong(-1),
                json.path("config").asText(),
                new SourceStamp(
                        json.path("source_bytes").asLong(-1),
                        json.path("source_modified_ms").asLong(-1)),
                json.hasNonNull("finished_at")
                        ? Instant.parse(json.path("finished_at").asText())
                        : Instant.EPOCH);
    }

    /** Adds a line, in one write, so that it is there whole or, where the process is killed in it, cut off. */
    synchronized void add(StatusEntry entry) throws IOException {
        try {
            out.write((JSON.writeValueAsString(json(entry)) + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IOException(
                    "cannot write to " + file + " (" + e.getMessage()
                            + "); make room or check its permissions, and run the same command again",
                    e);
        }
    }

    private static ObjectNode json(StatusEntry entry) {
        Attempt attempt = entry.attempt();
        ObjectNode line = JSON.createObjectNode();
        line.put("video_id", attempt.videoId());
        line.put("path", attempt.path());
        line.put("status", attempt.status().id());
        line.put("error_code", attempt.errorCode());
        line.put("message", attempt.message());
        if (!attempt.notes().isEmpty()) {
            attempt.notes().forEach(line.putArray("notes")::add);
        }
        line.put("frames", attempt.summary().frames());
        line.put("decode_errors", attempt.decodeErrors());
        line.put("wall_s", Math.round(attempt.summary().seconds() * 1000) / 1000.0);
        line.put("macs", attempt.summary().macs());
        line.put("macs_dense", attempt.summary().macsDense());
        line.put("output", entry.output());
        line.put("output_bytes", entry.outputBytes());
        line.put("config", entry.config());
        line.put("source_bytes", entry.source().bytes());
        line.put("source_modified_ms", entry.source().modifiedMillis());
        line.put(
                "finished_at", entry.finishedAt().truncatedTo(ChronoUnit.MILLIS).toString());
        return line;
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
