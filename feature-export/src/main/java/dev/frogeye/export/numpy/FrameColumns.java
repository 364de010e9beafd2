package dev.frogeye.export.numpy;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.frogeye.export.table.FeatureRow;
import dev.frogeye.export.table.RowState;
import java.io.IOException;
import java.util.Arrays;

/** Everything of one video's rows but the vectors, in memory: some 50 bytes a row. */
final class FrameColumns {
    private static final int FIRST_CAPACITY = 1024;

    private String videoId; // null until there is a row
    private int rows;
    private long[] frameIndex = new long[FIRST_CAPACITY];
    private long[] ptsMicros = new long[FIRST_CAPACITY];
    private float[] changeRatio = new float[FIRST_CAPACITY];
    private long[] spikes = new long[FIRST_CAPACITY];
    private long[] macs = new long[FIRST_CAPACITY];
    private long[] macsDense = new long[FIRST_CAPACITY];
    private boolean[] key = new boolean[FIRST_CAPACITY];

    /** Without a row. */
    FrameColumns() {}

    /**
     * Those of a file, an array for each column; not copied, all of one length.
     *
     * @param video null where the file does not say
     */
    FrameColumns(
            String video,
            long[] frameIndex,
            long[] ptsMicros,
            float[] changeRatio,
            long[] spikes,
            long[] macs,
            long[] macsDense,
            boolean[] key) {
        videoId = video;
        rows = frameIndex.length;
        this.frameIndex = frameIndex;
        this.ptsMicros = ptsMicros;
        this.changeRatio = changeRatio;
        this.spikes = spikes;
        this.macs = macs;
        this.macsDense = macsDense;
        this.key = key;
    }

    /**
     * Fills a row with what is known of one.
     *
     * @param video of a file that does not say
     * @param other state of what is no key frame
     */
    void read(int index, String video, RowState other, FeatureRow row) {
        row.setRead(
                videoId == null ? video : videoId,
                frameIndex[index],
                ptsMicros[index],
                changeRatio[index],
                spikes[index],
                macs[index],
                macsDense[index],
                key[index] ? RowState.KEY : other);
    }

    /** Adds a row, of the same video as the rows before. */
    void add(FeatureRow row) {
        if (videoId == null) {
            videoId = row.videoId();
        } else if (!videoId.equals(row.videoId())) {
            throw new IllegalArgumentException("a NumPy file holds one video; rows of " + row.videoId()
                    + " cannot follow those of " + videoId + ", write them to a file of their own");
        }
        if (rows == key.length) {
            grow();
        }
        frameIndex[rows] = row.frameIndex();
        ptsMicros[rows] = row.ptsMicros();
        changeRatio[rows] = row.changeRatio();
        spikes[rows] = row.spikes();
        macs[rows] = row.macs();
        macsDense[rows] = row.macsDense();
        key[rows] = row.isKey();
        rows++;
    }

    private void grow() {
        int capacity = Math.addExact(rows, rows / 2);
        frameIndex = Arrays.copyOf(frameIndex, capacity);
        ptsMicros = Arrays.copyOf(ptsMicros, capacity);
        changeRatio = Arrays.copyOf(changeRatio, capacity);
        spikes = Arrays.copyOf(spikes, capacity);
        macs = Arrays.copyOf(macs, capacity);
        macsDense = Arrays.copyOf(macsDense, capacity);
        key = Arrays.copyOf(key, capacity);
    }

    int rows() {
        return rows;
    }

    String videoId() {
        return videoId;
    }

    /** Adds an array for each column to a NumPy archive. */
    void writeTo(NpzFile npz) throws IOException {
        npz.add("timestamps_ms", "<f8", Double.BYTES, rows, (out, i) -> out.putDouble(milliseconds(i)));
        npz.add("frame_index", "<i8", Long.BYTES, rows, (out, i) -> out.putLong(frameIndex[i]));
        npz.add("change_ratio", "<f4", Float.BYTES, rows, (out, i) -> out.putFloat(changeRatio[i]));
        npz.add("spikes", "<i8", Long.BYTES, rows, (out, i) -> out.putLong(spikes[i]));
        npz.add("macs", "<i8", Long.BYTES, rows, (out, i) -> out.putLong(macs[i]));
        npz.add("macs_dense", "<i8", Long.BYTES, rows, (out, i) -> out.putLong(macsDense[i]));
        npz.add("is_key", "|b1", Byte.BYTES, rows, (out, i) -> out.put((byte) (key[i] ? 1 : 0)));
    }

    /** Adds an array for each column to a JSON object. */
    void writeTo(JsonGenerator json) throws IOException {
        json.writeFieldName("frame_index");
        json.writeArray(frameIndex, 0, rows);
        json.writeArrayFieldStart("timestamps_ms");
        for (int i = 0; i < rows; i++) {
            json.writeNumber(milliseconds(i));
        }
        json.writeEndArray();
        json.writeArrayFieldStart("change_ratio");
        for (int i = 0; i < rows; i++) {
            json.writeNumber(changeRatio[i]);
        }
        json.writeEndArray();
        json.writeFieldName("spikes");
        json.writeArray(spikes, 0, rows);
        json.writeFieldName("macs");
        json.writeArray(macs, 0, rows);
        json.writeFieldName("macs_dense");
        json.writeArray(macsDense, 0, rows);
        json.writeArrayFieldStart("is_key");
        for (int i = 0; i < rows; i++) {
            json.writeBoolean(key[i]);
        }
        json.writeEndArray();
    }

    private double milliseconds(int row) {
        return ptsMicros[row] / 1e3;
    }
}
