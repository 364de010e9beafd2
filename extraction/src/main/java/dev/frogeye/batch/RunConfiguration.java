package dev.frogeye.batch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.frogeye.export.OutputFormat;
import dev.frogeye.export.table.VectorType;
import dev.frogeye.export.table.VideoPooling;
import dev.frogeye.extraction.ExtractionSettings;
import java.util.Locale;
import java.util.Optional;

/**
 * What a run makes of every video.
 *
 * @param settings what decides the rows
 * @param format of the tables
 * @param layout where they go
 * @param videoPooling how a video becomes one more vector, if it does
 * @param elements how the values of the vectors are stored
 */
public record RunConfiguration(
        ExtractionSettings settings,
        OutputFormat format,
        OutputLayout layout,
        Optional<VideoPooling> videoPooling,
        VectorType elements) {
    private static final int HASH_LENGTH = 16;

    /** Of single precision. */
    public RunConfiguration(
            ExtractionSettings settings,
            OutputFormat format,
            OutputLayout layout,
            Optional<VideoPooling> videoPooling) {
        this(settings, format, layout, videoPooling, VectorType.FLOAT32);
    }

    /** The file of a table of this name. */
    String file(String name) {
        return name + "." + format.extension();
    }

    /** Two tables of one video with equal hashes have equal content. */
    String hash(Input input) {
        return hash(settings.withVideo(input.options(settings.video())));
    }

    private String hash(ExtractionSettings known) {
        ObjectNode decisive = known.decisive();
        addTo(decisive);
        return OutputLayout.hash(decisive.toString()).substring(0, HASH_LENGTH);
    }

    /** For {@code _run.json}. Holds nothing that differs from one run to the next. */
    ObjectNode json() {
        ObjectNode json = settings.json();
        addTo(json);
        json.put("config", hash(settings));
        json.put("layout", layout.name().toLowerCase(Locale.ROOT));
        return json;
    }

    private void addTo(ObjectNode json) {
        json.put("format", format.extension());
        if (elements != VectorType.FLOAT32) {
            json.put("dtype", elements.text());
        }
        videoPooling.ifPresent(pooling -> json.put("pool_video", pooling.name().toLowerCase(Locale.ROOT)));
    }
}
