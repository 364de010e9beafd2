package dev.frogeye.ingest.live;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the lists of devices that FFmpeg prints and gives in no other way. */
final class PrintedDevices {
    /** {@code [0] FaceTime HD Camera}. */
    private static final Pattern NUMBERED = Pattern.compile("\\[(\\d+)] (.+)$");

    /** {@code "Integrated Camera" (video)}. */
    private static final Pattern QUOTED = Pattern.compile("\"(.+)\" \\((?:video|none|audio, video|video, audio)\\)$");

    private static final Pattern MAC_SCREEN = Pattern.compile("Capture screen (\\d+)");

    private PrintedDevices() {}

    /** What AVFoundation prints: cameras and screens, numbered, under a heading; then microphones. */
    static List<Device> avfoundation(List<String> lines) {
        List<Device> found = new ArrayList<>();
        boolean isVideo = false;
        for (String line : lines) {
            Matcher numbered = NUMBERED.matcher(line);
            if (line.contains("devices:")) {
                isVideo = line.contains("video devices:");
            } else if (isVideo && numbered.find()) {
                String name = numbered.group(2).strip();
                Matcher screen = MAC_SCREEN.matcher(name);
                found.add(
                        screen.matches()
                                ? new Device(Device.Kind.SCREEN, screen.group(1), name)
                                : new Device(Device.Kind.CAMERA, numbered.group(1), name));
            }
        }
        return found;
    }

    /** What DirectShow prints: cameras by name, each followed by a name that no other has. */
    static List<Device> dshow(List<String> lines) {
        List<Device> found = new ArrayList<>();
        for (String line : lines) {
            Matcher quoted = QUOTED.matcher(line.strip());
            if (quoted.find()) {
                found.add(new Device(Device.Kind.CAMERA, quoted.group(1), quoted.group(1)));
            }
        }
        return found;
    }
}
