package dev.frogeye.cli.text;

import dev.frogeye.extraction.Version;
import dev.frogeye.kernel.Kernels;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** What a bug report should say. */
public final class Versions implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {
            "frogeye " + Version.current(),
            "Java " + Runtime.version() + ", " + System.getProperty("java.vendor") + ", "
                    + System.getProperty("os.name") + " " + System.getProperty("os.arch"),
            "JavaCV " + library("javacv") + ", FFmpeg " + library("ffmpeg"),
            "ND4J " + library("nd4j"),
            "ONNX Runtime " + library("onnxruntime"),
            "kernel " + Kernels.best().name()
        };
    }

    /** What computes and decodes, by name. */
    public static Map<String, String> libraries() {
        Map<String, String> versions = new LinkedHashMap<>();
        versions.put("frogeye", Version.current());
        for (String name : List.of("onnxruntime", "nd4j", "javacv", "ffmpeg")) {
            versions.put(name, library(name));
        }
        versions.put("kernel", Kernels.best().name());
        return versions;
    }

    /** The version of a library that this was built with. */
    public static String library(String name) {
        try (InputStream resource = Versions.class.getResourceAsStream("versions.properties")) {
            Properties properties = new Properties();
            properties.load(resource);
            return properties.getProperty(name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
