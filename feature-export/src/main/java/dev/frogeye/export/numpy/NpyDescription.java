package dev.frogeye.export.numpy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import dev.frogeye.export.table.FeatureColumn;
import dev.frogeye.export.table.FeatureTable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;

/** What the arrays of a NumPy file are, as JSON: they have no place for it themselves. */
final class NpyDescription {
    /** Where the engine's settings say how many frames a second the video has. */
    private static final String FPS = "frogeye.video.fps";

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
            .build();

    private final FeatureTable table;
    private final FrameColumns frames;

    NpyDescription(FeatureTable table, FrameColumns frames) {
        this.table = table;
        this.frames = frames;
    }

    /** Name of the array of a column in an archive: {@code features}, or {@code features_<layer>} each for several. */
    static List<String> arrays(FeatureTable table) {
        List<FeatureColumn> columns = table.features();
        if (columns.size() == 1) {
            return List.of("features");
        }
        String prefix = "feature_";
        boolean usual = columns.stream().allMatch(column -> column.name().startsWith(prefix));
        return columns.stream()
                .map(column -> "features_" + column.name().substring(usual ? prefix.length() : 0))
                .toList();
    }

    /** Frames a second of the video on average, not of the rows; not a number where it is not known. */
    double fps() {
        try {
            return Double.parseDouble(table.metadata().getOrDefault(FPS, "NaN"));
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    /** Without what there is one of for each row. */
    String text() throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            json.writeStartObject();
            write(json);
            json.writeEndObject();
        }
        return text.toString();
    }

    /** With what there is one of for each row. */
    void writeTo(Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW);
                JsonGenerator json = FACTORY.createGenerator(out)) {
            json.writeStartObject();
            write(json);
            frames.writeTo(json);
            json.writeEndObject();
            json.writeRaw('\n');
        }
    }

    private void write(JsonGenerator json) throws IOException {
        json.writeStringField("video_id", frames.videoId());
        json.writeFieldName("fps");
        if (Double.isFinite(fps())) {
            json.writeNumber(fps());
        } else {
            json.writeNull();
        }
        json.writeArrayFieldStart("arrays");
        for (int i = 0; i < table.features().size(); i++) {
            FeatureColumn column = table.features().get(i);
            json.writeStartObject();
            json.writeStringField("name", arrays(table).get(i));
            json.writeStringField("layer", column.layer());
            json.writeStringField("tensor", column.tensor());
            json.writeFieldName("shape");
            long[] shape = NpyHeader.shape(column, frames.rows());
            json.writeArray(shape, 0, shape.length);
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeObjectFieldStart("metadata");
        for (Map.Entry<String, String> entry : table.metadata().entrySet()) {
            json.writeStringField(entry.getKey(), entry.getValue());
        }
        json.writeEndObject();
    }
}
