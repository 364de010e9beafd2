package dev.frogeye.ingest;

import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_MPEG;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_GRAY8;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_RGB24;
import static org.bytedeco.ffmpeg.global.avutil.av_free;
import static org.bytedeco.ffmpeg.global.avutil.av_get_pix_fmt_name;
import static org.bytedeco.ffmpeg.global.avutil.av_malloc;
import static org.bytedeco.ffmpeg.global.swscale.SWS_ACCURATE_RND;
import static org.bytedeco.ffmpeg.global.swscale.SWS_BILINEAR;
import static org.bytedeco.ffmpeg.global.swscale.SWS_FULL_CHR_H_INT;
import static org.bytedeco.ffmpeg.global.swscale.sws_freeContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_getCoefficients;
import static org.bytedeco.ffmpeg.global.swscale.sws_getContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_scale;
import static org.bytedeco.ffmpeg.global.swscale.sws_setColorspaceDetails;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;

/**
 * Decoded pictures to packed, upright RGB, with the colour matrix and range that each picture declares. What it needs is
 * allocated anew only when the geometry or the format of the pictures changes.
 */
final class RgbConverter implements AutoCloseable {
    /** Vector code of the converter writes past a row's end up to here. */
    private static final int ROW_ALIGNMENT = 64;

    /** Rounds instead of truncating, and interpolates chroma at full resolution. */
    private static final int FLAGS = SWS_BILINEAR | SWS_ACCURATE_RND | SWS_FULL_CHR_H_INT;

    private static final int UNIT = 1 << 16;

    /** What the values of a limited range stand for: 16 is black and 235 white. */
    private static final byte[] FROM_LIMITED = fromLimited();

    private final PointerPointer<BytePointer> planes = new PointerPointer<>(4);
    private final IntPointer strides = new IntPointer(4);
    private SwsContext scaler;
    private BytePointer picture;
    private ByteBuffer pictureBytes;
    private byte[] stored = new byte[0];
    private PointerPointer<?> sourcePlanes;
    private IntPointer sourceStrides;
    private Format format;

    /** Everything the conversion depends on. */
    private record Format(int width, int height, int pixelFormat, int colorSpace, int colorRange) {
        boolean matches(AVFrame frame) {
            return frame.width() == width
                    && frame.height() == height
                    && frame.format() == pixelFormat
                    && frame.colorspace() == colorSpace
                    && frame.color_range() == colorRange;
        }

        /** The scaler has a short way for gray of 8 bits, on which it forgets the range that it was told. */
        boolean isLimitedGray() {
            return pixelFormat == AV_PIX_FMT_GRAY8 && colorRange == AVCOL_RANGE_MPEG;
        }
    }

    /**
     * Writes a decoded picture to {@code into}. Always the same {@code frame} object.
     *
     * @param shown how it is to be shown
     */
    void convert(AVFrame frame, PictureGeometry shown, RgbFrame into) throws IOException {
        if (format == null || !format.matches(frame)) {
            configure(frame);
        }
        int width = format.width();
        int height = format.height();
        sws_scale(scaler, sourcePlanes, sourceStrides, 0, height, planes, strides);
        byte[] rgb = into.resize(shown.shownWidth(), shown.shownHeight());
        into.pixelAspect(shown.shownAspect());
        if (shown.orientation().isUpright()) {
            copyRows(rgb);
        } else {
            if (stored.length < 3 * width * height) {
                stored = new byte[3 * width * height];
            }
            copyRows(stored);
            shown.orientation().apply(stored, width, height, rgb);
        }
    }

    private void copyRows(byte[] to) {
        int stride = strides.get(0);
        int rowBytes = 3 * format.width();
        for (int y = 0; y < format.height(); y++) {
            pictureBytes.get(y * stride, to, y * rowBytes, rowBytes);
        }
        if (format.isLimitedGray()) {
            for (int i = 0; i < rowBytes * format.height(); i++) {
                to[i] = FROM_LIMITED[to[i] & 0xff];
            }
        }
    }

    private static byte[] fromLimited() {
        byte[] levels = new byte[256];
        for (int i = 0; i < levels.length; i++) {
            levels[i] = (byte) Math.round(Math.max(0, Math.min(255, (i - 16) * 255 / 219f)));
        }
        return levels;
    }

    private void configure(AVFrame frame) throws IOException {
        release();
        Format next =
                new Format(frame.width(), frame.height(), frame.format(), frame.colorspace(), frame.color_range());
        scaler = sws_getContext(
                next.width(),
                next.height(),
                next.pixelFormat(),
                next.width(),
                next.height(),
                AV_PIX_FMT_RGB24,
                FLAGS,
                null,
                null,
                (DoublePointer) null);
        if (scaler == null) {
            BytePointer name = av_get_pix_fmt_name(next.pixelFormat());
            throw new IOException("cannot convert pictures of " + next.width() + "x" + next.height()
                    + " in pixel format " + (name == null ? next.pixelFormat() : name.getString()) + " to RGB");
        }
        // An undeclared matrix is BT.601, as FFmpeg's own tools take it. Not every format has a matrix; then this is a
        // no-op.
        IntPointer matrix = sws_getCoefficients(next.colorSpace());
        sws_setColorspaceDetails(scaler, matrix, isFullRange(next.colorRange()) ? 1 : 0, matrix, 1, 0, UNIT, UNIT);

        int stride = (3 * next.width() + ROW_ALIGNMENT - 1) / ROW_ALIGNMENT * ROW_ALIGNMENT;
        long bytes = (long) stride * next.height();
        Pointer memory = bytes > Integer.MAX_VALUE ? null : av_malloc(bytes + ROW_ALIGNMENT);
        if (memory == null) {
            throw new IOException("no memory for a picture of " + next.width() + "x" + next.height() + " pixels");
        }
        picture = new BytePointer(memory).capacity(bytes);
        pictureBytes = picture.asByteBuffer();
        planes.put(0, picture).put(1, null).put(2, null).put(3, null);
        strides.put(0, stride).put(1, 0).put(2, 0).put(3, 0);
        sourcePlanes = frame.data();
        sourceStrides = frame.linesize();
        format = next;
    }

    /**
     * An undeclared range is the pixel format's own, which the scaler starts with: full for gray of any depth, limited for
     * YUV.
     */
    private boolean isFullRange(int declared) {
        return declared == AVCOL_RANGE_JPEG || declared != AVCOL_RANGE_MPEG && scaler.src_range() != 0;
    }

    private void release() {
        format = null;
        sws_freeContext(scaler);
        scaler = null;
        if (picture != null) {
            av_free(picture);
            picture = null;
            pictureBytes = null;
        }
    }

    @Override
    public void close() {
        release();
        planes.close();
        strides.close();
    }
}
