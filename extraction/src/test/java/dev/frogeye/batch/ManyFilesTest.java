package dev.frogeye.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frogeye.export.OutputFormat;
import dev.frogeye.extraction.Attempt;
import dev.frogeye.extraction.Status;
import dev.frogeye.extraction.TinyNetwork;
import dev.frogeye.extraction.VideoJob;
import dev.frogeye.ingest.SampleClip;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run of thousands of files takes no more memory at its end than near its beginning. */
class ManyFilesTest {
    private static final int FILES = 2000;
    private static final int BROKEN_EVERY = 20;
    private static final int WARM = 400;
    /** Less than a few kilobytes a file would come to. */
    private static final long HEAP_SLACK_BYTES = 8L << 20;
    /**
     * A decoder left open costs 7 MB, 13 GB for all. What the allocator keeps, and how much of the heap was ever touched,
     * differs by more than a hundred megabytes from run to run.
     */
    private static final long NATIVE_SLACK_BYTES = 400L << 20;

    @TempDir
    Path folder;

    private long warmHeap;
    private long warmResident;
    private int finished;

    @Test
    void memoryIsFlatAndEveryFileIsOnRecord() throws IOException {
        Path videos = writeVideos();
        Path out = folder.resolve("out");
        RunConfiguration configuration = new RunConfiguration(
                TinyNetwork.create().settings(), OutputFormat.PARQUET, OutputLayout.MIRROR, Optional.empty());
        InputCollector collector = new InputCollector(Optional.empty());
        collector.add(videos.toString());
        try (RunDirectory directory = RunDirectory.open(out, Shard.WHOLE)) {
            Plan plan = Plan.of(collector.inputs(), out, configuration, Plan.Policy.DEFAULT);
            Outcome outcome =
                    new BatchRunner(directory, configuration, plan, false, this::watch).run(2, ManyFilesTest::job);
            assertThat(outcome.total()).isEqualTo(FILES);
            assertThat(outcome.failed()).isEqualTo(FILES / BROKEN_EVERY);
        }
        long heap = heap();
        long resident = resident();
        System.getLogger(ManyFilesTest.class.getName())
                .log(
                        System.Logger.Level.INFO,
                        "after {0} and {1} files: heap {2} and {3} KiB, resident {4} and {5} KiB",
                        WARM,
                        FILES,
                        warmHeap >> 10,
                        heap >> 10,
                        warmResident >> 10,
                        resident >> 10);
        assertThat(heap).isLessThan(warmHeap + HEAP_SLACK_BYTES);
        assertThat(resident).isLessThan(warmResident + NATIVE_SLACK_BYTES);
        Map<String, StatusEntry> last = StatusLog.read(out).last();
        assertThat(last).hasSize(FILES);
        assertThat(last.values().stream().filter(entry -> entry.attempt().status() == Status.FAILED))
                .hasSize(FILES / BROKEN_EVERY);
        try (Stream<Path> tables = Files.walk(out)) {
            assertThat(tables.filter(file -> file.toString().endsWith(".parquet")))
                    .hasSize(FILES - FILES / BROKEN_EVERY);
        }
    }

    private Path writeVideos() throws IOException {
        Path clip = folder.resolve("clip.mkv");
        SampleClip.write(clip, new SampleClip.Options(64, 64, 25, 3, 1));
        byte[] bytes = Files.readAllBytes(clip);
        Path videos = Files.createDirectory(folder.resolve("videos"));
        for (int i = 0; i < FILES; i++) {
            Path file = videos.resolve("folder" + i % 7).resolve("clip" + i + ".mkv");
            Files.createDirectories(file.getParent());
            Files.write(file, i % BROKEN_EVERY == 0 ? Arrays.copyOf(bytes, 20) : bytes);
        }
        return videos;
    }

    private void watch(Task task, Attempt attempt) {
        finished++;
        boolean isWhole = Integer.parseInt(task.input().stem().replaceAll(".*clip", "")) % BROKEN_EVERY != 0;
        assertThat(attempt.status()).as(attempt.message()).isEqualTo(isWhole ? Status.OK : Status.FAILED);
        if (finished == WARM) {
            warmHeap = heap();
            warmResident = resident();
        }
    }

    private static VideoJob job() {
        TinyNetwork network = TinyNetwork.create();
        return new VideoJob(network.extraction(), network.settings(), false);
    }

    private static long heap() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    /** The heap's size follows the collector's mood and is left out: what remains is native. 0 where it is not known. */
    private static long resident() {
        Path status = Path.of("/proc/self/statm");
        if (!Files.exists(status)) {
            return 0;
        }
        try {
            long pages = Long.parseLong(Files.readString(status).split(" ")[1]);
            return pages * 4096 - Runtime.getRuntime().totalMemory();
        } catch (IOException e) {
            return 0;
        }
    }
}
