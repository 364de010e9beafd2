package dev.frogeye.ingest.live;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What the kernel of Linux calls its cameras; to be read without leave to open them. */
final class VideoNodes {
    private VideoNodes() {}

    /** The cameras of this machine. */
    static List<Device> list() {
        return list(Path.of("/sys/class/video4linux"), Path.of("/dev"));
    }

    /**
     * The cameras in the order of their numbers.
     *
     * @param names a folder for each camera, with its name in a file {@code name}
     * @param nodes where the cameras are
     */
    static List<Device> list(Path names, Path nodes) {
        List<Path> found = new ArrayList<>();
        if (Files.isDirectory(names)) {
            try (DirectoryStream<Path> folders = Files.newDirectoryStream(names, "video*")) {
                folders.forEach(folder -> found.add(nodes.resolve(folder.getFileName())));
            } catch (IOException e) {
                System.getLogger(VideoNodes.class.getName())
                        .log(System.Logger.Level.WARNING, names + " cannot be listed: " + e.getMessage());
            }
        }
        // A camera may have several nodes; those after the first carry no pictures but say so only to who opens them.
        return found.stream()
                .filter(Files::exists)
                .sorted(Comparator.comparingInt((Path node) -> number(node)).thenComparing(Path::toString))
                .map(node -> new Device(Device.Kind.CAMERA, node.toString(), name(names.resolve(node.getFileName()))))
                .toList();
    }

    private static int number(Path node) {
        String digits = node.getFileName().toString().replaceAll("\\D", "");
        return digits.isEmpty() || digits.length() > 6 ? Integer.MAX_VALUE : Integer.parseInt(digits);
    }

    private static String name(Path folder) {
        try {
            return Files.readString(folder.resolve("name")).strip();
        } catch (IOException e) {
            return "";
        }
    }
}
