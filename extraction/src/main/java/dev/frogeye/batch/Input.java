package dev.frogeye.batch;

import dev.frogeye.ingest.TimeRange;
import dev.frogeye.ingest.VideoLocation;
import dev.frogeye.ingest.VideoOptions;

/**
 * A video that a run is to extract.
 *
 * @param id what it is called in tables and in the status: its path below the common folder, {@code /} between parts,
 *     or what a list calls it
 * @param stem name for its output, with folders, without the suffix of the video
 * @param location where it is
 * @param range the part to read, overriding the run's where it is not all
 */
public record Input(String id, String stem, VideoLocation location, TimeRange range) {
    /** How this video is to be read where the others are read like that: its own part, if it has one. */
    public VideoOptions options(VideoOptions others) {
        return range.equals(TimeRange.ALL) ? others : others.withRange(range);
    }
}
