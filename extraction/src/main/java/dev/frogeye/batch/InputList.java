package dev.frogeye.batch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import dev.frogeye.ingest.TimeRange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A list of videos: a path or URL a line, or CSV with a header, or an object of JSON a line, with {@code path} and as one
 * likes {@code id}, {@code start} and {@code end}. Relative paths are relative to the current folder.
 */
public final class InputList {
    /** One video, or one part of a video. */
    public record Entry(Optional<String> id, String path, TimeRange range) {}

    private enum Format {
        TXT,
        CSV,
        JSONL
    }

    private InputList() {}

    /**
     * Reads a list.
     *
     * @param name of the list: a suffix {@code .txt}, {@code .csv} or {@code .jsonl} tells its format, which is else seen
     *     from its first line
     * @throws IllegalArgumentException naming the list and the line that cannot be understood
     */
    public static List<Entry> read(String name, String content) {
        String text = content.startsWith("\uFEFF") ? content.substring(1) : content;
        return switch (format(name, text)) {
            case TXT -> txt(text);
            case CSV -> csv(name, text);
            case JSONL -> jsonl(name, text);
        };
    }

    private static Format format(String name, String text) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.endsWith(".txt")) {
            return Format.TXT;
        }
        if (lower.endsWith(".csv")) {
            return Format.CSV;
        }
        if (lower.endsWith(".jsonl")) {
            return Format.JSONL;
        }
        String first = text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .findFirst()
                .orElse("");
        if (first.startsWith("{")) {
            return Format.JSONL;
        }
        return List.of(first.toLowerCase(Locale.ROOT).split("\\s*,\\s*")).contains("path") ? Format.CSV : Format.TXT;
    }

    /** Blank lines, and those that begin with {@code #}, are passed over. */
    private static List<Entry> txt(String text) {
        return text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .map(line -> new Entry(Optional.empty(), line, TimeRange.ALL))
                .toList();
    }

    private static List<Entry> csv(String name, String text) {
        CsvMapper mapper = CsvMapper.builder()
                .enable(CsvParser.Feature.TRIM_SPACES, CsvParser.Feature.SKIP_EMPTY_LINES)
                .build();
        List<Entry> entries = new ArrayList<>();
        try (MappingIterator<Map<String, String>> rows = mapper.readerForMapOf(String.class)
                .with(CsvSchema.emptySchema().withHeader())
                .readValues(text)) {
            while (rows.hasNextValue()) {
                Map<String, String> row = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
                row.putAll(rows.nextValue());
                if (!row.containsKey("path")) {
                    throw new IllegalArgumentException(
                            name + " needs a header with a column path, and commas between columns");
                }
                String place = name + " row " + (entries.size() + 1);
                entries.add(entry(place, row.get("id"), row.get("path"), row.get("start"), row.get("end")));
            }
        } catch (IOException e) {
            throw notUnderstood(name, e);
        }
        if (entries.isEmpty()) {
            throw new IllegalArgumentException(name + " has no row below its header");
        }
        return entries;
    }

    private static List<Entry> jsonl(String name, String text) {
        ObjectMapper mapper = new ObjectMapper();
        List<Entry> entries = new ArrayList<>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            if (line.isBlank()) {
                continue;
            }
            String place = name + " line " + number;
            try {
                JsonNode json = mapper.readTree(line);
                entries.add(entry(
                        place,
                        json.path("id").asText(null),
                        json.path("path").asText(null),
                        json.path("start").asText(null),
                        json.path("end").asText(null)));
            } catch (JsonProcessingException e) {
                throw notUnderstood(place, e);
            }
        }
        return entries;
    }

    private static Entry entry(String place, String id, String path, String start, String end) {
        if (path == null || path.isBlank()) {
            throw new IllegalArgumentException(place + " has no path");
        }
        try {
            return new Entry(
                    Optional.ofNullable(blankToNull(id)),
                    path,
                    TimeRange.parse(blankToNull(start), null, blankToNull(end)));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(place + ": " + e.getMessage(), e);
        }
    }

    private static String blankToNull(String text) {
        return text == null || text.isBlank() || text.equals("null") ? null : text;
    }

    private static IllegalArgumentException notUnderstood(String place, IOException e) {
        String reason = e instanceof JsonProcessingException json ? json.getOriginalMessage() : e.getMessage();
        return new IllegalArgumentException(place + " is not understood: " + reason, e);
    }
}
