package dev.frogeye.cli.text;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What to do where FFmpeg, ONNX Runtime, or another library in native code cannot be loaded. */
final class NativeFailure {
    /** What this process has loaded, a line a piece; only Linux has it. */
    private static final Path LOADED = Path.of("/proc/self/maps");

    /** The C library of Alpine. */
    private static final Pattern MUSL = Pattern.compile("/(ld|libc\\.)-?musl-");

    /** What glibc says of a file in a folder mounted with {@code noexec}. */
    private static final Pattern NOT_EXECUTABLE =
            Pattern.compile("(/[^:]*)/[^/:]+: failed to map segment from shared object");

    /** What glibc says of a library of the system that is missing or no library. */
    private static final Pattern MISSING = Pattern.compile(
            "([^\\s/:]+\\.so[.\\d]*): (?:cannot open shared object file|file too short|invalid ELF header)");

    private NativeFailure() {}

    /** One line for what the loader said. */
    static String explain(String reason) {
        return explain(reason, runsOnMusl(LOADED));
    }

    static String explain(String reason, boolean onMusl) {
        String failed = "cannot load a native library for " + System.getProperty("os.name") + " "
                + System.getProperty("os.arch");
        if (onMusl) {
            return failed + " with musl, the C library of Alpine (" + reason
                    + "); FFmpeg and ONNX Runtime need glibc: use an image based on Debian or Ubuntu, such as"
                    + " eclipse-temurin:17-jre instead of eclipse-temurin:17-jre-alpine";
        }
        Matcher folder = NOT_EXECUTABLE.matcher(reason);
        if (folder.find()) {
            return failed + " (nothing may be executed in " + folder.group(1)
                    + "); name a folder on a file system without noexec:"
                    + " FROGEYE_JAVA_OPTS='-Dorg.bytedeco.javacpp.cachedir=DIR -Djava.io.tmpdir=DIR'";
        }
        Matcher library = MISSING.matcher(reason);
        if (library.find()) {
            return failed + " (it needs the system's " + library.group(1)
                    + ", which is missing or damaged); install the package that holds " + library.group(1);
        }
        return failed + " (" + reason
                + "); use the distribution for this platform, and if it is the right one, make room for the libraries in"
                + " ~/.javacpp/cache, delete that folder, or, where it cannot be written to, name another:"
                + " FROGEYE_JAVA_OPTS=-Dorg.bytedeco.javacpp.cachedir=DIR";
    }

    /** Whether a process uses musl; installed it may be beside glibc, too. */
    static boolean runsOnMusl(Path loaded) {
        try {
            return Files.isReadable(loaded)
                    && MUSL.matcher(Files.readString(loaded, StandardCharsets.ISO_8859_1))
                            .find();
        } catch (IOException e) {
            return false;
        }
    }
}
