package dev.frogeye.ingest;

import static org.bytedeco.ffmpeg.global.avformat.AVPROBE_PADDING_SIZE;
import static org.bytedeco.ffmpeg.global.avformat.AVPROBE_SCORE_RETRY;
import static org.bytedeco.ffmpeg.global.avformat.av_probe_input_format3;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.ffmpeg.avformat.AVProbeData;
import org.bytedeco.javacpp.BytePointer;

/** FFmpeg's guess at a format from the first bytes of a file, as a {@link MediaKind}. */
final class ContentProbe {
    /** By the first of FFmpeg's names of a demuxer. */
    private static final Set<String> VIDEO = names("""
            3dostr 4xm anm apng apv argo_brp asf asf_o av1 avi avs avs2 avs3 bethsoftvid bfi bink bmv
            c93 cavsvideo cdg cdxl cine derf dfa dhav dirac dnxhd dsicin dv dxa ea evc film_cpk
            filmstrip flic flv frm gdv gif gxf h261 h263 h264 hevc hnm idcin ifv ingenient ipmovie ipu
            iv8 ivf ivr jpegxl_anim jv kux live_flv lmlm4 luodat lvf lxf m4v matroska mgsts mjpeg_2000
            mlv mm mods moflex mov mpeg mpegts mpegtsraw mpegvideo mpjpeg msnwctcp mtv mv mvi mxf mxg
            nc nsv nut nuv obu paf pdv pmp psxstr pva r3d rl2 rm roq rpl sdr2 ser sga siff
            simbiosis_imx smjpeg smk smush swf thp tiertexseq tmv ty usm vc1 vc1test vividas vivo vmd
            vvc wc3movie wsvqa wtv xmv yop yuv4mpegpipe
            """);

    private static final Set<String> AUDIO = names("""
            aa aac aax ac3 ac4 aiff amr amrnb amrwb ape apm aptx ast au bonk caf codec2 dff dsf dss
            dts dtshd eac3 epaf flac fsb g722 g729 gsm hca iamf ilbc ircam laf loas mlp mmf mp3 mpc
            mpc8 msf nistsphere oma osq pvf qcp qoa rka rso sbc sds shn sol sox spdif tak truehd tta
            voc vqf w64 wav wsd wv wve xa xwma
            """);

    private static final Set<String> OTHER_PICTURES = Set.of("image2", "ico", "alias_pix", "brender_pix", "fits");

    /** Brands of an ISO file that hold sound, and those that hold still pictures. */
    private static final Set<String> SOUND_BRANDS = Set.of("M4A ", "M4B ", "M4P ", "F4A ", "F4B ", "aax ");

    private static final Set<String> STILL_BRANDS = Set.of("avif", "heic", "heix", "heim", "heis", "mif1", "mif2");

    private static final String WEBP_PICTURE = "webp_pipe";

    /** In a photograph that has others behind it (CIPA DC-007): a second view, a preview, a gain map. */
    private static final byte[] MULTI_PICTURE_INDEX = {'M', 'P', 'F', 0};

    private static final byte[] ASF_VIDEO_STREAM = {
        (byte) 0xC0,
        (byte) 0xEF,
        0x19,
        (byte) 0xBC,
        0x4D,
        0x5B,
        (byte) 0xCF,
        0x11,
        (byte) 0xA8,
        (byte) 0xFD,
        0,
        (byte) 0x80,
        0x5F,
        0x5C,
        0x44,
        0x2B
    };

    private ContentProbe() {}

    private static Set<String> names(String text) {
        return Set.of(text.strip().split("\\s+"));
    }

    /**
     * What the bytes are.
     *
     * @param isAll whether no more are to be looked at
     * @return nothing if it is some kind of media and more bytes should be looked at
     */
    static Optional<MediaKind> kind(byte[] beginning, boolean isAll) {
        FfmpegLog.install();
        int[] score = new int[1];
        String format = format(beginning, score);
        // FFmpeg itself takes a guess this poor for none, unless it knows the file's name.
        boolean isPoor = score[0] <= AVPROBE_SCORE_RETRY && !PictureRun.isJpeg(format);
        if (!isPoor && PictureRun.isOf(format)) {
            return ofPictures(format, beginning, isAll);
        }
        MediaKind kind = kind(format, beginning);
        if (kind != MediaKind.OTHER && isPoor) {
            return isAll ? Optional.of(MediaKind.OTHER) : Optional.empty();
        }
        return Optional.of(kind);
    }

    private static Optional<MediaKind> ofPictures(String format, byte[] bytes, boolean isAll) {
        if (format.equals(WEBP_PICTURE) && AnimatedWebp.isBeginning(bytes)) {
            return Optional.of(MediaKind.VIDEO);
        }
        if (contains(bytes, MULTI_PICTURE_INDEX)) {
            return Optional.of(MediaKind.IMAGE);
        }
        if (PictureRun.hasSecond(format, bytes)) {
            return Optional.of(MediaKind.VIDEO);
        }
        return isAll ? Optional.of(MediaKind.IMAGE) : Optional.empty();
    }

    private static String format(byte[] beginning, int[] score) {
        try (BytePointer bytes = new BytePointer((long) beginning.length + AVPROBE_PADDING_SIZE);
                BytePointer name = new BytePointer(new byte[1]);
                AVProbeData data = new AVProbeData()) {
            bytes.put(beginning, 0, beginning.length);
            for (int i = 0; i < AVPROBE_PADDING_SIZE; i++) {
                bytes.put((long) beginning.length + i, (byte) 0);
            }
            data.filename(name);
            data.buf(bytes);
            data.buf_size(beginning.length);
            data.mime_type(null);
            AVInputFormat found = av_probe_input_format3(data, 1, score);
            if (found == null) {
                return "";
            }
            String names = found.name().getString();
            int comma = names.indexOf(',');
            return comma < 0 ? names : names.substring(0, comma);
        }
    }

    private static MediaKind kind(String format, byte[] bytes) {
        if (format.equals("mov")) {
            return ofBrand(text(bytes, 4, 4).equals("ftyp") ? text(bytes, 8, 4) : "");
        }
        if (format.equals("ogg")) {
            boolean isVideo = contains(bytes, "\u0080theora".getBytes(StandardCharsets.ISO_8859_1))
                    || contains(bytes, "BBCD\0".getBytes(StandardCharsets.ISO_8859_1))
                    || contains(bytes, "OVP80".getBytes(StandardCharsets.ISO_8859_1));
            return isVideo ? MediaKind.VIDEO : MediaKind.AUDIO;
        }
        if (format.equals("asf")) {
            return contains(bytes, ASF_VIDEO_STREAM) ? MediaKind.VIDEO : MediaKind.AUDIO;
        }
        if (VIDEO.contains(format)) {
            return MediaKind.VIDEO;
        }
        if (AUDIO.contains(format)) {
            return MediaKind.AUDIO;
        }
        return PictureRun.isOf(format) || OTHER_PICTURES.contains(format) ? MediaKind.IMAGE : MediaKind.OTHER;
    }

    private static MediaKind ofBrand(String brand) {
        if (SOUND_BRANDS.contains(brand)) {
            return MediaKind.AUDIO;
        }
        return STILL_BRANDS.contains(brand) ? MediaKind.IMAGE : MediaKind.VIDEO;
    }

    private static String text(byte[] bytes, int from, int length) {
        return from + length > bytes.length ? "" : new String(bytes, from, length, StandardCharsets.ISO_8859_1);
    }

    private static boolean contains(byte[] bytes, byte[] wanted) {
        for (int from = 0; from + wanted.length <= bytes.length; from++) {
            if (Arrays.equals(bytes, from, from + wanted.length, wanted, 0, wanted.length)) {
                return true;
            }
        }
        return false;
    }
}
