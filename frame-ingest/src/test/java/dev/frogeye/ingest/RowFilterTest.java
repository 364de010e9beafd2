package dev.frogeye.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The vector filter against the plain one, bit for bit, up to the last byte of a picture. */
class RowFilterTest {
    @BeforeEach
    void needsTheVectorApi() {
        Assumptions.assumeTrue(
                ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent(),
                "this JVM runs without --add-modules jdk.incubator.vector");
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1",
        "1, 5",
        "2, 1",
        "3, 2",
        "5, 8",
        "7, 7",
        "16, 9",
        "100, 224",
        "256, 64",
        "640, 341",
        "641, 17",
        "1920, 398",
        "4000, 31"
    })
    void vectorEqualsScalar(int width, int resized) {
        Random random = new Random(width * 31L + resized);
        byte[] rgb = new byte[width * 3 * RowFilter.CHANNELS];
        random.nextBytes(rgb);
        for (Resampling filter : Resampling.values()) {
            compare(new ResizeAxis(filter, width, resized, 0, resized), rgb, width);
        }
    }

    private static void compare(ResizeAxis axis, byte[] rgb, int width) {
        RowFilter scalar = new ScalarRowFilter(axis);
        RowFilter vector = new VectorRowFilter(axis);
        for (int y = 0; y < 3; y++) {
            int[] expected = new int[scalar.rowLength()];
            int[] actual = new int[vector.rowLength()];
            scalar.apply(rgb, y * width * RowFilter.CHANNELS, expected);
            vector.apply(rgb, y * width * RowFilter.CHANNELS, actual);
            assertThat(Arrays.copyOf(actual, expected.length)).containsExactly(expected);
        }
    }
}
