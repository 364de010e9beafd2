package dev.frogeye.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.frogeye.export.OutputFormat;
import dev.frogeye.export.table.VideoPooling;
import dev.frogeye.extraction.Attempt;
import dev.frogeye.extraction.ExtractionSettings;
import dev.frogeye.extraction.Status;
import dev.frogeye.extraction.TinyNetwork;
import dev.frogeye.extraction.VideoJob;
import dev.frogeye.ingest.SampleClip;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatchRunnerTest {
    private static final ExtractionSettings SETTINGS = TinyNetwork.create().settings();

    @TempDir
    static Path source;

    private static Path clip;

    @TempDir
    Path videos;

    @TempDir
    Path out;

    private final List<Attempt> attempts = new ArrayList<>();
    private RunConfiguration configuration =
            new RunConfiguration(SETTINGS, OutputFormat.JSONL, OutputLayout.MIRROR, Optional.empty());
    private Plan.Policy policy = Plan.Policy.DEFAULT;

    @BeforeAll
    static void writeClip() throws IOException {
        clip = source.resolve("clip.mp4");
        SampleClip.write(clip, new SampleClip.Options(64, 64, 25, 8, 1));
    }

    @BeforeEach
    void copyClips() throws IOException {
        Files.createDirectory(videos.resolve("sub"));
        for (String name : List.of("a.mp4", "b.mp4", "sub/c.mp4")) {
            Files.copy(clip, videos.resolve(name));
        }
    }

    @Test
    void everyVideoHasATableInTheMirroredFolderAndALineOfStatus() throws IOException {
        Outcome outcome = run(2);
        assertThat(outcome).isEqualTo(new Outcome(3, 0, 0, 0, 0));
        assertThat(tree()).containsOnlyKeys("_run.json", "_status.jsonl", "a.jsonl", "b.jsonl", "sub/c.jsonl");
        assertThat(tree().get("a.jsonl").replace("a.mp4", ""))
                .isEqualTo(tree().get("b.jsonl").replace("b.mp4", ""));
        assertThat(StatusLog.read(out).last()).hasSize(3).allSatisfy((id, entry) -> assertThat(entry.isOk())
                .isTrue());
    }

    @Test
    void aRerunSkipsWhatIsDoneAndDoesTheRest() throws IOException {
        Files.writeString(videos.resolve("b.mp4"), "broken");
        assertThat(run(1)).isEqualTo(new Outcome(2, 0, 0, 1, 0));
        Map<String, String> before = tree();
        Files.copy(clip, videos.resolve("d.mp4"));
        assertThat(run(1)).isEqualTo(new Outcome(1, 0, 0, 1, 2));
        Map<String, String> after = tree();
        assertThat(after)
                .containsKey("d.jsonl")
                .doesNotContainKey("b.jsonl")
                .contains(Map.entry("a.jsonl", before.get("a.jsonl")));
        assertThat(after.get("_run.json")).isEqualTo(before.get("_run.json"));
    }

    @Test
    void whateverDecidedATableAndIsDifferentNowMakesItAnew() throws IOException {
        run(1);
        assertThat(run(1).skipped()).isEqualTo(3);
        Files.setLastModifiedTime(videos.resolve("a.mp4"), FileTime.fromMillis(1000));
        assertThat(run(1)).as("changed video").isEqualTo(new Outcome(1, 0, 0, 0, 2));
        Files.delete(out.resolve("b.jsonl"));
        assertThat(run(1)).as("lost table").isEqualTo(new Outcome(1, 0, 0, 0, 2));
        Files.writeString(out.resolve("b.jsonl"), "cut off");
        assertThat(run(1)).as("changed table").isEqualTo(new Outcome(1, 0, 0, 0, 2));
        configuration =
                new RunConfiguration(SETTINGS, OutputFormat.JSONL, OutputLayout.MIRROR, Optional.of(VideoPooling.MEAN));
        assertThat(run(1)).as("other configuration").isEqualTo(new Outcome(3, 0, 0, 0, 0));
        Files.delete(out.resolve("_videos/sub/c.jsonl"));
        assertThat(run(1)).as("lost pooled table").isEqualTo(new Outcome(1, 0, 0, 0, 2));
        policy = new Plan.Policy(Plan.OnExist.OVERWRITE, false, Shard.WHOLE);
        assertThat(run(1)).as("overwritten").isEqualTo(new Outcome(3, 0, 0, 0, 0));
    }

    @Test
    void onlyWhatFailedIsRetriedWhereThatIsAskedFor() throws IOException {
        Files.writeString(videos.resolve("b.mp4"), "broken");
        run(1);
        Files.copy(clip, videos.resolve("d.mp4"));
        Files.delete(videos.resolve("b.mp4"));
        Files.copy(clip, videos.resolve("b.mp4"));
        policy = new Plan.Policy(Plan.OnExist.SKIP, true, Shard.WHOLE);
        assertThat(run(1)).isEqualTo(new Outcome(1, 0, 0, 0, 3));
        assertThat(tree()).containsKey("b.jsonl").doesNotContainKey("d.jsonl");
    }

    @Test
    void aTableOfSomethingElseIsAConflict() throws IOException {
        Files.writeString(out.resolve("a.jsonl"), "somebody's notes");
        assertThat(plan().tasks(Task.Decision.CONFLICT))
                .singleElement()
                .satisfies(task -> assertThat(task.reason()).contains("a.jsonl").contains("not of an earlier run"));
        Files.delete(out.resolve("a.jsonl"));
        run(1);
        Path others = Files.createDirectory(videos.resolve("others"));
        SampleClip.write(others.resolve("a.mp4"), new SampleClip.Options(64, 64, 25, 9, 2));
        Plan plan = Plan.of(inputs(others), out, configuration, policy);
        assertThat(plan.tasks(Task.Decision.CONFLICT)).singleElement().satisfies(task -> assertThat(task.reason())
                .contains("a.jsonl")
                .contains(videos.resolve("a.mp4").toString()));
        policy = new Plan.Policy(Plan.OnExist.ERROR, false, Shard.WHOLE);
        assertThat(plan().tasks(Task.Decision.CONFLICT)).hasSize(3);
    }

    @Test
    void videosThatWereMovedWithTheirFolderAreStillDone() throws IOException {
        run(1);
        Path moved = Files.move(videos.resolve("sub"), videos.resolveSibling(videos.getFileName() + "-moved"));
        Path there = Files.createDirectories(moved.resolve("sub"));
        Files.move(moved.resolve("c.mp4"), there.resolve("c.mp4"));
        assertThat(Plan.of(inputs(moved), out, configuration, policy).tasks())
                .extracting(Task::decision)
                .containsExactly(Task.Decision.SKIP);
    }

    @Test
    void thePartsOfARunMakeWhatTheWholeMakes() throws IOException {
        run(1);
        Map<String, String> whole = tree();
        Path elsewhere = Files.createDirectory(videos.resolve(".parts"));
        out = elsewhere;
        int total = 0;
        for (int index = 1; index <= 3; index++) {
            policy = new Plan.Policy(Plan.OnExist.SKIP, false, new Shard(index, 3));
            total += run(1).ok();
        }
        assertThat(total).isEqualTo(3);
        Map<String, String> parts = tree();
        parts.keySet().removeIf(name -> name.startsWith("_status"));
        whole.keySet().removeIf(name -> name.startsWith("_status"));
        assertThat(parts).isEqualTo(whole);
    }

    @Test
    void aPooledVectorIsARowOfItsOwnTable() throws IOException {
        configuration =
                new RunConfiguration(SETTINGS, OutputFormat.JSONL, OutputLayout.MIRROR, Optional.of(VideoPooling.MAX));
        run(1);
        assertThat(tree().get("_videos/sub/c.jsonl"))
                .contains("\"video_id\":\"sub/c.mp4\"")
                .contains("\"state\":\"video\"")
                .hasLineCount(1);
    }

    @Test
    void anInterruptedRunEndsAtOnceAndLeavesNothingUnfinished() throws IOException {
        Thread main = Thread.currentThread();
        assertThatExceptionOfType(CancellationException.class)
                .isThrownBy(() -> run(2, () -> {
                    main.interrupt();
                    return job();
                }));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(tree().keySet()).allMatch(name -> name.matches("_run.json|_status.jsonl|(sub/)?[abc].jsonl"));
    }

    @Test
    void aBugThatOneVideoBringsToLightDoesNotStopTheOthers() throws IOException {
        ExtractionSettings broken = new ExtractionSettings(
                "m",
                "0",
                List.of(),
                List.of(),
                null,
                "p",
                "s",
                "e",
                "k",
                null,
                null,
                Optional.empty(),
                Optional.empty());
        Outcome outcome = run(1, () -> new VideoJob(TinyNetwork.create().extraction(), broken, false));
        assertThat(outcome.failed()).isEqualTo(3);
        assertThat(attempts).allSatisfy(attempt -> {
            assertThat(attempt.errorCode()).isEqualTo("internal_error");
            assertThat(attempt.message()).contains(".mp4").contains("report it");
        });
    }

    @Test
    void withFailFastNothingBeginsAfterAFailure() throws IOException {
        Files.writeString(videos.resolve("a.mp4"), "broken");
        try (RunDirectory directory = RunDirectory.open(out, Shard.WHOLE)) {
            Outcome outcome = new BatchRunner(directory, configuration, plan(), true, (task, attempt) -> {})
                    .run(1, BatchRunnerTest::job);
            assertThat(outcome).isEqualTo(new Outcome(0, 0, 0, 1, 0));
        }
    }

    @Test
    void whatAKilledRunLeftIsRemovedAndWhatIsNotOursIsNot() throws IOException {
        Path stale = Files.createDirectory(out.resolve(".tmp-01234567-89ab-cdef-0123-456789abcdef"));
        Files.writeString(stale.resolve(".tmp-x"), "half a table");
        Path others = Files.createDirectory(out.resolve(".tmp-notes"));
        run(1);
        assertThat(stale).doesNotExist();
        assertThat(others).exists();
    }

    @Test
    void aTableReplacedByARunThatWasKilledBeforeItSaidSoIsMadeAgain() throws IOException {
        run(1);
        String good = tree().get("a.jsonl");
        // As a killed run with another configuration leaves it: the new table, of the same size, and the old record.
        Path stale = Files.createDirectory(out.resolve(".tmp-01234567-89ab-cdef-0123-456789abcdef"));
        try (RunningVideos running = new RunningVideos(stale)) {
            running.add("b.mp4", videos.resolve("b.mp4").toString());
            running.remove("b.mp4");
            running.add("a.mp4", videos.resolve("a.mp4").toString());
        }
        Files.writeString(out.resolve("a.jsonl"), good.replace('1', '2'));
        assertThat(run(1)).isEqualTo(new Outcome(1, 0, 0, 0, 2));
        assertThat(tree().get("a.jsonl")).isEqualTo(good);
        assertThat(Files.readString(out.resolve("_status.jsonl"))).contains("\"error_code\":\"interrupted\"");
    }

    @Test
    void aVideoThatAnInterruptCameUponIsOnRecord() throws IOException {
        Thread main = Thread.currentThread();
        try (RunDirectory directory = RunDirectory.open(out, Shard.WHOLE)) {
            BatchRunner runner = new BatchRunner(directory, configuration, plan(), false, (task, attempt) -> {});
            assertThatExceptionOfType(CancellationException.class)
                    .isThrownBy(() -> runner.run(1, () -> {
                        main.interrupt();
                        return job();
                    }));
        }
        assertThat(Thread.interrupted()).isTrue();
        assertThat(StatusLog.read(out).last().values())
                .allSatisfy(entry -> assertThat(entry.attempt().errorCode()).isIn("", "interrupted"));
    }

    @Test
    void aVideoOfTheSameStemGetsAnotherNameAndDisturbsNobody() throws IOException {
        run(1);
        Files.copy(clip, videos.resolve("a.mkv"));
        assertThat(run(1)).isEqualTo(new Outcome(1, 0, 0, 0, 3));
        Files.delete(videos.resolve("a.mp4"));
        assertThat(run(1)).isEqualTo(new Outcome(0, 0, 0, 0, 3));
        assertThat(tree()).containsKeys("a.jsonl", "a.mkv.jsonl");
    }

    @Test
    void whatAVideoThatFailsNowHadBeforeIsSetAside() throws IOException {
        run(1);
        String before = tree().get("a.jsonl");
        Files.writeString(videos.resolve("a.mp4"), "broken");
        assertThat(run(1)).isEqualTo(new Outcome(0, 0, 0, 1, 2));
        assertThat(tree()).doesNotContainKey("a.jsonl").containsEntry("_earlier/a.jsonl", before);
        assertThat(StatusLog.read(out).last().get("a.mp4").attempt().message()).contains("_earlier");
    }

    @Test
    void aVideoThatIsGoneButWasDoneIsStillDone() throws IOException {
        run(1);
        List<Input> inputs = inputs(videos);
        Files.delete(videos.resolve("a.mp4"));
        assertThat(Plan.of(inputs, out, configuration, policy).tasks(Task.Decision.SKIP))
                .hasSize(3);
    }

    @Test
    void whatIsSkippedSaysAgainWhatCameOfIt() throws IOException {
        run(1);
        attempts.clear();
        run(1);
        assertThat(attempts).hasSize(3).allSatisfy(attempt -> {
            assertThat(attempt.status()).isEqualTo(Status.SKIPPED);
            assertThat(attempt.summary().frames()).isEqualTo(8);
        });
    }

    @Test
    void theDescriptionOfAnEarlierConfigurationIsKept() throws IOException {
        run(1);
        String first = tree().get("_run.json");
        configuration =
                new RunConfiguration(SETTINGS, OutputFormat.JSONL, OutputLayout.MIRROR, Optional.of(VideoPooling.MEAN));
        run(1);
        assertThat(tree()).containsEntry("_run." + configOf(first) + ".json", first);
        String second = tree().get("_run.json");
        assertThat(second).isNotEqualTo(first);
        assertThat(StatusLog.read(out).last().get("a.mp4").config()).isEqualTo(configOf(second));
    }

    private static String configOf(String run) throws IOException {
        return new ObjectMapper().readTree(run).get("config").asText();
    }

    @Test
    void progressAddsUp() throws IOException {
        try (RunDirectory directory = RunDirectory.open(out, Shard.WHOLE)) {
            BatchRunner runner = new BatchRunner(directory, configuration, plan(), false, (task, attempt) -> {});
            assertThat(runner.progress().done()).isZero();
            runner.run(2, BatchRunnerTest::job);
            Progress progress = runner.progress();
            assertThat(progress.files()).isEqualTo(3);
            assertThat(progress.done()).isEqualTo(3);
            assertThat(progress.frames()).isEqualTo(24);
            assertThat(progress.mediaSeconds()).isEqualTo(3 * 7 * 0.04, org.assertj.core.api.Assertions.within(1e-6));
            assertThat(progress.running()).isEmpty();
            assertThat(progress.secondsLeft()).hasValue(0);
            assertThat(progress.macShare()).isPositive();
        }
    }

    private Outcome run(int jobs) throws IOException {
        return run(jobs, BatchRunnerTest::job);
    }

    private Outcome run(int jobs, Supplier<VideoJob> job) throws IOException {
        try (RunDirectory directory = RunDirectory.open(out, policy.shard())) {
            directory.describe(configuration);
            return new BatchRunner(directory, configuration, plan(), false, (task, attempt) -> attempts.add(attempt))
                    .run(jobs, job);
        }
    }

    private Plan plan() throws IOException {
        return Plan.of(inputs(videos), out, configuration, policy);
    }

    private static List<Input> inputs(Path folder) throws IOException {
        InputCollector collector = new InputCollector(Optional.empty());
        collector.add(folder.toString());
        return collector.inputs();
    }

    private static VideoJob job() {
        TinyNetwork network = TinyNetwork.create();
        return new VideoJob(network.extraction(), network.settings(), false);
    }

    /** Every file below the output folder, hidden ones too, with its content. */
    private Map<String, String> tree() throws IOException {
        Map<String, String> tree = new TreeMap<>();
        try (Stream<Path> files = Files.walk(out)) {
            files.filter(Files::isRegularFile).forEach(file -> {
                try {
                    tree.put(out.relativize(file).toString(), Files.readString(file));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
        return tree;
    }
}
