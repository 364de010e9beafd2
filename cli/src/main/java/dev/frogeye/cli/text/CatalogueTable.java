package dev.frogeye.cli.text;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.frogeye.catalogue.CatalogueEntry;
import dev.frogeye.catalogue.ModelFolders.Stored;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What {@code models list} prints. */
public final class CatalogueTable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final TextTable table = new TextTable("lrlllll");
    private boolean isEmpty = true;

    public void add(CatalogueEntry entry, Optional<Stored> stored) {
        if (isEmpty) {
            table.row("name", "MB", "licence", "input", "here", "checksum", "what it is");
            isEmpty = false;
        }
        table.row(
                entry.name(),
                String.format(Locale.ROOT, "%.1f", entry.bytes() / 1e6),
                Printable.line(entry.licence()),
                Printable.line(entry.input()),
                here(stored),
                entry.confirmed().isPresent() ? "confirmed" : "unverified",
                Printable.line(entry.description()));
    }

    /** The rows that were added, below their head. */
    public List<String> lines() {
        return table.lines();
    }

    private static String here(Optional<Stored> stored) {
        if (stored.isEmpty()) {
            return "no";
        }
        return stored.get().problem().isEmpty() ? "yes" : "wrong";
    }

    /** One object, on one line. */
    public static String json(CatalogueEntry entry, Optional<Stored> stored) {
        ObjectNode object = JSON.createObjectNode().put("name", entry.name()).put("description", entry.description());
        entry.urls().forEach(url -> object.withArray("urls").add(url.toString()));
        object.put("bytes", entry.bytes())
                .put("sha256", entry.sha256())
                .put("confirmed", entry.confirmed().orElse(null))
                .put("licence", entry.licence())
                .put("input", entry.input())
                .put("preprocessing", entry.preprocessing())
                .put("here", here(stored))
                .put("path", stored.map(file -> file.path().toString()).orElse(null))
                .put("problem", stored.flatMap(Stored::problem).orElse(null));
        return object.toString();
    }
}
