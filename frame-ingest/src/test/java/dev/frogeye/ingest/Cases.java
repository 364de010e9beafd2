package dev.frogeye.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Small files that went wrong once, from the test resources. */
public final class Cases {
    private Cases() {}

    /** Copies a file into a folder. */
    public static Path copy(String name, Path folder) throws IOException {
        Path file = folder.resolve(name);
        try (InputStream in = Cases.class.getResourceAsStream("/cases/" + name)) {
            Files.copy(in, file);
        }
        return file;
    }
}
