package dev.frogeye.comparison.report;

import dev.frogeye.comparison.Comparison;
import dev.frogeye.export.table.OutputException;
import dev.frogeye.export.table.PendingFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A comparison as files: {@code report.html}, {@code report.json}, {@code frames.csv} and {@code layers.csv}. */
public final class Report {
    private Report() {}

    /**
     * Writes the four files, over older ones of the same names. All are written in full before the first gets its name.
     *
     * @param directory created where it does not exist
     * @throws OutputException if a file cannot be written; files of an earlier report are then as they were, unless it was
     *     the renaming that failed
     * @throws IllegalArgumentException if there is no clip, a clip has no frames or times of an engine are missing
     */
    public static void write(Comparison comparison, Path directory) throws IOException {
        EngineOrder engines = EngineOrder.of(comparison);
        Map<String, String> files = new LinkedHashMap<>();
        String json = JsonReport.text(comparison, engines);
        files.put("frames.csv", CsvTables.frames(comparison, engines));
        files.put("layers.csv", CsvTables.layers(comparison));
        files.put("report.json", json);
        files.put("report.html", Page.of(comparison, engines, json));
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw OutputException.of(directory, e);
        }
        write(files, directory);
    }

    private static void write(Map<String, String> files, Path directory) throws IOException {
        List<PendingFile> pending = new ArrayList<>();
        try {
            for (Map.Entry<String, String> file : files.entrySet()) {
                PendingFile next = new PendingFile(directory.resolve(file.getKey()));
                pending.add(next);
                try {
                    Files.writeString(next.temporary(), file.getValue(), StandardCharsets.UTF_8);
                } catch (IOException e) {
                    throw OutputException.of(next.target(), e);
                }
            }
            for (PendingFile complete : pending) {
                complete.commit();
            }
        } finally {
            for (PendingFile leftover : pending) {
                leftover.discard();
            }
        }
    }
}
