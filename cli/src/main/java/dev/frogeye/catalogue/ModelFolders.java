package dev.frogeye.catalogue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Where models of a catalogue lie on this machine.
 *
 * @param seeded a folder that is looked in first and written to, such as one that was filled by hand; empty for none
 * @param cache the platform's folder
 */
public record ModelFolders(Optional<Path> seeded, Path cache) {
    /** Checks that both are there. */
    public ModelFolders {
        Objects.requireNonNull(seeded, "seeded");
        Objects.requireNonNull(cache, "cache");
    }

    /**
     * The folders on this machine.
     *
     * @param seeded as for the record
     * @param environment gives the value of a variable, or null
     */
    public static ModelFolders here(Optional<Path> seeded, UnaryOperator<String> environment) {
        Path home = Path.of(System.getProperty("user.home", "."));
        return new ModelFolders(seeded, CacheFolder.models(System.getProperty("os.name", ""), environment, home));
    }

    /** Where models are written to. */
    public Path target() {
        return seeded.orElse(cache);
    }

    /**
     * A model that is there under its name.
     *
     * @param path the file
     * @param problem what is wrong with it, to be continued with a remedy; empty if it is the model, to the bit
     */
    public record Stored(Path path, Optional<String> problem) {}

    /**
     * Looks for a model and reads it whole, because a file that was put there by hand may be anything.
     *
     * @return the first file of its name, right or wrong; empty if there is none
     * @throws IOException if the file cannot be read
     */
    public Optional<Stored> find(CatalogueEntry entry) throws IOException {
        List<Path> folders = Stream.concat(seeded.stream(), Stream.of(cache)).toList();
        for (Path folder : folders) {
            Path file = folder.resolve(entry.file());
            if (Files.exists(file)) {
                return Optional.of(check(entry, file));
            }
        }
        return Optional.empty();
    }

    /** Compares a file with what the catalogue says of it. */
    static Stored check(CatalogueEntry entry, Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return new Stored(file, Optional.of(file + " is not a file"));
        }
        long bytes = Files.size(file);
        if (bytes != entry.bytes()) {
            return new Stored(
                    file,
                    Optional.of(file + " is not " + entry.name() + ": it has " + bytes + " bytes, expected "
                            + entry.bytes()));
        }
        String sha256 = Checksum.of(file);
        if (!sha256.equals(entry.sha256())) {
            return new Stored(
                    file,
                    Optional.of(file + " is not " + entry.name() + ": it has SHA-256 " + sha256 + ", expected "
                            + entry.sha256()));
        }
        return new Stored(file, Optional.empty());
    }
}
