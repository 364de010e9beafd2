package dev.frogeye.ingest;

/**
 * A caller-owned, reusable picture: packed RGB bytes, rows top to bottom without padding, pixel {@code (y, x)} at
 * {@code 3 * (y * width + x)}.
 *
 * <p>A {@link FrameSource} fills it; the bytes stay as they are until the owner passes it to a source again. The array
 * grows when the geometry does and never shrinks, so it may be longer than {@code 3 * width * height}. Not thread-safe.
 */
public final class RgbFrame {
    /** Values per pixel: red, green, blue. */
    public static final int CHANNELS = 3;

    private byte[] rgb = new byte[0];
    private int width;
    private int height;
    private PixelAspect pixelAspect = PixelAspect.SQUARE;
    private long index;
    private long ptsMicros;
    private long rawPts;
    private boolean discontinuity;

    /**
     * The pixels, {@code 3 * width() * height()} bytes used. Not copied; valid until the next {@link #resize} to a
     * larger geometry.
     */
    public byte[] rgb() {
        return rgb;
    }

    /** Pixels a row; 0 before the frame was first filled. */
    public int width() {
        return width;
    }

    /** Rows; 0 before the frame was first filled. */
    public int height() {
        return height;
    }

    /** Shape of the pixels: what {@link Preprocessing.Pixels#DISPLAY} respects. */
    public PixelAspect pixelAspect() {
        return pixelAspect;
    }

    /** Number of the frame, counted by the source from 0 one by one; never computed from a time. */
    public long index() {
        return index;
    }

    /** Presentation time in microseconds since the start of the file or, live, since the first frame. */
    public long ptsMicros() {
        return ptsMicros;
    }

    /** Presentation time as the file has it, in units of the stream's time base. */
    public long rawPts() {
        return rawPts;
    }

    /**
     * Whether the geometry changed, or the clock went backwards or leapt, since the frame before: state kept between frames
     * is void.
     */
    public boolean discontinuity() {
        return discontinuity;
    }

    /** For sources: sets the shape of the pixels, which stays until it is set again. */
    public void pixelAspect(PixelAspect newPixelAspect) {
        pixelAspect = newPixelAspect;
    }

    /**
     * For sources: sets the geometry and makes room for the pixels, whose values are undefined afterwards.
     *
     * @return the array to write {@code 3 * newWidth * newHeight} bytes to
     */
    public byte[] resize(int newWidth, int newHeight) {
        if (newWidth < 1 || newHeight < 1) {
            throw new IllegalArgumentException("a frame is at least 1x1 pixels, was " + newWidth + "x" + newHeight);
        }
        int bytes = Math.multiplyExact(3, Math.multiplyExact(newWidth, newHeight));
        if (rgb.length < bytes) {
            rgb = new byte[bytes];
        }
        width = newWidth;
        height = newHeight;
        return rgb;
    }

    /** For sources: sets everything but the picture. */
    public void stamp(long newIndex, long newPtsMicros, long newRawPts, boolean newDiscontinuity) {
        index = newIndex;
        ptsMicros = newPtsMicros;
        rawPts = newRawPts;
        discontinuity = newDiscontinuity;
    }
}
