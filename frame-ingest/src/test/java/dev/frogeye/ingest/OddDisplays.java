package dev.frogeye.ingest;

import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_DATA_DISPLAYMATRIX;
import static org.bytedeco.ffmpeg.global.avformat.AV_DISPOSITION_DEFAULT;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.bytedeco.ffmpeg.avformat.AVStream;

/** Videos of a picture of four colours that are to be shown in unusual ways; see {@link Quadrants}. */
public final class OddDisplays {
    private static final int ONE = 1 << 16;

    private OddDisplays() {}

    /** A case of the test resources, as a file. */
    public static Path file(String name, Path folder) throws IOException {
        try (InputStream content = OddDisplays.class.getResourceAsStream("/cases/" + name)) {
            Files.copy(content, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        }
        return folder.resolve(name);
    }

    /** Three streams of the same picture: upright, upside down, and as the default on its side. */
    public static Path severalStreams(Path folder) throws IOException {
        return Remux.write(
                file("rot90noise.mp4", folder),
                folder.resolve("three.mp4"),
                "mp4",
                "null",
                stream -> turn(stream, 0),
                stream -> turn(stream, 180),
                stream -> {
                    turn(stream, 90);
                    stream.disposition(AV_DISPOSITION_DEFAULT);
                });
    }

    /** To be turned by so many degrees. */
    public static Path turned(Path folder, int degrees) throws IOException {
        return Remux.write(
                file("rot90noise.mp4", folder),
                folder.resolve("turned.mp4"),
                "mp4",
                "null",
                stream -> turn(stream, degrees));
    }

    private static void turn(AVStream stream, int degrees) {
        forget(stream);
        int cos = (int) Math.round(ONE * Math.cos(Math.toRadians(degrees)));
        int sin = (int) Math.round(ONE * Math.sin(Math.toRadians(degrees)));
        Remux.sideData(stream, AV_PKT_DATA_DISPLAYMATRIX, cos, sin, 0, -sin, cos, 0, 0, 0, 1 << 30);
    }

    /** Leaves out what the source says of itself. */
    static void forget(AVStream stream) {
        stream.codecpar().nb_coded_side_data(0);
        stream.codecpar().coded_side_data(null);
    }
}
