package dev.frogeye.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frogeye.cli.Cli;
import dev.frogeye.cli.text.ExitCode;
import dev.frogeye.ingest.SampleClip;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConvertCommandTest {
    @TempDir
    static Path shared;

    private static Path tables;

    @TempDir
    Path folder;

    @BeforeAll
    static void extract() throws IOException {
        Path clips = Files.createDirectories(shared.resolve("clips/deep"));
        SampleClip.write(clips.resolve("clip.mp4"), new SampleClip.Options(64, 64, 25, 6, 1));
        tables = shared.resolve("tables");
        Cli result = Cli.run("extract", shared.resolve("clips"), "-o", tables, "--pool-video", "max");
        assertThat(result.exitCode()).as(result.err()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"npz", "npy", "arrow"})
    void aFolderIsTheSameFoldersAndTheSameTablesAgain(String format) throws IOException {
        Path there = folder.resolve("there");
        Cli result = Cli.run("convert", tables, "-o", there, "--format", format);
        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(files(there)).contains("deep/clip." + format, "_videos/deep/clip." + format);
        Path back = folder.resolve("back");
        assertThat(Cli.run("convert", there, "-o", back, "--format", "parquet").exitCode())
                .isZero();
        for (String name : List.of("deep/clip.parquet", "_videos/deep/clip.parquet")) {
            assertThat(back.resolve(name)).hasSameBinaryContentAs(tables.resolve(name));
        }
        assertThat(files(back)).hasSize(2);
    }

    @Test
    void aFileIsCalledAsItIsAsked() throws IOException {
        Path target = folder.resolve("features.jsonl");
        Cli result = Cli.run("convert", tables.resolve("deep/clip.parquet"), "-o", target);
        assertThat(result.exitCode()).isZero();
        assertThat(result.errLines()).hasSize(2).anyMatch(line -> line.endsWith("features.jsonl: 6 rows"));
        assertThat(result.err()).contains("note: jsonl has no place for the metadata");
        assertThat(Files.readAllLines(target)).hasSize(6);
    }

    @Test
    void standardOutputGetsJsonLinesOnly() throws IOException {
        Path clip = tables.resolve("deep/clip.parquet");
        Path lines = folder.resolve("clip.jsonl");
        assertThat(Cli.run("convert", clip, "-o", lines).exitCode()).isZero();
        Cli result = Cli.run("convert", clip, "-o", "-");
        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.outLines()).containsExactlyElementsOf(Files.readAllLines(lines));
        assertThat(Path.of("-")).doesNotExist();
        Cli refused = Cli.run("convert", clip, "-o", "-", "--format", "npz");
        assertThat(refused.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(refused.errLines()).singleElement().asString().contains("-o - writes JSON lines only");
        Cli absent = Cli.run("convert", folder.resolve("absent.npz"), "-o", "-");
        assertThat(absent.exitCode()).isEqualTo(ExitCode.NOTHING_PROCESSED);
        assertThat(absent.errLines()).singleElement().asString().contains("absent.npz does not exist");
    }

    @Test
    void whatIsThereIsKeptUnlessAskedFor() throws IOException {
        Path target = Files.writeString(folder.resolve("clip.npz"), "somebody's");
        Object[] command = {"convert", tables.resolve("deep/clip.parquet"), "-o", target};
        Cli refused = Cli.run(command);
        assertThat(refused.exitCode()).isEqualTo(ExitCode.NOTHING_PROCESSED);
        assertThat(refused.errLines()).singleElement().asString().contains("clip.npz", "--overwrite");
        assertThat(target).hasContent("somebody's");
        assertThat(Cli.run("convert", command[1], "-o", target, "--overwrite").exitCode())
                .isZero();
        assertThat(Files.size(target)).isGreaterThan(1000);
    }

    @Test
    void aBrokenTableDoesNotStopTheOthers() throws IOException {
        Path mixed = Files.createDirectory(folder.resolve("mixed"));
        Files.write(mixed.resolve("a.parquet"), new byte[] {'P', 'A', 'R', '1', 0, 0});
        Files.copy(tables.resolve("deep/clip.parquet"), mixed.resolve("b.parquet"));
        Cli result = Cli.run("convert", mixed, "-o", folder.resolve("out"), "--format", "arrow");
        assertThat(result.exitCode()).isEqualTo(ExitCode.SOME_FAILED);
        assertThat(result.errLines().get(0)).contains("a.parquet", "cannot be read as Parquet");
        assertThat(files(folder.resolve("out"))).containsExactly("b.arrow");
    }

    @Test
    void tablesOfOneNameKeepTheirSuffix() throws IOException {
        Path mixed = Files.createDirectory(folder.resolve("mixed"));
        Files.copy(tables.resolve("deep/clip.parquet"), mixed.resolve("clip.parquet"));
        assertThat(Cli.run("convert", mixed.resolve("clip.parquet"), "-o", mixed.resolve("clip.npz"))
                        .exitCode())
                .isZero();
        assertThat(Cli.run("convert", mixed, "-o", folder.resolve("out"), "--format", "arrow")
                        .exitCode())
                .isZero();
        assertThat(files(folder.resolve("out"))).containsExactly("clip.npz.arrow", "clip.parquet.arrow");
    }

    @Test
    void aTableDoesNotReplaceItself() {
        Cli result = Cli.run("convert", tables.resolve("deep"), "-o", tables.resolve("deep"), "--format", "parquet");
        assertThat(result.exitCode()).isEqualTo(ExitCode.NOTHING_PROCESSED);
        Path clip = tables.resolve("deep/clip.parquet");
        Cli single = Cli.run("convert", clip, "-o", clip, "--overwrite");
        assertThat(single.exitCode()).isEqualTo(ExitCode.NOTHING_PROCESSED);
        assertThat(single.errLines()).singleElement().asString().contains("would replace itself");
    }

    @Test
    void linesOfTheLiveCommandAreATableToo() throws IOException {
        Path lines = folder.resolve("live.jsonl");
        Files.writeString(
                lines,
                "{\"v\":1,\"source\":\"cam0\",\"frame_index\":3,\"pts_us\":100000,\"wall_time\":\"2026-11-22T12:40:52.24Z\","
                        + "\"state\":\"delta\",\"change_ratio\":0.012,\"spikes\":3104,\"macs\":3402112,"
                        + "\"macs_dense\":261849344,\"latency_ms\":3.7,\"layer\":\"@output\",\"shape\":[2],"
                        + "\"feature\":[0.5,-1]}\n");
        Cli result = Cli.run("convert", lines, "-o", folder.resolve("live.csv"));
        assertThat(result.exitCode()).isZero();
        assertThat(result.err()).contains("left out: v, wall_time, latency_ms, layer, shape");
        assertThat(Files.readAllLines(folder.resolve("live.csv")).get(1))
                .isEqualTo("cam0,3,100000,0.1,0.5,-1.0,0.012,3104,3402112,261849344,delta");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-o out", "-o out.npz --format npy", "-o x --format feather", "-o out.npz --dtype float64"})
    void whatCannotWorkIsAUsageError(String options) {
        Cli result = Cli.run(Stream.concat(Stream.of("convert", tables), Stream.of(options.split(" ")))
                .toArray());
        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(result.errLines()).singleElement().asString().contains("--");
    }

    @Test
    void aFileForSeveralTablesIsAUsageError() {
        Cli result = Cli.run("convert", tables, "-o", folder.resolve("all.npz"));
        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err()).contains("is a file and there are 2 tables");
    }

    @Test
    void whatIsNotThereIsSaid() {
        Cli result = Cli.run("convert", folder.resolve("none.parquet"), "-o", folder.resolve("x.npz"));
        assertThat(result.exitCode()).isEqualTo(ExitCode.NOTHING_PROCESSED);
        assertThat(result.errLines()).singleElement().asString().contains("none.parquet does not exist");
    }

    private static List<String> files(Path below) throws IOException {
        try (Stream<Path> files = Files.walk(below)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> below.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }
}
