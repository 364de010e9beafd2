package dev.frogeye.extraction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frogeye.export.OutputFormat;
import dev.frogeye.export.table.PendingFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An hour of video takes hardly more memory than minutes of it. */
class LongVideoTest {
    /** An hour at 25 frames a second. */
    private static final int FRAMES = 90_000;

    private static final int WARM = FRAMES / 10;
    /**
     * What NumPy files keep of a frame, its time and costs, comes to 45 bytes, in arrays that double and take whole regions
     * of the heap. The picture, had it stayed, would be 3,072.
     */
    private static final long SLACK_BYTES = 200L * FRAMES;

    @TempDir
    Path folder;

    private long warmHeap;
    private long endHeap;
    private int rows;

    @ParameterizedTest
    @EnumSource
    void memoryDoesNotFollowTheLength(OutputFormat format) throws IOException {
        Summary summary = TinyNetwork.create()
                .extraction()
                .run(
                        RandomSource.still(FRAMES, -1),
                        "long",
                        Map.of(),
                        table -> format.open(new PendingFile(folder.resolve("long." + format.extension())), table),
                        (pts, done, dense) -> watch());
        assertThat(summary.frames()).isEqualTo(FRAMES);
        assertThat(endHeap).isLessThan(warmHeap + SLACK_BYTES);
    }

    private void watch() {
        rows++;
        if (rows == WARM) {
            warmHeap = heap();
        } else if (rows == FRAMES) {
            endHeap = heap();
        }
    }

    private static long heap() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
