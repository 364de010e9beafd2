package dev.frogeye.ingest;

import static org.bytedeco.ffmpeg.avutil.AVFrame.AV_FRAME_FLAG_KEY;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_DATA_DISPLAYMATRIX;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_DATA_FRAME_CROPPING;
import static org.bytedeco.ffmpeg.global.avutil.AV_FRAME_DATA_DISPLAYMATRIX;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_side_data;

import java.util.Arrays;
import java.util.Optional;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVFrameSideData;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.javacpp.BytePointer;

/**
 * How the pictures of one video are shown, by what the container and each picture say of it: cut, then turned, in pixels
 * of some shape. Where both say something, the container counts, as in FFmpeg's tools: FFmpeg lays what the container says
 * of the orientation with each picture, before what the picture says itself. Not thread-safe.
 */
final class Display {
    private static final int MATRIX = 9;

    private final String name;
    private final boolean isTurning;
    private final DecodeTally tally;
    private final Cropping cropping;
    private final PictureGeometry declared;
    private final Orientation containerOrientation; // as declared, turned or not
    private final PixelAspect containerAspect; // null where the container leaves it to the pictures

    private final int[] matrix = new int[MATRIX];
    private int[] knownMatrix = {};
    private Optional<Orientation> known = Optional.empty();
    private Orientation orientation;
    private PictureGeometry geometry;

    /**
     * Of one video.
     *
     * @param isTurning whether pictures are turned upright; they are cut in any case
     * @param tally takes a note of what cannot be done
     */
    Display(Demuxer demuxer, boolean isTurning, DecodeTally tally) {
        name = demuxer.input().name();
        this.isTurning = isTurning;
        this.tally = tally;
        cropping = Cropping.read(demuxer.sideData(AV_PKT_DATA_FRAME_CROPPING));
        BytePointer container = demuxer.sideData(AV_PKT_DATA_DISPLAYMATRIX);
        containerOrientation = container == null ? Orientation.UPRIGHT : orientation(container);
        orientation = containerOrientation;
        containerAspect = demuxer.pixelAspect().orElse(null);
        AVRational codec = demuxer.parameters().sample_aspect_ratio();
        declared = new PictureGeometry(
                Math.max(0, demuxer.parameters().width() - cropping.across()),
                Math.max(0, demuxer.parameters().height() - cropping.down()),
                applied(),
                containerAspect == null ? PixelAspect.of(codec.num(), codec.den()) : containerAspect);
        geometry = declared;
    }

    /** What the container declares, before there is a picture; a width or height of 0 is unknown. */
    PictureGeometry declared() {
        return declared;
    }

    /** Degrees clockwise that the last picture, or before it the container, declares, whether or not it is turned. */
    int rotation() {
        return orientation.degrees();
    }

    /** Cuts a picture just decoded, and reads how it is to be shown. */
    PictureGeometry apply(AVFrame frame) {
        if (!cropping.apply(frame)) {
            tally.note(name + " is to be cut by more than its " + frame.width() + "x" + frame.height()
                    + " pixels, and is taken uncut");
        }
        AVFrameSideData own =
                frame.nb_side_data() == 0 ? null : av_frame_get_side_data(frame, AV_FRAME_DATA_DISPLAYMATRIX);
        if (own != null) {
            orientation = orientation(own.data());
        } else if ((frame.flags() & AV_FRAME_FLAG_KEY) != 0) {
            // H.264 and HEVC say it with a key frame, for all pictures up to the next one.
            orientation = containerOrientation;
        }
        if (frame.width() != geometry.width()
                || frame.height() != geometry.height()
                || !applied().equals(geometry.orientation())
                || !isOfKnownAspect(frame)) {
            geometry = new PictureGeometry(frame.width(), frame.height(), applied(), pixelAspect(frame));
        }
        return geometry;
    }

    private Orientation applied() {
        return isTurning ? orientation : Orientation.UPRIGHT;
    }

    private boolean isOfKnownAspect(AVFrame frame) {
        return containerAspect != null || pixelAspect(frame).equals(geometry.pixelAspect());
    }

    private PixelAspect pixelAspect(AVFrame frame) {
        if (containerAspect != null) {
            return containerAspect;
        }
        AVRational ratio = frame.sample_aspect_ratio();
        return PixelAspect.of(ratio.num(), ratio.den());
    }

    private Orientation orientation(BytePointer data) {
        for (int i = 0; i < MATRIX; i++) {
            matrix[i] = data.getInt((long) i * Integer.BYTES);
        }
        if (!Arrays.equals(matrix, knownMatrix)) {
            knownMatrix = matrix.clone();
            known = Orientation.ofDisplayMatrix(matrix);
            if (known.isEmpty() && isTurning) {
                tally.note(name + " is to be turned by " + Orientation.degreesOf(matrix)
                        + ", which is no quarter turn; its pictures are taken as they are stored");
            }
        }
        return known.orElse(Orientation.UPRIGHT);
    }
}
