package dev.frogeye.dense;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/** Whether this CPU sums four products of bytes in one instruction, which is what makes 8-bit networks fast on x86. */
public enum Vnni {
    PRESENT,
    ABSENT,
    /** Only Linux says. */
    UNKNOWN;

    private static final Set<String> FLAGS = Set.of("avx512_vnni", "avx_vnni");

    /** Of this machine. */
    public static Vnni ofThisMachine() {
        return of(Path.of("/proc/cpuinfo"));
    }

    static Vnni of(Path cpuInfo) {
        try {
            return Files.readAllLines(cpuInfo).stream()
                    .filter(line -> line.startsWith("flags"))
                    .findFirst()
                    .map(line -> Arrays.stream(line.split("\\s+")).anyMatch(FLAGS::contains) ? PRESENT : ABSENT)
                    .orElse(UNKNOWN);
        } catch (IOException e) {
            return UNKNOWN;
        }
    }

    /** As reports have it: {@code present}, {@code absent}, {@code unknown}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
