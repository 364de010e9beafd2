package dev.frogeye.model;

import dev.frogeye.encoder.Shape;

/** Which stored axes an operation runs over. */
public record Axes(boolean height, boolean width, boolean channels) {
    /** Height and width: one result a channel. */
    public static final Axes SPATIAL = new Axes(true, true, false);
    /** Channels: one result a pixel. */
    public static final Axes CHANNELS = new Axes(false, false, true);
    /** Everything: one result. */
    public static final Axes ALL = new Axes(true, true, true);

    /** Whether pixels are independent of one another: nothing runs along height or width. */
    public boolean isWithinPixels(Shape shape) {
        return !(height && shape.height() > 1) && !(width && shape.width() > 1);
    }
}
