package dev.frogeye.export.numpy;

import dev.frogeye.export.table.ColumnOrigins;
import dev.frogeye.export.table.FeatureRow;
import dev.frogeye.export.table.FeatureTable;
import dev.frogeye.export.table.RowReader;
import dev.frogeye.export.table.RowState;
import dev.frogeye.export.table.TableException;
import dev.frogeye.export.table.VectorType;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** A table in NumPy arrays: the vectors come from the file one after the other, what else is known is in memory. */
public final class NumpyReading implements RowReader {
    private static final String SUFFIX = ".npy";
    private static final String VECTORS = "features";
    private static final List<String> INTEGERS = List.of("frame_index", "spikes", "macs", "macs_dense");
    private static final List<String> NUMBERS = List.of("timestamps_ms", "change_ratio", "is_key");

    private final Path file;
    private final Closeable container;
    private final List<NpyInput> arrays = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final List<String> missing = new ArrayList<>();
    private FeatureTable table;
    private FrameColumns frames;
    private RowState other;
    private int row;

    private NumpyReading(Path file, Closeable container) {
        this.file = file;
        this.container = container;
    }

    /** Reads an array and, where there is one, the file beside it. */
    public static NumpyReading array(Path file) throws IOException {
        NumpyReading reading = new NumpyReading(file, () -> {});
        try {
            reading.arrays.add(new NpyInput(
                    file, VECTORS, new BufferedInputStream(Files.newInputStream(file), 1 << 16), Files.size(file)));
            Path beside =
                    file.resolveSibling(NpyRows.description(file.getFileName().toString()));
            if (Files.exists(beside)) {
                try (InputStream in = Files.newInputStream(beside)) {
                    NpyDescriptionReader description = NpyDescriptionReader.of(in);
                    reading.open(List.of("feature"), description, description.integers(), description.numbers());
                } catch (IOException e) {
                    throw TableException.of(beside, "the description of " + file.getFileName(), e);
                }
            } else {
                reading.open(List.of("feature"), NpyDescriptionReader.of("{}"), Map.of(), Map.of());
            }
            return reading;
        } catch (IOException | RuntimeException e) {
            try (reading) {
                throw TableException.of(file, "a NumPy array", e);
            }
        }
    }

    /** Reads an archive. */
    public static NumpyReading archive(Path file) throws IOException {
        ZipFile zip;
        try {
            zip = new ZipFile(file.toFile());
        } catch (ZipException e) {
            throw TableException.of(file, "a NumPy archive", e);
        }
        NumpyReading reading = new NumpyReading(file, zip);
        try {
            List<String> columns = new ArrayList<>();
            Map<String, long[]> integers = new HashMap<>();
            Map<String, double[]> numbers = new HashMap<>();
            NpyDescriptionReader description = NpyDescriptionReader.of("{}");
            for (ZipEntry entry : zip.stream().toList()) {
                String name = entry.getName().endsWith(SUFFIX)
                        ? entry.getName().substring(0, entry.getName().length() - SUFFIX.length())
                        : entry.getName();
                NpyInput array = new NpyInput(
                        file, name, new BufferedInputStream(zip.getInputStream(entry), 1 << 16), entry.getSize());
                if (name.equals(VECTORS) || name.startsWith(VECTORS + "_")) {
                    columns.add("feature" + name.substring(VECTORS.length()));
                    reading.arrays.add(array);
                } else {
                    try (array) {
                        if (name.equals("metadata")) {
                            description = NpyDescriptionReader.of(array.text());
                        } else if (INTEGERS.contains(name)) {
                            integers.put(name, array.integers());
                        } else if (NUMBERS.contains(name)) {
                            numbers.put(name, array.numbers());
                        } else if (!name.equals("fps")) {
                            reading.notes.add("left out: the array " + name);
                        }
                    }
                }
            }
            reading.open(columns, description, integers, numbers);
            return reading;
        } catch (IOException | RuntimeException e) {
            try (reading) {
                throw TableException.of(file, "a NumPy archive", e);
            }
        }
    }

    private void open(
            List<String> names,
            NpyDescriptionReader description,
            Map<String, long[]> integers,
            Map<String, double[]> numbers)
            throws IOException {
        if (arrays.isEmpty()) {
            throw new TableException(file, "has no array 'features'; only tables that Frogeye wrote can be converted");
        }
        int rows = Math.toIntExact(rows(arrays.get(0)));
        Map<String, Integer> sizes = new LinkedHashMap<>();
        Map<String, String> metadata = description.metadata();
        for (int i = 0; i < arrays.size(); i++) {
            if (rows(arrays.get(i)) != rows) {
                throw new TableException(file, "has arrays of " + rows + " and of " + rows(arrays.get(i)) + " rows");
            }
            long[] shape = arrays.get(i).shape();
            sizes.put(names.get(i), size(shape));
            if (shape.length == 4) {
                metadata.putIfAbsent("frogeye." + names.get(i) + ".shape", shape[1] + "x" + shape[2] + "x" + shape[3]);
            }
        }
        boolean isHalf = true;
        for (NpyInput array : arrays) {
            isHalf &= array.elements() == VectorType.FLOAT16;
        }
        table = new ColumnOrigins(metadata).table(file, sizes, isHalf ? VectorType.FLOAT16 : VectorType.FLOAT32);
        other = metadata.containsKey("frogeye.video.pool") ? RowState.VIDEO : RowState.DELTA;
        frames = new FrameColumns(
                description.videoId(),
                integers("frame_index", integers, rows),
                micros(numbers("timestamps_ms", numbers, rows)),
                floats(numbers("change_ratio", numbers, rows)),
                integers("spikes", integers, rows),
                integers("macs", integers, rows),
                integers("macs_dense", integers, rows),
                booleans(numbers("is_key", numbers, rows)));
    }

    private long rows(NpyInput array) throws TableException {
        long[] shape = array.shape();
        if (shape.length != 2 && shape.length != 4) {
            throw new TableException(
                    file,
                    "has an array of " + shape.length
                            + " dimensions; vectors are (rows, n) or (rows, height, width, channels)");
        }
        return shape[0];
    }

    private static int size(long[] shape) {
        long size = 1;
        for (int i = 1; i < shape.length; i++) {
            size = Math.multiplyExact(size, shape[i]);
        }
        return Math.toIntExact(size);
    }

    private long[] integers(String name, Map<String, long[]> known, int rows) throws TableException {
        long[] values = known.get(name);
        if (values == null) {
            missing.add(name);
            values = new long[rows];
            for (int i = 0; i < rows && name.equals("frame_index"); i++) {
                values[i] = i;
            }
        }
        requireRows(name, values.length, rows);
        return values;
    }

    private double[] numbers(String name, Map<String, double[]> known, int rows) throws TableException {
        double[] values = known.get(name);
        if (values == null) {
            missing.add(name);
            values = new double[rows];
        }
        requireRows(name, values.length, rows);
        return values;
    }

    private void requireRows(String name, int values, int rows) throws TableException {
        if (values != rows) {
            throw new TableException(file, "has " + rows + " vectors and " + values + " values of " + name);
        }
    }

    private static long[] micros(double[] milliseconds) {
        long[] micros = new long[milliseconds.length];
        for (int i = 0; i < micros.length; i++) {
            micros[i] = Math.round(milliseconds[i] * 1e3);
        }
        return micros;
    }

    private static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    private static boolean[] booleans(double[] values) {
        boolean[] booleans = new boolean[values.length];
        for (int i = 0; i < booleans.length; i++) {
            booleans[i] = values[i] != 0;
        }
        return booleans;
    }

    @Override
    public FeatureTable table() {
        return table;
    }

    @Override
    public List<String> notes() {
        List<String> all = new ArrayList<>(notes);
        if (!missing.isEmpty()) {
            all.add("not in the input: " + String.join(", ", missing) + "; frames are numbered, the others are 0");
        }
        return all;
    }

    @Override
    public boolean next(FeatureRow target) throws IOException {
        if (row == frames.rows()) {
            return false;
        }
        try {
            for (int i = 0; i < arrays.size(); i++) {
                arrays.get(i).read(arrays.get(i).elements(), target.feature(i));
            }
        } catch (IOException e) {
            throw TableException.of(file, "NumPy arrays", e);
        }
        frames.read(row, stem(), other, target);
        row++;
        return true;
    }

    private String stem() {
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }

    @Override
    public void close() throws IOException {
        try (container) {
            for (NpyInput array : arrays) {
                array.close();
            }
        }
    }
}
