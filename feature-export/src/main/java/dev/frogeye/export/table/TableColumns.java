package dev.frogeye.export.table;

import java.util.List;

/** Names of the columns that every table has, in every format. */
public final class TableColumns {
    public static final String VIDEO_ID = "video_id";
    public static final String STATE = "state";
    public static final String TIMESTAMP = "timestamp_s";

    /** What every row has beside its vectors and what follows from it. */
    public static final List<String> SCALARS =
            List.of(VIDEO_ID, "frame_index", "pts_us", "change_ratio", "spikes", "macs", "macs_dense", STATE);

    private TableColumns() {}
}
