package dev.frogeye.dense;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VnniTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "flags\t\t: fpu avx512f avx512_vnni clflush, PRESENT",
        "flags : fpu avx2 avx_vnni, PRESENT",
        "flags : fpu avx2 avx512f avx_vnni_int8x, ABSENT",
        "Features : fp asimd asimddp, UNKNOWN"
    })
    void isReadFromTheFlagsOfTheCpu(String line, Vnni expected) throws IOException {
        Path info = Files.writeString(folder.resolve("cpuinfo"), "processor : 0\n" + line + "\n");

        assertThat(Vnni.of(info)).isEqualTo(expected);
    }

    @Test
    void isUnknownWhereTheSystemDoesNotTell() {
        assertThat(Vnni.of(folder.resolve("missing"))).isEqualTo(Vnni.UNKNOWN);
        assertThat(Vnni.UNKNOWN.text()).isEqualTo("unknown");
    }
}
