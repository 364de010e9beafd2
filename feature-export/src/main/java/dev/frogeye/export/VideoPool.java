package dev.frogeye.export;

import dev.frogeye.export.table.FeatureRow;
import dev.frogeye.export.table.FeatureTable;
import dev.frogeye.export.table.VectorNormalization;
import dev.frogeye.export.table.VideoPooling;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Gathers the rows of one video's frames into one row of the whole video. The vectors are pooled as they are in the rows,
 * so that each frame counts the same where they are normalized, and what comes of them is normalized in turn: its length
 * would depend on how much the frames differ. A row allocates nothing. Not thread-safe.
 */
public final class VideoPool {
    private final VideoPooling pooling;
    private final FeatureTable frameTable;
    private final VectorNormalization normalization;
    private final String videoId;
    private final double[][] gathered;
    private long frames;
    private long firstFrame;
    private long firstMicros;
    private double changeRatios;
    private long spikes;
    private long macs;
    private long macsDense;

    /** A pool for the rows of this table that are of this video. */
    public VideoPool(VideoPooling pooling, String videoId, FeatureTable frameTable) {
        this(pooling, VectorNormalization.NONE, videoId, frameTable);
    }

    /**
     * A pool for the rows of this table that are of this video.
     *
     * @param normalization of the pooled vectors
     */
    public VideoPool(VideoPooling pooling, VectorNormalization normalization, String videoId, FeatureTable frameTable) {
        this.pooling = pooling;
        this.normalization = normalization;
        this.videoId = videoId;
        this.frameTable = frameTable;
        gathered = frameTable.features().stream()
                .map(column -> new double[column.size()])
                .toArray(double[][]::new);
        if (pooling == VideoPooling.MAX) {
            for (double[] values : gathered) {
                Arrays.fill(values, Double.NEGATIVE_INFINITY);
            }
        }
    }

    /**
     * Adds a frame.
     *
     * @param row of the pool's table; not kept
     */
    public void add(FeatureRow row) {
        row.requireOf(frameTable);
        if (frames == 0) {
            firstFrame = row.frameIndex();
            firstMicros = row.ptsMicros();
        }
        frames++;
        changeRatios += row.changeRatio();
        spikes += row.spikes();
        macs += row.macs();
        macsDense += row.macsDense();
        for (int column = 0; column < gathered.length; column++) {
            add(row.feature(column), gathered[column]);
        }
    }

    private void add(float[] values, double[] sums) {
        if (pooling == VideoPooling.MEAN) {
            for (int i = 0; i < values.length; i++) {
                sums[i] += values[i];
            }
        } else {
            for (int i = 0; i < values.length; i++) {
                sums[i] = Math.max(sums[i], values[i]);
            }
        }
    }

    /** Frames added. */
    public long frames() {
        return frames;
    }

    /**
     * The table of the video's row: that of the frames, with how they were pooled ({@code frogeye.video.pool}) and how
     * many there were so far ({@code frogeye.video.frames}) in its metadata.
     */
    public FeatureTable table() {
        Map<String, String> metadata = new LinkedHashMap<>(frameTable.metadata());
        metadata.put("frogeye.video.pool", pooling.text());
        metadata.put("frogeye.video.frames", Long.toString(frames));
        return new FeatureTable(frameTable.features(), metadata, frameTable.elements());
    }

    /**
     * The row of the frames added so far: place and time of the first of them, the pooled vectors, the mean change ratio,
     * the sums of spikes and multiply-adds, state {@code video}. The caller's.
     *
     * @throws IllegalStateException if there is no frame
     */
    public FeatureRow row() {
        if (frames == 0) {
            throw new IllegalStateException("no frame was added; a video without one has no row");
        }
        FeatureRow row = new FeatureRow(videoId, table());
        row.setVideo(firstFrame, firstMicros, (float) (changeRatios / frames), spikes, macs, macsDense);
        long divisor = pooling == VideoPooling.MEAN ? frames : 1;
        for (int column = 0; column < gathered.length; column++) {
            float[] values = row.feature(column);
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) (gathered[column][i] / divisor);
            }
            normalization.apply(values);
        }
        return row;
    }
}
