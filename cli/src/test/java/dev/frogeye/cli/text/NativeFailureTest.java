package dev.frogeye.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The reasons are what the loaders of glibc and musl say. */
class NativeFailureTest {
    private static final String ALPINE = "/home/user/.javacpp/cache/javacpp.jar/org/bytedeco/javacpp/linux-x86_64/"
            + "libjnijavacpp.so: Error loading shared library libstdc++.so.6: No such file or directory (needed by"
            + " /home/user/.javacpp/cache/javacpp.jar/org/bytedeco/javacpp/linux-x86_64/libjnijavacpp.so)";

    @TempDir
    private Path folder;

    @Test
    void alpineIsToldToUseAnotherImage() {
        assertThat(NativeFailure.explain(ALPINE, true))
                .contains("musl", "Alpine", "libstdc++.so.6", "glibc", "Debian or Ubuntu")
                .doesNotContain("noexec", "\n");
    }

    @Test
    void theCLibraryIsThatOfTheProcessNotWhatIsInstalled() throws IOException {
        Path alpine = Files.writeString(
                folder.resolve("alpine"), "7f9c1000-7f9c2000 r-xp 00000000 08:01 12 /lib/ld-musl-x86_64.so.1\n");
        Path arm = Files.writeString(
                folder.resolve("arm"), "7f9c1000-7f9c2000 r-xp 00000000 08:01 12 /lib/libc.musl-aarch64.so.1\n");
        Path debian = Files.writeString(
                folder.resolve("debian"),
                "7f9c1000-7f9c2000 r-xp 00000000 08:01 12 /usr/lib/x86_64-linux-gnu/libc.so.6\n");
        assertThat(NativeFailure.runsOnMusl(alpine)).isTrue();
        assertThat(NativeFailure.runsOnMusl(arm)).isTrue();
        assertThat(NativeFailure.runsOnMusl(debian)).isFalse();
        assertThat(NativeFailure.runsOnMusl(folder.resolve("none"))).isFalse();
    }

    @Test
    void aFolderWhereNothingMayBeExecutedIsNamed() {
        String reason = "/tmp/onnxruntime-java123/libonnxruntime.so: /tmp/onnxruntime-java123/libonnxruntime.so:"
                + " failed to map segment from shared object";
        assertThat(NativeFailure.explain(reason, false))
                .contains("executed in /tmp/onnxruntime-java123", "noexec", "-Djava.io.tmpdir=DIR");
    }

    @Test
    void aLibraryOfTheSystemIsNamed() {
        String reason = "/home/a/.javacpp/cache/ffmpeg.jar/libjniavutil.so: libstdc++.so.6: cannot open shared object"
                + " file: No such file or directory";
        assertThat(NativeFailure.explain(reason, false))
                .contains("the system's libstdc++.so.6", "install the package that holds libstdc++.so.6");
    }

    @Test
    void whatElseThereMayBeIsAboutThePlatformAndTheCache() {
        assertThat(NativeFailure.explain("no jniavutil in java.library.path", false))
                .contains(
                        "no jniavutil",
                        System.getProperty("os.arch"),
                        "~/.javacpp/cache",
                        "-Dorg.bytedeco.javacpp.cachedir=DIR");
    }
}
