package dev.frogeye.ingest;

import static org.bytedeco.ffmpeg.global.avutil.AVERROR_DEMUXER_NOT_FOUND;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_INVALIDDATA;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How FFmpeg is told to open a location, and what it means when that fails.
 *
 * @param kind what it is to us
 * @param name for messages, without a password
 * @param url what FFmpeg opens
 * @param format name of the demuxer, or none to find it out by the content
 * @param options of demuxer and protocols
 * @param file the file, where it is one of this machine
 * @param gap where a sequence of images breaks off
 */
record MediaInput(
        Kind kind,
        String name,
        InputUrl url,
        Optional<String> format,
        Map<String, String> options,
        Optional<Path> file,
        Optional<ImageSequence.Gap> gap) {
    /** What an input is, which decides what its end and its silence mean. */
    enum Kind {
        /** Files of this machine. */
        LOCAL,
        /** Fetched from a server, and with an end. */
        REMOTE,
        /** Sent by a server for as long as it runs. */
        STREAM,
        /** A camera or screen of this machine. */
        DEVICE;

        /** Whether an end is a loss. */
        boolean isEndless() {
            return this == STREAM || this == DEVICE;
        }
    }

    /** How long a server may be silent. */
    static final Duration PATIENCE = Duration.ofSeconds(15);

    /** FFmpeg's command line has this option, its library a field: the name of the codec a camera is to send. */
    static final String VIDEO_CODEC = "vcodec";

    private static final String WHITELIST = "protocol_whitelist";

    /** Everything that fetches, and what it is wrapped in; never {@code file}, which a remote playlist could name. */
    private static final String NETWORK =
            "http,https,httpproxy,tcp,tls,udp,udplite,rtp,srtp,rtsp,rtmp,rtmpt,rtmps,rtmpe,rtmpte,rtmpts,ffrtmphttp,"
                    + "ffrtmpcrypt,mmsh,mmst,ftp,srt,hls,crypto,data";

    private static final Set<String> SCHEMES = Set.of(
            "http", "https", "tcp", "tls", "udp", "udplite", "rtp", "srtp", "rtsp", "rtsps", "rtmp", "rtmpt", "rtmps",
            "rtmpe", "rtmpte", "rtmpts", "mmsh", "mmst", "ftp", "srt", "hls");

    /** For a local file, after a check that it is there and can be read. */
    static MediaInput of(VideoLocation location) throws VideoException {
        return of(location, PATIENCE);
    }

    static MediaInput of(VideoLocation location, Duration patience) throws VideoException {
        if (location instanceof VideoLocation.Remote remote) {
            return fetched(Kind.REMOTE, remote, patience, Map.of());
        }
        if (location instanceof VideoLocation.Images images) {
            ImageSequence sequence = ImageSequence.find(images.pattern(), images.fps());
            Map<String, String> options = Map.of(
                    WHITELIST,
                    "file",
                    "pattern_type",
                    "sequence",
                    "framerate",
                    Double.toString(images.fps()),
                    "start_number",
                    Long.toString(sequence.first()));
            return new MediaInput(
                    Kind.LOCAL,
                    images.toString(),
                    InputUrl.ofFile(Path.of(sequence.ffmpegPattern())),
                    Optional.of(ImageSequence.DEMUXER),
                    options,
                    Optional.empty(),
                    sequence.gap());
        }
        Path file = ((VideoLocation.Local) location).path();
        LocalFile.check(file);
        // A playlist disguised as a video must not make us read other files or reach into the network.
        return new MediaInput(
                Kind.LOCAL,
                file.toString(),
                InputUrl.ofFile(file),
                Optional.empty(),
                Map.of(WHITELIST, "file"),
                Optional.of(file),
                Optional.empty());
    }

    /**
     * For an address.
     *
     * @param patience how long the server may be silent
     * @param more options beside those that keep it within bounds
     */
    static MediaInput fetched(Kind kind, VideoLocation.Remote remote, Duration patience, Map<String, String> more)
            throws VideoException {
        String scheme = remote.url().substring(0, Math.max(0, remote.url().indexOf(':')));
        if (!SCHEMES.contains(scheme.toLowerCase(Locale.ROOT))) {
            throw new VideoException(
                    VideoException.Code.UNREACHABLE,
                    remote + " cannot be reached (no way to fetch '" + scheme
                            + ":'); give an address of http, https, rtsp, rtmp, tcp, udp, rtp or srt");
        }
        String micros = Long.toString(patience.toNanos() / 1000);
        Map<String, String> options = new HashMap<>(more);
        options.put(WHITELIST, NETWORK);
        options.put("rw_timeout", micros);
        // RTSP opens its sockets itself and has an option of its own; other protocols know that one by another meaning.
        if (remote.url().toLowerCase(Locale.ROOT).startsWith("rtsp")) {
            options.put("timeout", micros);
        }
        return new MediaInput(
                kind,
                remote.toString(),
                InputUrl.of(remote.url()),
                Optional.empty(),
                Map.copyOf(options),
                Optional.empty(),
                Optional.empty());
    }

    /** For one of FFmpeg's devices, which are opened by the name of a demuxer. */
    static MediaInput device(String name, String format, String address, Map<String, String> options) {
        return new MediaInput(
                Kind.DEVICE,
                name,
                InputUrl.of(address),
                Optional.of(format),
                Map.copyOf(options),
                Optional.empty(),
                Optional.empty());
    }

    boolean isRemote() {
        return kind == Kind.REMOTE || kind == Kind.STREAM;
    }

    /** What to throw when opening failed with this code of FFmpeg's. */
    VideoException failure(int code, String reason) throws IOException {
        if (isAboutContent(code) && file.isPresent() && MediaKind.of(file.get()) == MediaKind.VIDEO) {
            boolean hasNoIndex = reason.contains("moov atom not found");
            return new VideoException(
                    VideoException.Code.TRUNCATED,
                    name
                            + (hasNoIndex
                                    ? " is cut off before its index ("
                                    : " is cut off or damaged in the part that describes it (")
                            + reason
                            + "); copy it again");
        }
        if (kind == Kind.DEVICE) {
            return new VideoException(
                    VideoException.Code.UNREADABLE,
                    name + " cannot be opened (" + reason
                            + "); check that it is plugged in, that no other program uses it, and that you may use it");
        }
        if (!isRemote() || isAboutContent(code)) {
            return new VideoException(
                    VideoException.Code.NOT_A_VIDEO,
                    name + " is not a video or is cut off (" + reason + "); check that it plays, or copy it again");
        }
        return new VideoException(
                VideoException.Code.UNREACHABLE,
                name + " cannot be reached (" + reason
                        + "); check the address, user and password, and that the server is up");
    }

    /** What to throw for a file that opened and then lacked what decoding needs: it may be cut off within its index. */
    VideoException incomplete(VideoException e) throws IOException {
        boolean isAboutIndex = e.code() == VideoException.Code.NO_VIDEO_STREAM
                || e.code() == VideoException.Code.UNSUPPORTED_CODEC
                || e.code() == VideoException.Code.NO_FRAMES;
        return isAboutIndex && hasCutIndex()
                ? new VideoException(
                        VideoException.Code.TRUNCATED, name + " is cut off within its index; copy it again", e)
                : e;
    }

    /** What is known to be missing of an input that can be read. */
    Optional<String> fault() throws IOException {
        return hasCutIndex() ? Optional.of("the index is cut off") : gap.map(ImageSequence.Gap::message);
    }

    /** Whether it is a file of this machine that ends within the index of MP4 and MOV. */
    private boolean hasCutIndex() throws IOException {
        return file.isPresent() && Mp4Index.isCutOff(file.get());
    }

    private static boolean isAboutContent(int code) {
        return code == AVERROR_INVALIDDATA() || code == AVERROR_DEMUXER_NOT_FOUND() || code == AVERROR_EOF();
    }
}
