package dev.frogeye.extraction;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version of Frogeye and of what computes for it, as written to every output. */
public final class Version {
    private static final Properties VERSIONS = read();

    private Version() {}

    /** Such as {@code 1.0.0}. */
    public static String current() {
        return library("version");
    }

    /** The version of a library that this was built with: {@code nd4j} or {@code onnxruntime}. */
    static String library(String name) {
        return VERSIONS.getProperty(name);
    }

    private static Properties read() {
        try (InputStream resource = Version.class.getResourceAsStream("version.properties")) {
            Properties properties = new Properties();
            properties.load(resource);
            return properties;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
