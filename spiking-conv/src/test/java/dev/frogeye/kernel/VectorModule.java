package dev.frogeye.kernel;

import org.junit.jupiter.api.Assumptions;

/** Vector kernels for tests, where this JVM has the module; the build runs the tests both with and without it. */
public final class VectorModule {
    private VectorModule() {}

    /** The vector kernels, or the test is reported as skipped. */
    public static Kernels kernels() {
        Assumptions.assumeTrue(
                ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent(),
                "this JVM runs without --add-modules jdk.incubator.vector");
        return new VectorKernels();
    }
}
