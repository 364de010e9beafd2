package dev.frogeye.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KernelSelectionTest {
    @Test
    void theBestKernelsAreThoseThisJvmWasStartedFor() {
        boolean vectorModule =
                ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
        assertThat(Kernels.best().name()).startsWith(vectorModule ? "vector-" : "scalar");
    }

    /** Surefire runs the suite once for each; a build in which the module went missing must not pass silently. */
    @Test
    void theModuleIsThereWhenTheBuildSaysSo() {
        String expected = System.getProperty("frogeye.expectVector");
        assertThat(expected).as("set by the build").isIn("true", "false");
        assertThat(ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent())
                .isEqualTo(Boolean.parseBoolean(expected));
    }
}
