package dev.frogeye.ingest.live;

import dev.frogeye.ingest.CaptureRequest;
import dev.frogeye.ingest.CaptureRequest.Origin;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The ways to open an input on a platform, the one to be preferred first. */
final class Opening {
    private static final CaptureOptions.Size SYNTHETIC_SIZE = new CaptureOptions.Size(640, 480);
    private static final double SYNTHETIC_RATE = 30;

    /** AVFoundation refuses its own default, 29.97, for most cameras. */
    private static final double COMMON_RATE = 30;

    private static final String PREFERRED_FORMAT = "mjpeg";

    /**
     * Long enough to find the streams; what is still unknown then, such as the size of pictures whose key frame is yet to
     * come, shows when they are decoded. Analysed packets are kept ({@code nobuffer} would lose the key frame among them)
     * and decoded in a burst, so they delay nothing.
     */
    private static final Map<String, String> STREAM = Map.of("analyzeduration", "1000000", "fpsprobesize", "2");

    private final CaptureOptions options;
    private final Platform platform;
    private final Devices devices;

    private Opening(CaptureOptions options, Platform platform, Devices devices) {
        this.options = options;
        this.platform = platform;
        this.devices = devices;
    }

    /**
     * At least one way.
     *
     * @param devices to look names up in
     */
    static List<CaptureRequest> of(LiveInput input, CaptureOptions options, Platform platform, Devices devices) {
        Opening opening = new Opening(options, platform, devices);
        if (input instanceof LiveInput.Camera camera) {
            return opening.camera(camera);
        }
        if (input instanceof LiveInput.Screen screen) {
            return List.of(opening.screen(screen));
        }
        if (input instanceof LiveInput.NetworkStream stream) {
            return List.of(opening.request(
                    new Origin.Stream(stream.location()),
                    opening.streamOptions(stream.location().url())));
        }
        if (input instanceof LiveInput.Synthetic synthetic) {
            return List.of(
                    opening.request(new Origin.Generated(synthetic.name(), opening.filters(synthetic)), Map.of()));
        }
        LiveInput.RealtimeFile file = (LiveInput.RealtimeFile) input;
        return List.of(opening.request(new Origin.Recording(file.location()), Map.of()));
    }

    private CaptureRequest request(Origin origin, Map<String, String> more) {
        return new CaptureRequest(origin, more, options.openTimeout(), options.readTimeout(), options.stream());
    }

    private List<CaptureRequest> camera(LiveInput.Camera camera) {
        Origin origin = new Origin.Device(camera.name(), platform.cameraFormat(), address(camera.device()));
        Map<String, String> plain = deviceOptions();
        if (platform == Platform.WINDOWS) {
            plain.put("rtbufsize", "100M");
        }
        // Every picture of a camera can be decoded by itself, so none analysed is missed.
        plain.put("fflags", "nobuffer");
        if (platform == Platform.MACOS) {
            options.format().ifPresent(format -> plain.put("pixel_format", format));
            plain.putIfAbsent("framerate", number(COMMON_RATE));
            return List.of(request(origin, plain));
        }
        String key = platform == Platform.LINUX ? "input_format" : formatKey();
        Map<String, String> first = new HashMap<>(plain);
        first.put(key, options.format().orElse(PREFERRED_FORMAT));
        List<CaptureRequest> requests = new ArrayList<>(List.of(request(origin, first)));
        if (options.format().isEmpty()) {
            requests.add(request(origin, plain));
        }
        return requests;
    }

    /** DirectShow tells compressed formats from uncompressed ones. */
    private String formatKey() {
        String format = options.format().orElse(PREFERRED_FORMAT);
        return format.equals(PREFERRED_FORMAT) || format.equals("h264") ? "vcodec" : "pixel_format";
    }

    private String address(String device) {
        Optional<String> number = device.matches("\\d{1,3}") ? Optional.of(device) : Optional.empty();
        return switch (platform) {
            case LINUX -> number.map("/dev/video"::concat).orElseGet(() -> named(device));
            case MACOS -> device + ":none";
            case WINDOWS -> "video=" + number.flatMap(devices::camera).orElse(device);
        };
    }

    /** Linux opens cameras by path alone. */
    private String named(String device) {
        return device.startsWith("/") ? device : devices.cameraNamed(device).orElse(device);
    }

    private CaptureRequest screen(LiveInput.Screen screen) {
        Map<String, String> more = deviceOptions();
        String display = screen.display();
        String address =
                switch (platform) {
                    case LINUX -> display.isEmpty() ? Devices.x11Display().orElse(":0") : display;
                    case MACOS -> "Capture screen " + (display.isEmpty() ? "0" : display) + ":none";
                    case WINDOWS -> display.isEmpty() ? "desktop" : display;
                };
        return request(new Origin.Device(screen.name(), platform.screenFormat(), address), more);
    }

    private Map<String, String> deviceOptions() {
        Map<String, String> more = new HashMap<>();
        options.size().ifPresent(size -> more.put("video_size", size.toString()));
        options.rate().ifPresent(rate -> more.put("framerate", number(rate)));
        return more;
    }

    private Map<String, String> streamOptions(String url) {
        Map<String, String> more = new HashMap<>(STREAM);
        if (url.startsWith("rtsp")) {
            more.put("rtsp_transport", options.transport().option());
        }
        if (url.startsWith("udp")) {
            // When the engine holds the stream up, packets get lost and the connection stays.
            more.put("overrun_nonfatal", "1");
        }
        return more;
    }

    private String filters(LiveInput.Synthetic synthetic) {
        CaptureOptions.Size size = options.size().orElse(SYNTHETIC_SIZE);
        String rate = number(options.rate().orElse(SYNTHETIC_RATE));
        String card = "testsrc2=size=" + size + ":rate=" + rate;
        String end = synthetic.frames().isPresent()
                ? ",trim=end_frame=" + synthetic.frames().getAsLong()
                : "";
        return switch (synthetic.scene()) {
            case BUSY -> card + end;
            case STILL -> {
                int side = Math.max(2, size.height() / 8);
                yield card + ",trim=end_frame=1,loop=loop=-1:size=1,setpts=round(N/(" + rate
                        + "*TB))[card];color=c=red:size="
                        + side + "x" + side + ":rate=" + rate
                        + "[square];[card][square]overlay=x='(W-w)*(0.5-0.5*cos(2*t))':y='(H-h)/3'" + end;
            }
        };
    }

    private static String number(double rate) {
        return rate == Math.rint(rate) ? Long.toString((long) rate) : String.format(Locale.ROOT, "%.6f", rate);
    }
}
