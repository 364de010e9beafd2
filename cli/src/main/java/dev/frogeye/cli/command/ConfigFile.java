package dev.frogeye.cli.command;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.frogeye.cli.text.UsageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A YAML file of options as it is written: keys of the top level, and keys one level below the name of a command.
 *
 * @param path where it is, for messages
 */
record ConfigFile(Path path, List<Entry> entries) {
    private static final YAMLFactory YAML = new YAMLFactory();
    /** Far more than all options need; a file that was named by mistake is refused before it fills the memory. */
    private static final long LARGEST_BYTES = 1 << 20;

    ConfigFile {
        entries = List.copyOf(entries);
    }

    /**
     * One key.
     *
     * @param section key that this is below, empty at the top level
     * @param values what is written there, as text: one, or the elements of a list
     * @param isSection whether this is a key with keys below it; those are entries of their own
     * @param line counted from 1
     */
    record Entry(String section, String key, List<String> values, boolean isList, boolean isSection, int line) {}

    /** Where a key stands, for messages. */
    String where(Entry entry) {
        return path + ", line " + entry.line();
    }

    /**
     * Reads a file.
     *
     * @throws UsageException if it cannot be read or is not such a file
     */
    static ConfigFile read(Path path) {
        try {
            if (!Files.isRegularFile(path)) {
                throw new UsageException(
                        "--config: " + path + (Files.exists(path) ? " is no file" : " does not exist; check the path"));
            }
            if (Files.size(path) > LARGEST_BYTES) {
                throw new UsageException("--config: " + path + " is too large for a file of options");
            }
            String text = Files.readString(path, StandardCharsets.UTF_8);
            try (JsonParser parser = YAML.createParser(text)) {
                return new ConfigFile(path, new Reader(path, parser).read());
            }
        } catch (JsonProcessingException e) {
            String line =
                    e.getLocation() == null ? "" : ", line " + e.getLocation().getLineNr();
            throw new UsageException(
                    path + line + ": this is not valid YAML (" + gist(e.getOriginalMessage()) + ")", e);
        } catch (IOException e) {
            throw new UsageException("--config: cannot read " + path + " (" + e + ")", e);
        }
    }

    /** What the parser says, without the picture of the place that it draws. */
    private static String gist(String message) {
        List<String> said = new ArrayList<>();
        for (String line : message.split("\\R")) {
            if (line.startsWith(" in ") || line.startsWith("    ")) {
                continue;
            }
            said.add(line.strip());
        }
        return String.join(", ", said);
    }

    private static final class Reader {
        private final Path path;
        private final JsonParser parser;
        private final List<Entry> entries = new ArrayList<>();
        private final Set<List<String>> seen = new HashSet<>();

        Reader(Path path, JsonParser parser) {
            this.path = path;
            this.parser = parser;
        }

        List<Entry> read() throws IOException {
            JsonToken first = parser.nextToken();
            if (first == null || first == JsonToken.VALUE_NULL) {
                return entries;
            }
            if (first != JsonToken.START_OBJECT) {
                throw wrong("expected lines such as threads: 2");
            }
            section("");
            if (parser.nextToken() != null) {
                throw wrong("there is more than one document");
            }
            return entries;
        }

        private void section(String name) throws IOException {
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String key = parser.currentName();
                int line = parser.currentTokenLocation().getLineNr();
                if (!seen.add(List.of(name, key))) {
                    throw wrong(key + " is there twice");
                }
                switch (parser.nextToken()) {
                    case START_OBJECT -> {
                        if (!name.isEmpty()) {
                            throw wrong(key + " takes a value, not more keys");
                        }
                        entries.add(new Entry(name, key, List.of(), false, true, line));
                        section(key);
                    }
                    case START_ARRAY -> entries.add(new Entry(name, key, list(key), true, false, line));
                    default -> {
                        // A key without a value is as good as none.
                        scalar(key)
                                .ifPresent(
                                        value -> entries.add(new Entry(name, key, List.of(value), false, false, line)));
                    }
                }
            }
        }

        private List<String> list(String key) throws IOException {
            List<String> values = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                values.add(scalar(key).orElseThrow(() -> wrong(key + " has an empty element")));
            }
            return values;
        }

        /** As it is written: 0.10 stays so, and a time such as 1:30 is not a number. Empty for null. */
        private Optional<String> scalar(String key) throws IOException {
            JsonToken token = parser.currentToken();
            if (token == JsonToken.VALUE_NULL) {
                return Optional.empty();
            }
            if (!token.isScalarValue() || token == JsonToken.VALUE_EMBEDDED_OBJECT) {
                throw wrong(key + " takes a value or a list of values");
            }
            return Optional.of(parser.getText());
        }

        private UsageException wrong(String problem) {
            return new UsageException(
                    path + ", line " + parser.currentTokenLocation().getLineNr() + ": " + problem);
        }
    }
}
