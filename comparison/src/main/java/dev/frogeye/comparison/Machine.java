package dev.frogeye.comparison;

import dev.frogeye.dense.Vnni;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What can be said of the machine that this runs on. */
public final class Machine {
    private static final Path LINUX_CPU = Path.of("/proc/cpuinfo");
    /** Libraries choose their kernels and threads by them. */
    private static final List<String> DECISIVE = List.of("OPENBLAS_", "OMP_", "MKL_", "DNNL_", "ORT_", "KMP_", "GOMP_");

    private Machine() {}

    /**
     * Describes it as of now.
     *
     * @param versions of Frogeye and the libraries, by name
     * @param command that repeats the measurement
     */
    public static Environment environment(Map<String, String> versions, String command) {
        Map<String, String> variables = new TreeMap<>();
        System.getenv().forEach((name, value) -> {
            if (DECISIVE.stream().anyMatch(name::startsWith)) {
                variables.put(name, value);
            }
        });
        return new Environment(
                cpu(),
                Runtime.getRuntime().availableProcessors(),
                Vnni.ofThisMachine(),
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"),
                System.getProperty("java.vendor") + " " + Runtime.version(),
                ManagementFactory.getRuntimeMXBean().getInputArguments(),
                Runtime.getRuntime().maxMemory(),
                versions,
                variables,
                Instant.now(),
                command);
    }

    private static String cpu() {
        try (Stream<String> lines = Files.lines(LINUX_CPU)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElseGet(Machine::otherCpu);
        } catch (IOException e) {
            return otherCpu();
        }
    }

    /** Windows says so in a variable; elsewhere the architecture has to do. */
    private static String otherCpu() {
        return System.getenv().getOrDefault("PROCESSOR_IDENTIFIER", System.getProperty("os.arch"));
    }
}
