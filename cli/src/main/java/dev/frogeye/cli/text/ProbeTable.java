package dev.frogeye.cli.text;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.frogeye.ingest.VideoException;
import dev.frogeye.ingest.VideoInfo;
import dev.frogeye.ingest.VideoLocation;
import dev.frogeye.ingest.VideoProbe;
import dev.frogeye.ingest.VideoStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What was found of one video, for people and for programs. */
public final class ProbeTable {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Control characters, and those that turn the direction of writing: a name must not command the terminal. */
    private static final Pattern UNPRINTABLE =
            Pattern.compile("[\\p{Cntrl}\\u0080-\\u009f\\u202a-\\u202e\\u2066-\\u2069]");

    private final VideoLocation location;
    private final VideoProbe probe;

    public ProbeTable(VideoLocation location, VideoProbe probe) {
        this.location = location;
        this.probe = probe;
    }

    /** A block of lines: the name, and what is known indented below. */
    public List<String> lines() {
        VideoInfo info = probe.info();
        TextTable table = new TextTable("lll");
        table.row("", "container", Printable.line(info.container()));
        table.row("", "video", picture(info));
        if (probe.streams().size() > 1) {
            probe.streams().forEach(stream -> table.row("", "stream " + stream.index(), stream(stream)));
        }
        table.row(
                "",
                "time",
                seconds(probe.durationMicros()) + " s" + declared(info.durationMicros(), true) + ", starts at "
                        + seconds(info.startMicros()) + " s of its clock" + delay(info.delayMicros()));
        table.row("", "frames", frames(info));
        table.row(
                "",
                "key frames",
                grouped(probe.keyFrames()) + ", at most " + grouped(probe.maxKeyInterval()) + " frames apart");
        table.row("", "sound", probe.hasAudio() ? "yes" : "no");
        table.row("", "health", probe.health().id() + problems());
        probe.notes().forEach(note -> table.row("", "note", Printable.line(note)));
        List<String> lines = new ArrayList<>();
        lines.add(Printable.line(location.toString()));
        lines.addAll(table.lines());
        return lines;
    }

    private static String delay(long micros) {
        return micros == 0 ? "" : ", " + seconds(micros) + " s into the file";
    }

    private static String picture(VideoInfo info) {
        String turned = info.rotation() == 0 ? "" : ", turned by " + info.rotation() + " degrees";
        String shaped = info.pixelAspect().isSquare()
                ? ""
                : ", pixels " + info.pixelAspect() + ", shown as " + info.displayWidth() + "x" + info.height();
        return info.codec() + ", " + info.width() + "x" + info.height() + shaped + ", " + info.pixelFormat() + turned;
    }

    private String stream(VideoStream stream) {
        return stream.codec() + ", " + stream.width() + "x" + stream.height() + (stream.isDefault() ? ", default" : "")
                + (stream.index() == probe.info().stream() ? ", this one" : "");
    }

    private String frames(VideoInfo info) {
        String pace = probe.isVariable()
                ? "variable, " + milliseconds(probe.minIntervalMicros()) + " to "
                        + milliseconds(probe.maxIntervalMicros()) + " ms apart"
                : "constant";
        String rate = info.averageFps() > 0 ? String.format(Locale.ROOT, ", %.6g a second", info.averageFps()) : "";
        return grouped(probe.frames()) + (probe.isDecoded() ? " decoded" : "") + declared(info.declaredFrames(), false)
                + rate + ", " + pace;
    }

    private static String declared(OptionalLong value, boolean isTime) {
        if (value.isEmpty()) {
            return "";
        }
        return " (declares " + (isTime ? seconds(value.getAsLong()) : grouped(value.getAsLong())) + ")";
    }

    private String problems() {
        if (probe.errors() == 0) {
            return "";
        }
        String shown = probe.messages().stream().limit(3).map(Printable::line).collect(Collectors.joining("; "));
        return ", " + grouped(probe.errors()) + (probe.errors() == 1 ? " error: " : " errors: ") + shown;
    }

    /** The same as one JSON object on one line. */
    public String json() {
        VideoInfo info = probe.info();
        ObjectNode video = JSON.createObjectNode();
        video.put("path", location.toString());
        video.put("status", probe.health().id());
        video.put("container", info.container());
        video.put("codec", info.codec());
        video.put("pixel_format", info.pixelFormat());
        video.put("width", info.width());
        video.put("height", info.height());
        video.put("rotation", info.rotation());
        video.put("sample_aspect_ratio", info.pixelAspect().toString());
        video.put("display_width", info.displayWidth());
        video.put("display_height", info.height());
        video.put("stream", info.stream());
        streams(video.putArray("streams"));
        video.put("average_fps", info.averageFps());
        video.put("start_us", info.startMicros());
        video.put("delay_us", info.delayMicros());
        known(video, "declared_duration_us", info.durationMicros());
        video.put("duration_us", probe.durationMicros());
        known(video, "declared_frames", info.declaredFrames());
        video.put("frames", probe.frames());
        video.put("decoded", probe.isDecoded());
        video.put("first_pts_us", probe.firstPtsMicros());
        video.put("last_pts_us", probe.lastPtsMicros());
        video.put("variable_frame_rate", probe.isVariable());
        video.put("min_interval_us", probe.minIntervalMicros());
        video.put("max_interval_us", probe.maxIntervalMicros());
        video.put("key_frames", probe.keyFrames());
        video.put("max_key_interval_frames", probe.maxKeyInterval());
        video.put("audio", probe.hasAudio());
        video.put("errors", probe.errors());
        probe.messages().forEach(video.putArray("messages")::add);
        probe.notes().forEach(video.putArray("notes")::add);
        return line(video);
    }

    private void streams(ArrayNode array) {
        for (VideoStream stream : probe.streams()) {
            array.addObject()
                    .put("index", stream.index())
                    .put("codec", stream.codec())
                    .put("width", stream.width())
                    .put("height", stream.height())
                    .put("default", stream.isDefault());
        }
    }

    /** A video that cannot be read, as one JSON object on one line. */
    public static String json(VideoLocation location, IOException e) {
        ObjectNode video = JSON.createObjectNode();
        video.put("path", location.toString());
        video.put("status", "failed");
        video.put("error_code", e instanceof VideoException known ? known.code().id() : "io_error");
        video.put("message", e.getMessage());
        return line(video);
    }

    private static void known(ObjectNode node, String name, OptionalLong value) {
        if (value.isPresent()) {
            node.put(name, value.getAsLong());
        } else {
            node.putNull(name);
        }
    }

    private static String line(ObjectNode node) {
        try {
            // Within text alone, where this is how JSON writes them.
            return UNPRINTABLE
                    .matcher(JSON.writeValueAsString(node))
                    .replaceAll(found ->
                            String.format("\\\\u%04x", (int) found.group().charAt(0)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of numbers and text always becomes JSON", e);
        }
    }

    private static String seconds(long micros) {
        return String.format(Locale.ROOT, "%.3f", micros / 1e6);
    }

    private static String milliseconds(long micros) {
        return String.format(Locale.ROOT, "%.1f", micros / 1e3);
    }

    private static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
