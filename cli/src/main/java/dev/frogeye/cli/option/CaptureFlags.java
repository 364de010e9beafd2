package dev.frogeye.cli.option;

import dev.frogeye.cli.text.UsageException;
import dev.frogeye.ingest.live.CaptureOptions;
import dev.frogeye.ingest.live.LiveInput;
import dev.frogeye.ingest.live.LiveOptions;
import dev.frogeye.ingest.live.Policy;
import java.time.Duration;
import java.util.OptionalInt;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which live source, and what becomes of its frames; as they are made they hold the defaults. */
public final class CaptureFlags {
    @Parameters(
            arity = "0..1",
            paramLabel = "SOURCE",
            description = "An address (rtsp, rtmp, http, udp, tcp, ...), screen, /dev/video0, test or test:still for"
                    + " pictures made up by FFmpeg, or a file with --realtime.")
    private String source;

    @Option(
            names = "--camera",
            paramLabel = "NUMBER|PATH|NAME",
            description = "A camera of this machine, as frogeye devices lists them.")
    private String camera;

    @Option(names = "--realtime", description = "Play a file at its own speed, as if it happened now.")
    private boolean realtime;

    @Option(names = "--size", paramLabel = "WxH", description = "Size of picture to ask a camera or screen for.")
    private String size;

    @Option(names = "--rate", paramLabel = "FPS", description = "Pictures a second to ask a camera or screen for.")
    private Double rate;

    @Option(
            names = "--input-format",
            paramLabel = "NAME",
            description = "How a camera is to send pictures, such as yuyv422 (default: mjpeg if it can).")
    private String format;

    @Option(names = "--rtsp-transport", paramLabel = "tcp|udp", description = "How RTSP sends pictures (default: tcp).")
    private CaptureOptions.RtspTransport transport = CaptureOptions.RtspTransport.TCP;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            description = "A source that sends nothing for so long is lost (default: 10).")
    private double timeout = CaptureOptions.DEFAULT.readTimeout().toSeconds();

    @Option(
            names = "--retries",
            paramLabel = "N",
            description = "How often in a row a lost source is tried again, with growing pauses; -1 for ever (default:"
                    + " 10). Then the exit code is 6.")
    private int retries = LiveOptions.DEFAULT.reconnect().retries();

    @Option(
            names = "--when-behind",
            paramLabel = "latest|block|fail",
            description = "What to do with frames that come faster than they are processed: drop all but the latest,"
                    + " let the source wait, or end with an error (default: latest).")
    private Policy policy = Policy.LATEST;

    @Option(
            names = "--queue",
            paramLabel = "N",
            description = "How many frames may wait (default: 1, 2 with block, 30 with fail).")
    private Integer queue;

    @Option(names = "--max-fps", paramLabel = "FPS", description = "Process at most so many frames a second.")
    private Double maxFps;

    @Mixin
    private VideoStreamOption streamOption = new VideoStreamOption();

    /** What is to be watched. */
    public LiveInput input() {
        if ((source == null) == (camera == null)) {
            throw new UsageException(
                    source == null
                            ? "no source given; name one, such as test, or a camera with --camera"
                            : "give either a source or --camera, not both");
        }
        if (camera != null && camera.contains("://")) {
            // Not quoted: it may hold a password.
            throw new UsageException("--camera takes a camera of this machine; give an address without --camera");
        }
        return UsageException.unlessValid(
                "", () -> camera == null ? LiveInput.parse(source, realtime) : LiveInput.camera(camera));
    }

    public CaptureOptions capture() {
        return UsageException.unlessValid("", () -> {
            Duration silence = Duration.ofMillis(Math.round(timeout * 1000));
            CaptureOptions options =
                    CaptureOptions.DEFAULT.withTransport(transport).withTimeouts(silence, silence);
            options = size == null ? options : options.withSize(CaptureOptions.Size.parse(size));
            OptionalInt stream = streamOption.stream();
            options = stream.isEmpty() ? options : options.withStream(stream.getAsInt());
            options = rate == null ? options : options.withRate(rate);
            return format == null ? options : options.withFormat(format);
        });
    }

    public LiveOptions options() {
        return UsageException.unlessValid("", () -> {
            LiveOptions options = LiveOptions.DEFAULT
                    .withPolicy(policy)
                    .withReconnect(LiveOptions.DEFAULT.reconnect().withRetries(retries));
            options = queue == null ? options : options.withQueue(queue);
            return maxFps == null ? options : options.withMaxFps(maxFps);
        });
    }
}
