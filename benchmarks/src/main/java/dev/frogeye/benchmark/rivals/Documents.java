package dev.frogeye.benchmark.rivals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The documents that show what was measured.
 *
 * @param root of the source tree
 */
record Documents(Path root) {
    private static final MarkedBlock ALL = new MarkedBlock("all rivals");
    private static final MarkedBlock SUMMARY = new MarkedBlock("fastest rivals");
    private static final MarkedBlock DEFAULTS = new MarkedBlock("R2 of the defaults");

    /**
     * Writes the tables and the chart, or, if a document cannot take its table, nothing.
     *
     * @param measured networks together, clips of a network in the order of the columns
     * @param readme whether the tables of the README and of {@code docs/compare.md} are written, too; the README's
     *     stays where none of its networks was measured
     * @return what was written
     */
    List<Path> write(List<MeasuredClip> measured, boolean readme) throws IOException {
        MarkdownTables tables = new MarkdownTables(measured);
        Path designs = root.resolve("docs").resolve("designs");
        Map<Path, String> texts = new LinkedHashMap<>();
        put(texts, ALL, designs.resolve("rivals.md"), tables.all());
        if (readme) {
            if (tables.isSummarized()) {
                put(texts, SUMMARY, root.resolve("README.md"), tables.summary());
            }
            put(texts, DEFAULTS, root.resolve("docs").resolve("compare.md"), tables.defaults());
        }
        texts.put(designs.resolve("rivals.svg"), Picture.svg(measured));
        for (Map.Entry<Path, String> text : texts.entrySet()) {
            Files.writeString(text.getKey(), text.getValue());
        }
        return List.copyOf(texts.keySet());
    }

    private static void put(Map<Path, String> texts, MarkedBlock block, Path document, String text) throws IOException {
        texts.put(document, block.replacedIn(document, text));
    }
}
