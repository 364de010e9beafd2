package dev.frogeye.ingest;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The parts of a picture that do not matter: a road to watch and a tree that moves in the wind, a clock burnt into the
 * picture. Of the frames' shape, but of any size. Immutable.
 */
public final class PixelMask {
    private static final int CHANNELS = 3;
    /** Sum of the channels below which a pixel is nearer to black than to white. */
    private static final int HALF = CHANNELS * 128;

    /** How far rounding may move the aspect ratio. */
    private static final double ROUNDED_SHAPE = 0.01;

    private final String name;
    private final int width;
    private final int height;
    /** Whether a pixel is masked, rows top to bottom. */
    private final boolean[] masked;

    private PixelMask(String name, int width, int height, boolean[] masked) {
        this.name = name;
        this.width = width;
        this.height = height;
        this.masked = masked;
    }

    /**
     * Reads a mask from a picture: what is nearer to black than to white is masked.
     *
     * @param picture PNG or any other picture that FFmpeg decodes; its transparency is ignored
     * @throws VideoException if it is no picture, if it is a video, or if nothing is left unmasked
     */
    public static PixelMask read(Path picture) throws IOException {
        RgbFrame frame = new RgbFrame();
        try (VideoFile source = VideoFile.open(picture)) {
            source.read(frame);
            if (source.read(new RgbFrame())) {
                throw unfit(picture + " is a video; give a picture");
            }
        }
        PixelMask mask = of(picture.toString(), frame);
        if (mask.isEverythingMasked()) {
            throw unfit(picture + " masks everything; what is black is left out");
        }
        return mask;
    }

    private static VideoException unfit(String message) {
        return new VideoException(VideoException.Code.MASK_MISMATCH, message);
    }

    private boolean isEverythingMasked() {
        for (boolean isMasked : masked) {
            if (!isMasked) {
                return false;
            }
        }
        return true;
    }

    /** The same from a picture in memory; {@code name} is for messages. */
    static PixelMask of(String name, RgbFrame frame) {
        boolean[] masked = new boolean[frame.width() * frame.height()];
        byte[] rgb = frame.rgb();
        for (int i = 0; i < masked.length; i++) {
            int at = CHANNELS * i;
            masked[i] = (rgb[at] & 0xff) + (rgb[at + 1] & 0xff) + (rgb[at + 2] & 0xff) < HALF;
        }
        return new PixelMask(name, frame.width(), frame.height(), masked);
    }

    /** Pixels a row. */
    public int width() {
        return width;
    }

    /** Rows. */
    public int height() {
        return height;
    }

    /** What tells this mask from others, whatever file it was in: SHA-256 of its pixels, lower-case hex. */
    public String sha256() {
        ByteBuffer bytes = ByteBuffer.allocate(2 * Integer.BYTES + masked.length);
        bytes.putInt(width).putInt(height);
        for (boolean isMasked : masked) {
            bytes.put((byte) (isMasked ? 1 : 0));
        }
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.array()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Throws unless the mask is of the shape of such frames, to a pixel. */
    void checkShape(int frameWidth, int frameHeight) throws VideoException {
        if (!isOfShape(frameWidth, frameHeight)) {
            throw unfit("the mask " + name + " has " + width + "x" + height + " pixels, frames have " + frameWidth + "x"
                    + frameHeight + "; give a mask of the frames' shape");
        }
    }

    /** Whether the mask is of the shape of such frames, to a pixel. */
    boolean isOfShape(int frameWidth, int frameHeight) {
        boolean fits = isWithinPixel(width, height, frameWidth, frameHeight);
        // A mask scaled down is rounded in its own pixels; a tiny one would pass for any shape.
        boolean isScaledDown = isWithinPixel(frameWidth, frameHeight, width, height)
                && Math.abs((double) width * frameHeight / ((double) height * frameWidth) - 1) < ROUNDED_SHAPE;
        return fits || isScaledDown;
    }

    /** Whether a picture scaled to one side of another is within a pixel of the other side. */
    private static boolean isWithinPixel(int width, int height, int toWidth, int toHeight) {
        return Math.abs((double) width * toHeight / height - toWidth) <= 1
                || Math.abs((double) height * toWidth / width - toHeight) <= 1;
    }

    /**
     * The runs of input pixels that are masked in more than half of their area.
     *
     * @param geometry where frames of this mask's shape go
     * @param inputWidth pixels a row of the input
     * @return pairs: number of the first pixel, how many
     */
    int[] runs(ResizeGeometry geometry, int inputWidth) {
        float[] shares = shares(geometry);
        int[] runs = new int[16];
        int used = 0;
        for (int y = 0; y < geometry.copiedHeight(); y++) {
            int row = y * geometry.copiedWidth();
            int target = (geometry.padTop() + y) * inputWidth + geometry.padLeft();
            int x = 0;
            while (x < geometry.copiedWidth()) {
                int from = x;
                while (x < geometry.copiedWidth() && shares[row + x] > 0.5f) {
                    x++;
                }
                if (x > from) {
                    runs = used + 2 > runs.length ? Arrays.copyOf(runs, 2 * used) : runs;
                    runs[used++] = target + from;
                    runs[used++] = x - from;
                }
                x++;
            }
        }
        return Arrays.copyOf(runs, used);
    }

    /** Masked share of the area of each input pixel that shows a part of the frame. */
    private float[] shares(ResizeGeometry geometry) {
        Cells across = new Cells(width, geometry.resizedWidth(), geometry.cropLeft(), geometry.copiedWidth());
        Cells down = new Cells(height, geometry.resizedHeight(), geometry.cropTop(), geometry.copiedHeight());
        float[] shares = new float[geometry.copiedWidth() * geometry.copiedHeight()];
        for (int y = 0; y < geometry.copiedHeight(); y++) {
            for (int x = 0; x < geometry.copiedWidth(); x++) {
                double share = 0;
                for (int maskY = down.from(y); maskY < down.to(y); maskY++) {
                    double rowShare = 0;
                    for (int maskX = across.from(x); maskX < across.to(x); maskX++) {
                        rowShare += masked[maskY * width + maskX] ? across.share(x, maskX) : 0;
                    }
                    share += rowShare * down.share(y, maskY);
                }
                shares[y * geometry.copiedWidth() + x] = (float) share;
            }
        }
        return shares;
    }

    /** The mask pixels that each input pixel covers along one axis. */
    private record Cells(int size, int resized, int crop, int count) {
        private double edge(int i) {
            return (double) (crop + i) * size / resized;
        }

        int from(int i) {
            return Math.max(0, (int) Math.floor(edge(i)));
        }

        int to(int i) {
            return Math.min(size, (int) Math.ceil(edge(i + 1)));
        }

        /** Share of the input pixel that this mask pixel takes. */
        double share(int i, int maskPixel) {
            double overlap = Math.min(edge(i + 1), maskPixel + 1.0) - Math.max(edge(i), maskPixel);
            return Math.max(0, overlap) / (edge(i + 1) - edge(i));
        }
    }
}
