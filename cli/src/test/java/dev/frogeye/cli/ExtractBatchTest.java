package dev.frogeye.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.frogeye.cli.text.ExitCode;
import dev.frogeye.ingest.SampleClip;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Many videos, and what becomes of them over several runs. */
class ExtractBatchTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int FRAMES = 12;

    @TempDir
    static Path videos;

    private static Path clip;

    @TempDir
    Path folder;

    @BeforeAll
    static void writeClip() throws IOException {
        clip = videos.resolve("clip.mp4");
        SampleClip.write(clip, new SampleClip.Options(64, 64, 25, FRAMES, 1));
    }

    @Test
    void aRerunSkipsWhatIsDoneUntilTheConfigurationChanges() throws IOException {
        assertThat(Cli.run("extract", clip, "-o", folder).exitCode()).isZero();
        Cli again = Cli.run("extract", clip, "-o", folder);
        assertThat(again.exitCode()).isZero();
        assertThat(again.errLines()).containsExactly("1 video is skipped: done");
        Cli other = Cli.run("extract", clip, "-o", folder, "--threshold", 0.1);
        assertThat(other.exitCode()).isZero();
        assertThat(other.errLines().get(0)).startsWith("the earlier _run.json is kept as _run.");
        assertThat(other.errLines().get(1)).isEqualTo("1 video is done again: the configuration is another one now");
        assertThat(Files.readAllLines(folder.resolve("_status.jsonl"))).hasSize(3);
    }

    @Test
    void whatIsNotOfAnEarlierRunIsNotReplacedUnasked() throws IOException {
        Path table = Files.writeString(folder.resolve("clip.parquet"), "somebody's");
        Cli refused = Cli.run("extract", clip, "-o", folder);
        assertThat(refused.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(refused.errLines()).singleElement().asString().contains("clip.parquet", "--on-exist overwrite");
        assertThat(files()).containsExactly("clip.parquet");
        assertThat(table).hasContent("somebody's");
        assertThat(Cli.run("extract", clip, "-o", folder, "--on-exist", "overwrite")
                        .exitCode())
                .isZero();
        assertThat(Files.size(table)).isGreaterThan(1000);
        assertThat(Cli.run("extract", clip, "-o", folder, "--on-exist", "error").exitCode())
                .isEqualTo(ExitCode.USAGE);
    }

    @Test
    void aDryRunPrintsThePlanAndWritesNothing() {
        Path output = folder.resolve("out");
        Cli result = Cli.run("extract", videos, "-o", output, "--dry-run");
        assertThat(result.exitCode()).isZero();
        assertThat(result.outLines())
                .containsExactly("extract  " + clip + " -> " + output.resolve("clip.parquet") + "  (new)");
        assertThat(output).doesNotExist();
    }

    @Test
    void aListMayComeFromStandardInputAndNameParts() throws IOException {
        String list = "id,path,start,end\none," + clip + ",2f,5f\ntwo/three," + clip + ",,\n";
        Cli result = Cli.runWithInput(list, "extract", "--input-list", "-", "-o", folder, "--format", "csv");
        assertThat(result.exitCode()).isZero();
        assertThat(Files.readAllLines(folder.resolve("one.csv"))).hasSize(1 + 3);
        assertThat(Files.readAllLines(folder.resolve("two/three.csv"))).hasSize(1 + FRAMES);
    }

    @Test
    void rowsCanBeStreamedToStandardOutput() throws IOException {
        Cli result = Cli.run("extract", clip, "-o", "-", "--every", 3);
        assertThat(result.exitCode()).isZero();
        assertThat(result.outLines()).hasSize(4).allSatisfy(line -> assertThat(
                        JSON.readTree(line).get("feature"))
                .hasSize(560));
        assertThat(result.errLines()).singleElement().asString().startsWith("clip.mp4: 4 frames");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--strict", "--retry-failed", "--on-exist error", "--format parquet", "--pool-video mean"})
    void whatAStreamCannotDoIsRefused(String options) {
        List<Object> args = new ArrayList<>(List.of("extract", clip, "-o", "-"));
        args.addAll(List.of(options.split(" ")));
        Cli result = Cli.run(args.toArray());
        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(result.out()).isEmpty();
        assertThat(result.errLines()).singleElement().asString().contains(options.split(" ")[0], "give a folder");
    }

    @ParameterizedTest
    @CsvSource({"--every 5,3", "--frames 4,4", "--fps 5,3", "--every-ms 120,4", "--keyframes,1"})
    void framesAreSampled(String option, int frames) throws IOException {
        List<Object> args = new ArrayList<>(List.of("extract", clip, "-o", folder, "--format", "jsonl"));
        args.addAll(List.of(option.split(" ")));
        assertThat(Cli.run(args.toArray()).exitCode()).isZero();
        assertThat(rows(folder)).hasSize(frames);
        assertThat(JSON.readTree(Files.readString(folder.resolve("_run.json")))
                        .get("sampling")
                        .asText())
                .startsWith(option.split(" ")[0]);
    }

    @Test
    void aFlagForSamplingWinsAgainstAnotherOneInTheEnvironment() throws IOException {
        Cli result = Cli.runWith(
                Map.of("FROGEYE_EVERY", "2"), "extract", clip, "-o", folder, "--format", "jsonl", "--frames", 3);
        assertThat(result.exitCode()).isZero();
        assertThat(rows(folder)).hasSize(3);
    }

    @Test
    void aVideoCanBePooledToOneVector() throws IOException {
        assertThat(Cli.run("extract", clip, "-o", folder, "--format", "jsonl", "--pool-video", "mean")
                        .exitCode())
                .isZero();
        JsonNode video = JSON.readTree(Files.readString(folder.resolve("_videos/clip.jsonl")));
        double sum = 0;
        for (JsonNode row : rows(folder)) {
            sum += row.get("feature").get(7).asDouble();
        }
        assertThat(video.get("feature").get(7).asDouble()).isCloseTo(sum / FRAMES, within(1e-5));
    }

    @Test
    void severalVideosSideBySideGiveWhatOneAfterTheOtherGives() throws IOException {
        List<Object> args = new ArrayList<>(List.of("extract", "--format", "jsonl"));
        for (int i = 0; i < 4; i++) {
            args.add(Files.copy(
                    clip, Files.createDirectory(folder.resolve("in" + i)).resolve("clip.mp4")));
        }
        for (int jobs : List.of(1, 3)) {
            List<Object> all = new ArrayList<>(args);
            all.addAll(List.of("-o", folder.resolve("out" + jobs), "--jobs", jobs));
            assertThat(Cli.run(all.toArray()).exitCode()).isZero();
        }
        for (int i = 0; i < 4; i++) {
            String table = "in" + i + "/clip.jsonl";
            assertThat(folder.resolve("out3").resolve(table))
                    .hasSameBinaryContentAs(folder.resolve("out1").resolve(table));
        }
    }

    @Test
    void oneMissingVideoDoesNotStopTheOthers() throws IOException {
        Path missing = videos.resolve("missing.mp4");
        Cli result = Cli.run("extract", missing, clip, "-o", folder);
        assertThat(result.exitCode()).isEqualTo(ExitCode.SOME_FAILED);
        assertThat(result.errLines()).hasSize(3).anySatisfy(line -> assertThat(line)
                .startsWith("frogeye: " + missing + " does not exist"));
        assertThat(result.errLines().get(2)).startsWith("1 of 2 files, 1 failed");
        assertThat(files()).containsExactlyInAnyOrder("_run.json", "_status.jsonl", "clip.parquet");
    }

    @Test
    void whatIsNoVideoLeavesNothingUnderAFinalName() throws IOException {
        Path text = Files.writeString(folder.resolve("notes.mp4"), "this is no video");
        Path output = folder.resolve("out");
        Cli result = Cli.run("extract", text, videos.resolve("missing.mp4"), "-o", output);
        assertThat(result.exitCode()).isEqualTo(ExitCode.NOTHING_PROCESSED);
        assertThat(result.errLines().subList(0, 2))
                .allSatisfy(line -> assertThat(line).startsWith("frogeye: "));
        try (Stream<Path> files = Files.list(output)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("_run.json", "_status.jsonl");
        }
    }

    @Test
    void twoVideosOfOneNameDoNotOverwriteEachOther() throws IOException {
        Path other =
                Files.copy(clip, Files.createDirectory(folder.resolve("other")).resolve("clip.mp4"));
        Path same = Files.copy(clip, other.resolveSibling("clip.mkv"));
        Path output = folder.resolve("out");
        assertThat(Cli.run("extract", other, same, "-o", output).exitCode()).isZero();
        assertThat(output.resolve("clip.mp4.parquet")).exists();
        assertThat(output.resolve("clip.mkv.parquet")).exists();
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private static List<JsonNode> rows(Path folder) throws IOException {
        List<JsonNode> rows = new ArrayList<>();
        for (String line : Files.readAllLines(folder.resolve("clip.jsonl"))) {
            rows.add(JSON.readTree(line));
        }
        return rows;
    }
}
