package dev.frogeye.pipeline;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.frogeye.export.OutputFormat;
import dev.frogeye.export.PendingFile;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The folder that a run writes to: a feature table for each video, {@code _run.json} saying how they were made, and
 * {@code _status.jsonl} with a line for each attempt.
 */
public final class RunDirectory {
    private static final String RUN = "_run.json";
    private static final String STATUS = "_status.jsonl";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;

    private RunDirectory(Path folder) {
        this.folder = folder;
    }

    /** Opens a folder, creating it where it is missing. */
    public static RunDirectory open(Path folder) throws IOException {
        try {
            Files.createDirectories(folder);
        } catch (FileAlreadyExistsException e) {
            throw new IOException(folder + " is a file, not a folder; give another one with -o", e);
        } catch (IOException e) {
            throw new IOException("cannot create the folder " + folder + " (" + e.getMessage() + ")", e);
        }
        if (!Files.isWritable(folder)) {
            throw new IOException("cannot write to the folder " + folder + "; give another one with -o");
        }
        return new RunDirectory(folder);
    }

    /** Where the table of a video goes. */
    public Path output(String name, OutputFormat format) {
        return output(folder, name, format);
    }

    /** Where the table of a video would go in a folder that need not exist. */
    public static Path output(Path folder, String name, OutputFormat format) {
        return folder.resolve(name + "." + format.extension());
    }

    /** Writes how this run makes its tables, replacing what an earlier run wrote. */
    public void describe(Settings settings) throws IOException {
        PendingFile file = new PendingFile(folder.resolve(RUN));
        try {
            String run = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(settings.json());
            Files.writeString(file.temporary(), run + "\n");
            file.commit();
        } finally {
            file.discard();
        }
    }

    /** Adds a line to the status file, in one write, so that lines of concurrent jobs do not mix. */
    public synchronized void record(Attempt attempt) throws IOException {
        ObjectNode line = JSON.createObjectNode();
        line.put("video_id", attempt.videoId());
        line.put("path", attempt.path());
        line.put("status", attempt.status().id());
        line.put("error_code", attempt.errorCode());
        line.put("message", attempt.message());
        line.put("frames", attempt.summary().frames());
        line.put("decode_errors", attempt.decodeErrors());
        line.put("wall_s", Math.round(attempt.summary().seconds() * 1000) / 1000.0);
        line.put("macs", attempt.summary().macs());
        line.put("macs_dense", attempt.summary().macsDense());
        Files.writeString(
                folder.resolve(STATUS),
                JSON.writeValueAsString(line) + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }
}
