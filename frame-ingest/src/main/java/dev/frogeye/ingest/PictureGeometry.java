package dev.frogeye.ingest;

/**
 * How one decoded picture is shown.
 *
 * @param width pixels a row as decoded, after cropping
 * @param height rows as decoded, after cropping
 * @param orientation how it is to be turned
 * @param pixelAspect of the pixels as decoded
 */
record PictureGeometry(int width, int height, Orientation orientation, PixelAspect pixelAspect) {
    /** Pixels a row once it is turned. */
    int shownWidth() {
        return orientation.swapsSides() ? height : width;
    }

    /** Rows once it is turned. */
    int shownHeight() {
        return orientation.swapsSides() ? width : height;
    }

    /** Of the pixels once it is turned. */
    PixelAspect shownAspect() {
        return orientation.swapsSides() ? pixelAspect.turned() : pixelAspect;
    }
}
