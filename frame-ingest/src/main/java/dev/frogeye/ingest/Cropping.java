package dev.frogeye.ingest;

import static org.bytedeco.ffmpeg.global.avutil.AV_FRAME_CROP_UNALIGNED;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_apply_cropping;
import static org.bytedeco.ffmpeg.global.avutil.av_pix_fmt_desc_get;

import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVPixFmtDescriptor;
import org.bytedeco.javacpp.BytePointer;

/**
 * What a container cuts off the pictures of a video: PixelCrop of Matroska, {@code clap} of MP4. Pixels on each side. What
 * the codec cuts off, the decoder does.
 */
final class Cropping {
    private final int top;
    private final int bottom;
    private final int left;
    private final int right;
    private int pixelFormat = Integer.MIN_VALUE;
    private int chromaWidth;
    private int chromaHeight;

    private Cropping(int top, int bottom, int left, int right) {
        this.top = top;
        this.bottom = bottom;
        this.left = left;
        this.right = right;
    }

    /** From FFmpeg's side data, four numbers of 32 bits; none from null. */
    static Cropping read(BytePointer data) {
        return data == null
                ? new Cropping(0, 0, 0, 0)
                : new Cropping(side(data, 0), side(data, 1), side(data, 2), side(data, 3));
    }

    /** Little-endian, unsigned. */
    private static int side(BytePointer data, int number) {
        long value = 0;
        for (int i = Integer.BYTES - 1; i >= 0; i--) {
            value = value << Byte.SIZE | data.get((long) number * Integer.BYTES + i) & 0xff;
        }
        // More than any picture has; two of them can be added.
        return (int) Math.min(value, Integer.MAX_VALUE / 2);
    }

    /** Pixels cut off a row. */
    int across() {
        return left + right;
    }

    /** Rows cut off. */
    int down() {
        return top + bottom;
    }

    /**
     * Cuts a decoded picture, whose pixels stay where they are. Rounded to whole pixels of colour, as FFmpeg's filter
     * does.
     *
     * @return false if nothing would be left; it is as it was then
     */
    boolean apply(AVFrame frame) {
        if (across() == 0 && down() == 0) {
            return true;
        }
        if (frame.format() != pixelFormat) {
            pixelFormat = frame.format();
            AVPixFmtDescriptor format = av_pix_fmt_desc_get(pixelFormat);
            chromaWidth = format == null ? 1 : 1 << format.log2_chroma_w();
            chromaHeight = format == null ? 1 : 1 << format.log2_chroma_h();
        }
        int width = down(frame.width() - across(), chromaWidth);
        int height = down(frame.height() - down(), chromaHeight);
        if (width < 1 || height < 1) {
            return false;
        }
        int x = down(left, chromaWidth);
        int y = down(top, chromaHeight);
        frame.crop_left(x).crop_right(frame.width() - x - width);
        frame.crop_top(y).crop_bottom(frame.height() - y - height);
        return av_frame_apply_cropping(frame, AV_FRAME_CROP_UNALIGNED) >= 0;
    }

    private static int down(int value, int multiple) {
        return value < 0 ? value : value / multiple * multiple;
    }
}
