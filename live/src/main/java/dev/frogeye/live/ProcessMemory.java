package dev.frogeye.live;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What this process takes. */
final class ProcessMemory {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String RESIDENT = "VmRSS:";

    private ProcessMemory() {}

    static LiveStatus.Memory now() {
        Runtime runtime = Runtime.getRuntime();
        return new LiveStatus.Memory(runtime.totalMemory() - runtime.freeMemory(), resident());
    }

    /** 0 where the system does not tell. */
    private static long resident() {
        try {
            for (String line : Files.readAllLines(STATUS)) {
                if (line.startsWith(RESIDENT)) {
                    return Long.parseLong(line.replaceAll("\\D", "")) << 10;
                }
            }
        } catch (IOException | NumberFormatException e) {
            return 0; // not Linux
        }
        return 0;
    }
}
