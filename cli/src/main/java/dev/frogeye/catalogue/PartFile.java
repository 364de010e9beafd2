package dev.frogeye.catalogue;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/** What has arrived of a model, beside the place where it will be; it stays when the download is broken off. */
final class PartFile {
    private final Path finished;
    private final Path part;
    private final Path version;

    /**
     * A part, there or not.
     *
     * @param finished what it becomes when it is whole
     */
    PartFile(Path finished) {
        this.finished = finished;
        this.part = finished.resolveSibling(finished.getFileName() + ".part");
        this.version = finished.resolveSibling(finished.getFileName() + ".part.etag");
    }

    Path path() {
        return part;
    }

    /** Bytes that are there. */
    long length() throws IOException {
        return Files.exists(part) ? Files.size(part) : 0;
    }

    /** What the source called the version that this is a part of, if the part is from there and it said so. */
    Optional<String> version(URI source) throws IOException {
        if (!Files.exists(version)) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(version);
        return lines.size() == 2 && lines.get(0).equals(source.toString())
                ? Optional.of(lines.get(1))
                : Optional.empty();
    }

    /** Begins anew with what a source calls this version; an empty one is forgotten. */
    OutputStream begin(URI source, Optional<String> called) throws IOException {
        if (called.isPresent()) {
            Files.write(version, List.of(source.toString(), called.get()));
        } else {
            Files.deleteIfExists(version);
        }
        return Files.newOutputStream(
                part, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
    }

    /** Goes on behind what is there. */
    OutputStream append() throws IOException {
        return Files.newOutputStream(part, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    }

    void delete() throws IOException {
        Files.deleteIfExists(part);
        Files.deleteIfExists(version);
    }

    /** Gives the part its final name, in one step, once it is on disk. */
    void finish() throws IOException {
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(part, finished, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Files.deleteIfExists(version);
    }
}
