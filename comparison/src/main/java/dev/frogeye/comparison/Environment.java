package dev.frogeye.comparison;

import dev.frogeye.dense.Vnni;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The machine and the software of a measurement.
 *
 * @param cpu its name as the system gives it
 * @param cores logical processors that the JVM may use
 * @param vnni whether the CPU has the instruction that makes 8-bit networks fast
 * @param os name, version and architecture
 * @param java vendor and version
 * @param jvmOptions as the JVM was started with
 * @param maxHeapBytes of the JVM
 * @param versions of Frogeye and of the libraries that decode and compute, by name
 * @param variables of the process that change how libraries compute, such as {@code OPENBLAS_CORETYPE}, where set
 * @param startedAt when the measurement began
 * @param command that repeats it, one line
 */
public record Environment(
        String cpu,
        int cores,
        Vnni vnni,
        String os,
        String java,
        List<String> jvmOptions,
        long maxHeapBytes,
        Map<String, String> versions,
        Map<String, String> variables,
        Instant startedAt,
        String command) {}
