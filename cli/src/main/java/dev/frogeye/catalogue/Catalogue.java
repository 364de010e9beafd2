package dev.frogeye.catalogue;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The models that can be had by name.
 *
 * @param entries in the order in which they are listed; their names differ, also without regard to case
 */
public record Catalogue(List<CatalogueEntry> entries) {
    private static final String BUILTIN = "models.json";

    /** A catalogue is some kilobytes; a file of this size is something else. */
    private static final long LARGEST_BYTES = 4 << 20;

    private static final ObjectReader READER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .build()
            .readerForListOf(Json.class);

    /** Checks that names are unique. */
    public Catalogue {
        entries = List.copyOf(entries);
        Set<String> names = new HashSet<>();
        for (CatalogueEntry entry : entries) {
            // Names are files, and some systems do not tell "A" from "a".
            if (!names.add(entry.name().toLowerCase(Locale.ROOT))) {
                throw new IllegalArgumentException("model '" + entry.name() + "' is there twice");
            }
        }
    }

    /** An entry as a file has it. */
    private record Json(
            String name,
            String description,
            List<String> urls,
            long bytes,
            String sha256,
            String confirmed,
            String licence,
            String input,
            String preprocessing) {
        CatalogueEntry entry() {
            return new CatalogueEntry(
                    given("name", name),
                    given("description", description),
                    given("urls", urls).stream()
                            .map(url -> URI.create(given("urls", url)))
                            .toList(),
                    bytes,
                    given("sha256", sha256),
                    Optional.ofNullable(confirmed).filter(text -> !text.isBlank()),
                    given("licence", licence),
                    given("input", input),
                    given("preprocessing", preprocessing));
        }

        private <T> T given(String key, T value) {
            if (value == null) {
                throw new IllegalArgumentException("model '" + name + "' has no " + key);
            }
            return value;
        }
    }

    /** The catalogue that comes with Frogeye. */
    public static Catalogue builtin() {
        try (InputStream stream = Catalogue.class.getResourceAsStream(BUILTIN)) {
            if (stream == null) {
                throw new IllegalStateException(BUILTIN + " is missing; the installation is incomplete");
            }
            return of(READER.<List<Json>>readValue(stream));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A catalogue of one's own, of the same form as {@link #builtin()}: a JSON list of objects.
     *
     * @throws IllegalArgumentException if it cannot be read or says something wrong, in one line with the file's name
     */
    public static Catalogue read(Path file) {
        try {
            if (Files.size(file) > LARGEST_BYTES) {
                throw new IllegalArgumentException(
                        file + " has " + Files.size(file) + " bytes, which no catalogue has");
            }
            return of(READER.<List<Json>>readValue(Files.readAllBytes(file)));
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException(file + " does not exist", e);
        } catch (ValueInstantiationException e) {
            throw new IllegalArgumentException(file + ": " + e.getCause().getMessage(), e);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(file + " is no catalogue: " + e.getOriginalMessage() + where(e), e);
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot read " + file + " (" + e + ")", e);
        } catch (IllegalArgumentException e) {
            String message = String.valueOf(e.getMessage());
            throw message.startsWith(file.toString()) ? e : new IllegalArgumentException(file + ": " + message, e);
        }
    }

    private static String where(JsonProcessingException e) {
        return e.getLocation() == null ? "" : ", line " + e.getLocation().getLineNr();
    }

    private static Catalogue of(List<Json> entries) {
        if (entries.contains(null)) {
            throw new IllegalArgumentException("an entry is null");
        }
        return new Catalogue(entries.stream().map(Json::entry).toList());
    }

    /** The model of that name. */
    public Optional<CatalogueEntry> find(String name) {
        return entries.stream()
                .filter(entry -> entry.name().equalsIgnoreCase(name))
                .findFirst();
    }

    /** All names, in order. */
    public List<String> names() {
        return entries.stream().map(CatalogueEntry::name).toList();
    }
}
