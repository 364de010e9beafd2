package dev.frogeye.live.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/** The page's own files, held in memory. Nothing of the file system is ever served. */
final class StaticFiles {
    private final Map<String, StaticFile> files = Map.of(
            "/", load("index.html", "text/html; charset=utf-8"),
            "/page.css", load("page.css", "text/css; charset=utf-8"),
            "/page.js", load("page.js", "text/javascript; charset=utf-8"),
            "/chart.js", load("chart.js", "text/javascript; charset=utf-8"),
            "/pictures.js", load("pictures.js", "text/javascript; charset=utf-8"),
            "/format.js", load("format.js", "text/javascript; charset=utf-8"),
            "/layers.js", load("layers.js", "text/javascript; charset=utf-8"),
            "/controls.js", load("controls.js", "text/javascript; charset=utf-8"),
            "/icon.svg", load("icon.svg", "image/svg+xml"));

    record StaticFile(String type, byte[] bytes) {}

    /** The file at a path, or null. */
    StaticFile get(String path) {
        return files.get(path);
    }

    private static StaticFile load(String name, String type) {
        try (InputStream in = StaticFiles.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the page's file " + name + " is missing from this build");
            }
            return new StaticFile(type, in.readAllBytes());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
