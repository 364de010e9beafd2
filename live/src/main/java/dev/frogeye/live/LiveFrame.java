package dev.frogeye.live;

import dev.frogeye.encoder.Shape;
import dev.frogeye.export.table.FeatureRow;
import dev.frogeye.ingest.RgbFrame;
import java.time.Instant;

/**
 * A frame of a stream with what came of it. Owned by the loop that made it and reused for the next frame: valid until
 * {@link LiveListener#accept} returns, so copy what is to be kept.
 */
public interface LiveFrame {
    /** The picture as it was captured, before it was scaled. */
    RgbFrame picture();

    /** Extent of the network's input, which {@link #spikes()} lies on. */
    Shape inputShape();

    /**
     * What changed: a byte for each input pixel, row by row; 1 where the values that were sent add up to an increase, -1
     * to a decrease, 0 where nothing was sent. Not copied. All 0 for a key frame, which sends everything.
     */
    byte[] spikes();

    /** Features and costs. */
    FeatureRow row();

    /** When the frame was captured. */
    Instant captured();

    /** From capture to feature. */
    double latencyMillis();

    /** Whether {@code --emit-on} lets this frame through to the sinks; the page sees all of them. */
    boolean isEmitted();
}
