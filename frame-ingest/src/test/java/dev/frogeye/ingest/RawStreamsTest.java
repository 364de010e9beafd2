package dev.frogeye.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_BGR24;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_BGRA;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_GRAY8;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_RGB24;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV422P10LE;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ420P;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Streams and pictures without a container, as FFmpeg writes them, under names that say nothing. */
class RawStreamsTest {
    private static final int FRAMES = 5;

    @TempDir
    private Path folder;

    private enum Raw {
        MPEG_1("mpeg1video", "mpeg1video", AV_PIX_FMT_YUV420P),
        MPEG_2("mpeg2video", "mpeg2video", AV_PIX_FMT_YUV420P),
        MPEG_4("m4v", "mpeg4", AV_PIX_FMT_YUV420P),
        H261("h261", "h261", AV_PIX_FMT_YUV420P),
        H263("h263", "h263", AV_PIX_FMT_YUV420P),
        H264("h264", "libopenh264", AV_PIX_FMT_YUV420P),
        AV1("obu", "libsvtav1", AV_PIX_FMT_YUV420P),
        VP8("ivf", "libvpx", AV_PIX_FMT_YUV420P),
        DIRAC("dirac", "vc2", AV_PIX_FMT_YUV422P10LE),
        Y4M("yuv4mpegpipe", "rawvideo", AV_PIX_FMT_YUV420P),
        MJPEG("mjpeg", "mjpeg", AV_PIX_FMT_YUVJ420P),
        LOKI_MJPEG("smjpeg", "mjpeg", AV_PIX_FMT_YUVJ420P),
        BROWSER_MJPEG("mpjpeg", "mjpeg", AV_PIX_FMT_YUVJ420P),
        ANIMATED_PNG("apng", "apng", AV_PIX_FMT_RGB24),
        ANIMATED_AVIF("avif", "libsvtav1", AV_PIX_FMT_YUV420P);

        private final OddWriter.Format format;

        Raw(String muxer, String encoder, int pixels) {
            // H.261 knows this size and one larger.
            format = new OddWriter.Format(muxer, encoder, 176, 144, pixels, 25, 0, 0, Map.of());
        }
    }

    private enum Picture {
        PNG("png", AV_PIX_FMT_RGB24),
        JPEG("mjpeg", AV_PIX_FMT_YUVJ420P),
        JPEG_LS("jpegls", AV_PIX_FMT_RGB24),
        JPEG_2000("jpeg2000", AV_PIX_FMT_RGB24),
        BMP("bmp", AV_PIX_FMT_BGR24),
        PPM("ppm", AV_PIX_FMT_RGB24),
        PGM("pgm", AV_PIX_FMT_GRAY8),
        QOI("qoi", AV_PIX_FMT_RGB24),
        WEBP("libwebp", AV_PIX_FMT_BGRA);

        private final String encoder;
        private final int pixels;

        Picture(String encoder, int pixels) {
            this.encoder = encoder;
            this.pixels = pixels;
        }

        OddWriter.Format format(int width, int height) {
            return new OddWriter.Format("image2pipe", encoder, width, height, pixels, 25, 0, 0, Map.of());
        }
    }

    private Path write(String name, OddWriter.Format format, int frames) throws IOException {
        Assumptions.assumeTrue(OddWriter.canEncode(format.encoder()), "this FFmpeg has no encoder " + format.encoder());
        return OddWriter.write(folder.resolve(name), format, Clips.every(1, frames));
    }

    private static int frames(VideoLocation location) throws IOException {
        int frames = 0;
        try (VideoFile video = VideoFile.open(location, VideoOptions.DEFAULT)) {
            RgbFrame frame = new RgbFrame();
            while (video.read(frame)) {
                frames++;
            }
        }
        return frames;
    }

    @ParameterizedTest
    @EnumSource
    void aStreamIsAVideoAndIsReadWhole(Raw raw) throws IOException {
        Path stream = write("stream", raw.format, FRAMES);
        assertThat(MediaKind.of(stream)).isEqualTo(MediaKind.VIDEO);
        assertThat(frames(new VideoLocation.Local(stream))).isEqualTo(FRAMES);
    }

    @ParameterizedTest
    @EnumSource
    void picturesOneAfterTheOtherAreAVideoAndOneIsAnImage(Picture picture) throws IOException {
        Path several = write("several", picture.format(64, 48), FRAMES);
        assertThat(MediaKind.of(several)).isEqualTo(MediaKind.VIDEO);
        assertThat(frames(new VideoLocation.Local(several))).isEqualTo(FRAMES);
        assertThat(MediaKind.of(write("one", picture.format(64, 48), 1))).isEqualTo(MediaKind.IMAGE);
    }

    @ParameterizedTest
    @EnumSource(names = {"JPEG", "PNG", "PPM", "BMP"})
    void theSecondOfLargePicturesIsFound(Picture picture) throws IOException {
        Path several = write("several", picture.format(640, 480), FRAMES);
        assertThat(Files.size(several)).isGreaterThan(FRAMES * (64 << 10));
        assertThat(MediaKind.of(several)).isEqualTo(MediaKind.VIDEO);
        Path one = write("one", picture.format(640, 480), 1);
        assertThat(MediaKind.of(one)).isEqualTo(MediaKind.IMAGE);
        assertThat(MediaKind.of(Files.copy(one, folder.resolve("photo.JPG")))).isEqualTo(MediaKind.IMAGE);
    }

    @Test
    void aPhotographWithOthersBehindItIsAnImage() throws IOException {
        byte[] jpeg = Files.readAllBytes(write("one", Picture.JPEG.format(64, 48), 1));
        ByteArrayOutputStream photo = new ByteArrayOutputStream();
        photo.write(jpeg, 0, 2);
        photo.writeBytes("\u00ff\u00e2\0\nMPF\0MM\0*".getBytes(StandardCharsets.ISO_8859_1));
        photo.write(jpeg, 2, jpeg.length - 2);
        photo.writeBytes(jpeg);
        photo.writeBytes(jpeg);
        assertThat(MediaKind.of(Files.write(folder.resolve("stereo"), photo.toByteArray())))
                .isEqualTo(MediaKind.IMAGE);
    }

    @Test
    void whatFollowsAPictureIsNoneUnlessItBeginsLikeOne() throws IOException {
        byte[] jpeg = Files.readAllBytes(write("one", Picture.JPEG.format(64, 48), 1));
        byte[] padded = Arrays.copyOf(jpeg, jpeg.length + 5000);
        assertThat(MediaKind.of(Files.write(folder.resolve("padded"), padded))).isEqualTo(MediaKind.IMAGE);
    }

    @Test
    void rawStreamsAreVideosByName() {
        for (String name : new String[] {"a.mjpeg", "a.MJPG", "a.h264", "a.265", "a.obu", "a.ivf", "a.m1v", "a.vc1"}) {
            assertThat(MediaKind.isVideoName(Path.of(name))).as(name).isTrue();
        }
    }

    @Test
    void ofAnimatedWebpOneLineSaysWhatToDo() throws IOException {
        OddWriter.Format format =
                new OddWriter.Format("webp", "libwebp_anim", 64, 48, AV_PIX_FMT_BGRA, 25, 0, 0, Map.of());
        Path animated = write("moving_0001.webp", format, FRAMES);
        String sequence = folder.resolve("moving_%04d.webp").toString();
        for (VideoLocation location : new VideoLocation[] {
            new VideoLocation.Local(animated), new VideoLocation.Images(sequence, VideoLocation.Images.DEFAULT_FPS)
        }) {
            assertThatThrownBy(() -> frames(location))
                    .isInstanceOfSatisfying(VideoException.class, e -> assertThat(e.code())
                            .isEqualTo(VideoException.Code.UNSUPPORTED_CODEC))
                    .hasMessageStartingWith(location + " is an animated WebP")
                    .hasMessageContaining("convert it to GIF or to numbered pictures")
                    .hasMessageNotContaining("\n");
        }
    }
}
