package dev.frogeye.cli.command;

import dev.frogeye.cli.text.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where {@code --report} writes to. */
final class ReportFolder {
    private ReportFolder() {}

    /** The folder, made if missing and tried; a measurement takes too long to find out afterwards. */
    static Path open(String name) {
        Path folder = UsageException.path("--report", name);
        try {
            Files.createDirectories(folder);
            Files.delete(Files.createTempFile(folder, ".tmp-", ""));
            return folder;
        } catch (IOException e) {
            throw new UsageException("--report: cannot write to " + folder + " (" + e + "); give another folder", e);
        }
    }
}
