package dev.frogeye.catalogue;

import java.nio.file.Path;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** Where this platform keeps what can be downloaded again. */
final class CacheFolder {
    private CacheFolder() {}

    /**
     * The folder for models; it need not exist.
     *
     * @param system as the system property {@code os.name} says
     * @param environment gives the value of a variable, or null
     * @param home of the user
     */
    static Path models(String system, UnaryOperator<String> environment, Path home) {
        String name = system.toLowerCase(Locale.ROOT);
        if (name.startsWith("windows")) {
            return absolute(
                            environment.apply("LOCALAPPDATA"),
                            home.resolve("AppData").resolve("Local"))
                    .resolve("frogeye")
                    .resolve("models");
        }
        Path caches = name.startsWith("mac")
                ? home.resolve("Library").resolve("Caches")
                : absolute(environment.apply("XDG_CACHE_HOME"), home.resolve(".cache"));
        return caches.resolve("frogeye").resolve("models");
    }

    /** The XDG specification has relative paths ignored. */
    private static Path absolute(String given, Path otherwise) {
        return given != null && !given.isBlank() && Path.of(given).isAbsolute() ? Path.of(given) : otherwise;
    }
}
