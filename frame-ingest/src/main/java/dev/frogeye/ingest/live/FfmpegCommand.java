package dev.frogeye.ingest.live;

import dev.frogeye.ingest.CaptureRequest;
import dev.frogeye.ingest.CaptureRequest.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** How FFmpeg's own command line would open what we open. */
final class FfmpegCommand {
    /** What no shell touches. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:=,@%+-]+");

    private FfmpegCommand() {}

    /** One line that can be pasted into a shell, where nothing had to be left out of an address. */
    static String of(CaptureRequest request, Platform platform) {
        List<String> words = new ArrayList<>(List.of("ffmpeg"));
        List<String> options = new ArrayList<>();
        // Sorted, because the map has an order of its own in every process.
        new TreeMap<>(request.options()).forEach((key, value) -> options.addAll(List.of("-" + key, value)));
        String address;
        if (request.from() instanceof Origin.Device device) {
            words.addAll(List.of("-f", device.format()));
            address = device.address();
        } else if (request.from() instanceof Origin.Generated generated) {
            words.addAll(List.of("-re", "-f", "lavfi"));
            address = generated.filters();
        } else if (request.from() instanceof Origin.Recording recording) {
            words.add("-re");
            address = recording.location().toString();
        } else {
            address = ((Origin.Stream) request.from()).location().toString();
        }
        words.addAll(options);
        words.addAll(List.of("-i", address, "-f", "null", "-"));
        return String.join(
                " ", words.stream().map(word -> quoted(word, platform)).toList());
    }

    private static String quoted(String word, Platform platform) {
        if (PLAIN.matcher(word).matches()) {
            return word;
        }
        return platform == Platform.WINDOWS ? '"' + word + '"' : "'" + word.replace("'", "'\\''") + "'";
    }
}
