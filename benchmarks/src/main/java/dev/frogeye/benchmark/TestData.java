package dev.frogeye.benchmark;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/**
 * A folder of real clips and pretrained networks.
 *
 * @param folder holds {@code models} and {@code videos}
 */
public record TestData(Path folder) {
    /** What {@code -Dfrogeye.testdata} names, or where the tests look for it, seen from the root of the source tree. */
    public static TestData ofSystem() {
        return new TestData(Path.of(System.getProperty("frogeye.testdata", "../shared")));
    }

    /** Where a network's file is, if it is there. */
    public Path model(KnownNetwork network) {
        return folder.resolve("models").resolve(network.file());
    }

    /** Where a clip is, if it is there. */
    public Path clip(String name) {
        return folder.resolve("videos").resolve(name);
    }

    /** A network's ONNX file, unpacked. */
    public byte[] read(KnownNetwork network) throws IOException {
        try (InputStream file = Files.newInputStream(model(network));
                InputStream in = network.file().endsWith(".gz") ? new GZIPInputStream(file, 1 << 16) : file) {
            return in.readAllBytes();
        }
    }
}
