package dev.frogeye.ingest;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.bytedeco.ffmpeg.global.avdevice;
import org.bytedeco.ffmpeg.global.avfilter;
import org.bytedeco.javacpp.Loader;

/**
 * FFmpeg's library of cameras and screens. It alone is linked with libraries of the desktop, which servers and containers
 * do not have, so nothing else may load it.
 */
public final class DeviceLibrary {
    /** What the library is linked with on Linux, beside itself and the C library, and the packages that hold it. */
    private enum Needed {
        PULSE("libpulse.so.0", "libpulse0", "pulseaudio-libs"),
        ALSA("libasound.so.2", "libasound2 (libasound2t64 since Debian 13 and Ubuntu 24.04)", "alsa-lib"),
        XCB("libxcb.so.1", "libxcb1", "libxcb"),
        XCB_SHM("libxcb-shm.so.0", "libxcb-shm0", "libxcb");

        private final String file;
        private final String debian;
        private final String fedora;

        Needed(String file, String debian, String fedora) {
            this.file = file;
            this.debian = debian;
            this.fedora = fedora;
        }

        boolean isMissing() {
            try {
                Loader.loadGlobal(file);
                return false;
            } catch (LinkageError e) {
                return true;
            }
        }
    }

    private static Optional<String> problem;

    private DeviceLibrary() {}

    /**
     * Why no camera and no screen can be opened on this machine, and what to install: one line. Empty where they can.
     *
     * @throws LinkageError if FFmpeg itself cannot be loaded
     */
    public static synchronized Optional<String> problem() {
        if (problem == null) {
            FfmpegLog.install();
            // Loaded on its own, because what fails here is about more than cameras.
            avfilter.avfilter_version();
            problem = load();
        }
        return problem;
    }

    private static Optional<String> load() {
        try {
            avdevice.avdevice_register_all();
            return Optional.empty();
        } catch (LinkageError e) {
            List<Needed> missing =
                    Arrays.stream(Needed.values()).filter(Needed::isMissing).toList();
            return Optional.of(missing.isEmpty() ? unknown(e) : explain(missing));
        }
    }

    private static String explain(List<Needed> missing) {
        return "FFmpeg opens cameras and screens only where there is " + joined(missing, need -> need.file, " and ")
                + "; install it with apt-get install " + joined(missing, need -> need.debian, " ")
                + " on Debian and Ubuntu, dnf install " + joined(missing, need -> need.fedora, " ")
                + " on Fedora; on Alpine, whose C library loads none of FFmpeg, use an image based on Debian";
    }

    private static String unknown(LinkageError e) {
        String reason = e.getCause() == null ? e.getMessage() : e.getCause().getMessage();
        return "FFmpeg's library of cameras and screens cannot be loaded (" + reason
                + "); install the library that is named there";
    }

    private static String joined(List<Needed> missing, Function<Needed, String> name, String separator) {
        return missing.stream().map(name).distinct().collect(Collectors.joining(separator));
    }

    /** Throws if the named camera or screen cannot be opened because of {@link #problem()}. */
    static void require(String name) throws VideoException {
        Optional<String> why = problem();
        if (why.isPresent()) {
            throw new VideoException(VideoException.Code.UNREADABLE, name + " cannot be opened: " + why.get());
        }
    }
}
