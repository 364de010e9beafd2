package dev.frogeye.export.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.frogeye.export.table.ColumnOrigins;
import dev.frogeye.export.table.FeatureRow;
import dev.frogeye.export.table.FeatureTable;
import dev.frogeye.export.table.RowReader;
import dev.frogeye.export.table.RowState;
import dev.frogeye.export.table.TableColumns;
import dev.frogeye.export.table.TableException;
import dev.frogeye.export.table.VectorType;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A table in JSON lines, one of them in memory. The keys of a line may be in any order; a {@code null} in a vector is not a
 * number. There are no metadata in such a file.
 */
public final class JsonReading implements RowReader {
    private static final int FIRST_CAPACITY = 1024;

    private final Path file;
    private final InputStream in;
    private final JsonParser json;
    private final FeatureTable table;
    private final Set<String> leftOut = new LinkedHashSet<>();

    // Of the line that was read last.
    private final Map<String, float[]> vectors = new LinkedHashMap<>();
    private final Set<String> found = new LinkedHashSet<>();
    private String video = "";
    private RowState state = RowState.DELTA;
    private long frame;
    private long pts;
    private float changeRatio;
    private long spikes;
    private long macs;
    private long macsDense;
    private boolean isFirst = true; // the line was read to know the columns

    public JsonReading(Path file) throws IOException {
        this.file = file;
        in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        try {
            json = new JsonFactory().createParser(in);
            if (!readLine()) {
                throw new TableException(file, "is empty; it holds no table");
            }
            Map<String, Integer> sizes = new LinkedHashMap<>();
            vectors.forEach((name, values) -> sizes.put(name, values.length));
            table = new ColumnOrigins(Map.of()).table(file, sizes, VectorType.FLOAT32);
        } catch (IOException | RuntimeException e) {
            try (in) {
                throw located(e);
            }
        }
    }

    private TableException located(Exception e) {
        return TableException.of(file, "JSON lines", e);
    }

    /** Reads a line; false at the end of the file. */
    private boolean readLine() throws IOException {
        JsonToken token = json.nextToken();
        if (token == null) {
            return false;
        }
        if (token != JsonToken.START_OBJECT) {
            throw wrong("holds no object");
        }
        found.clear();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            readValue(name);
        }
        List<String> missing = new ArrayList<>(TableColumns.SCALARS);
        missing.addAll(vectors.keySet());
        missing.removeAll(found);
        if (!missing.isEmpty() || vectors.isEmpty()) {
            throw wrong("has no '" + (missing.isEmpty() ? "feature" : missing.get(0))
                    + "'; only tables that Frogeye wrote can be converted");
        }
        return true;
    }

    private void readValue(String name) throws IOException {
        switch (name) {
            case "video_id" -> video = text(name);
            case "frame_index" -> frame = json.getLongValue();
            case "pts_us" -> pts = json.getLongValue();
            case "change_ratio" -> changeRatio = json.getFloatValue();
            case "spikes" -> spikes = json.getLongValue();
            case "macs" -> macs = json.getLongValue();
            case "macs_dense" -> macsDense = json.getLongValue();
            case "state" -> state = state();
            case "source" -> video = source();
            case "timestamp_s" -> json.skipChildren();
            default -> readOther(name);
        }
        found.add(name);
    }

    private RowState state() throws IOException {
        try {
            return RowState.parse(text(TableColumns.STATE));
        } catch (IllegalArgumentException e) {
            throw wrong("says the state " + e.getMessage());
        }
    }

    /** As {@code frogeye stream} calls it. */
    private String source() throws IOException {
        found.add(TableColumns.VIDEO_ID);
        return text("source");
    }

    private String text(String name) throws IOException {
        if (json.currentToken() != JsonToken.VALUE_STRING) {
            throw wrong("holds no text in '" + name + "'");
        }
        return json.getText();
    }

    private void readOther(String name) throws IOException {
        boolean isVector = name.startsWith("feature");
        if (isVector && json.currentToken() == JsonToken.START_ARRAY) {
            readVector(name);
        } else if (isVector && json.currentToken() == JsonToken.VALUE_STRING) {
            ByteBuffer bytes = ByteBuffer.wrap(json.getBinaryValue()).order(ByteOrder.LITTLE_ENDIAN);
            float[] values = new float[bytes.remaining() / Float.BYTES];
            bytes.asFloatBuffer().get(values);
            put(name, values, values.length);
        } else {
            json.skipChildren();
            leftOut.add(name);
        }
    }

    private void readVector(String name) throws IOException {
        float[] values = vectors.getOrDefault(name, new float[table == null ? FIRST_CAPACITY : 0]);
        int count = 0;
        for (JsonToken token = json.nextToken(); token != JsonToken.END_ARRAY; token = json.nextToken()) {
            if (count == values.length) {
                values = Arrays.copyOf(values, 2 * count + 1);
            }
            values[count++] = switch (token) {
                case VALUE_NULL -> Float.NaN;
                case VALUE_NUMBER_FLOAT, VALUE_NUMBER_INT -> json.getFloatValue();
                default -> throw wrong("holds something else than numbers in '" + name + "'");
            };
        }
        put(name, values, count);
    }

    private void put(String name, float[] values, int count) throws TableException {
        if (table == null) {
            vectors.put(name, Arrays.copyOf(values, count));
        } else if (vectors.get(name) == null || vectors.get(name).length != count) {
            throw wrong("has " + count + " values in '" + name + "', another number than the first");
        } else {
            vectors.put(name, values);
        }
    }

    private TableException wrong(String what) {
        return new TableException(
                file, what + ", line " + json.currentLocation().getLineNr());
    }

    @Override
    public FeatureTable table() {
        return table;
    }

    @Override
    public boolean next(FeatureRow row) throws IOException {
        try {
            if (!isFirst && !readLine()) {
                return false;
            }
        } catch (IOException e) {
            throw located(e);
        }
        isFirst = false;
        int column = 0;
        for (float[] values : vectors.values()) {
            System.arraycopy(values, 0, row.feature(column++), 0, values.length);
        }
        row.setRead(video, frame, pts, changeRatio, spikes, macs, macsDense, state);
        return true;
    }

    @Override
    public List<String> notes() {
        return RowReader.leftOut(leftOut);
    }

    @Override
    public void close() throws IOException {
        try (in) {
            json.close();
        }
    }
}
