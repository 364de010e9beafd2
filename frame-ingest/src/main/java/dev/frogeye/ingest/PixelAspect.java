package dev.frogeye.ingest;

/**
 * Shape of a pixel: its width to its height, in lowest terms. Not square in what was recorded for television and in
 * anamorphic pictures.
 */
public record PixelAspect(int width, int height) {
    /** As wide as high; what is not declared counts as this. */
    public static final PixelAspect SQUARE = new PixelAspect(1, 1);

    public PixelAspect {
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException("a pixel has sides above 0, was " + width + ":" + height);
        }
    }

    /** The widest formats stretch pixels by less than 3; what is beyond this is damage. */
    private static final int MOST = 100;

    /** Of a side; more digits than a frame has pixels move nothing. */
    private static final int LARGEST = 1 << 16;

    /**
     * In lowest terms; square where a side is not above 0, which is how FFmpeg says that it is unknown, and where no pixel
     * could be like that.
     */
    static PixelAspect of(int width, int height) {
        if (width < 1 || height < 1 || width / MOST >= height || height / MOST >= width) {
            return SQUARE;
        }
        int divisor = divisor(width, height);
        int across = width / divisor;
        int down = height / divisor;
        while (across > LARGEST || down > LARGEST) {
            across >>= 1;
            down >>= 1;
        }
        return new PixelAspect(Math.max(1, across), Math.max(1, down));
    }

    private static int divisor(int a, int b) {
        return b == 0 ? a : divisor(b, a % b);
    }

    /** Whether a pixel is as wide as high. */
    public boolean isSquare() {
        return width == height;
    }

    /** The same after a quarter turn. */
    PixelAspect turned() {
        return new PixelAspect(height, width);
    }

    /** How many square pixels so many of these take side by side; at least 1. */
    public int squarePixels(int pixels) {
        return (int) Math.max(1, Math.min(Integer.MAX_VALUE, Math.round((double) pixels * width / height)));
    }

    /** As {@code 16:11}. */
    @Override
    public String toString() {
        return width + ":" + height;
    }
}
