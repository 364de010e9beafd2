package dev.frogeye.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frogeye.cli.text.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Options from flags, the environment and files, as {@code --print-config} shows them. */
class ConfigurationTest {
    @TempDir
    Path folder;

    @Test
    void aFlagWinsAgainstTheEnvironmentThatAgainstTheFileAndThatAgainstTheDefault() throws IOException {
        Path file = config("threads: 2", "refresh: 30", "threshold: 0.10", "dense: never");
        Map<String, String> environment = Map.of("FROGEYE_THREADS", "3", "FROGEYE_REFRESH", "40");
        Cli shown = Cli.runWith(environment, "extract", "--config", file, "--threads", 4, "--print-config");
        assertThat(shown.exitCode()).isZero();
        assertThat(shown.err()).isEmpty();
        assertThat(shown.outLines())
                .contains(
                        "threads: 4  # command line",
                        "refresh: 40  # FROGEYE_REFRESH",
                        "threshold: 0.10  # " + file + ", line 3",
                        "dense: never  # " + file + ", line 4",
                        "model: builtin:gabor  # default",
                        "# pool: not set");
    }

    @Test
    void whatIsPrintedCanBeReadAgain() throws IOException {
        List<String> layers = List.of("a, b", "@output", "x: y # z", "\"q\" \\", "null", "12");
        Object[] args = Stream.of(
                        Stream.of(
                                "extract", "--print-config", "--engine", "nd4j", "--quiet", "-ss", "1:30", "-o", "f g"),
                        layers.stream().flatMap(layer -> Stream.of("--layer", layer)))
                .flatMap(each -> each)
                .toArray();
        Cli first = Cli.run(args);
        assertThat(first.exitCode()).isZero();
        Path file = folder.resolve("again.yaml");
        Files.writeString(file, first.out());
        Cli second = Cli.run("extract", "--print-config", "--config", file);
        assertThat(second.err()).isEmpty();
        assertThat(values(second)).isEqualTo(values(first)).anyMatch(line -> line.startsWith("start: "));
    }

    private static List<String> values(Cli shown) {
        return shown.outLines().stream()
                .map(line -> line.replaceFirst("  # [^\"]*$", ""))
                .toList();
    }

    @Test
    void aKeyBelowACommandIsForThatCommandAlone() throws IOException {
        Path file = config("quiet: false", "extract:", "  quiet: true", "inspect: {json: yes}");
        assertThat(show("extract", file)).contains("quiet: true  # " + file + ", line 3");
        assertThat(show("inspect", file))
                .contains("quiet: false  # " + file + ", line 1", "json: true  # " + file + ", line 4");
    }

    @Test
    void optionsOfOtherCommandsAreIgnored() throws IOException {
        Path file = config("json: true", "threads: 2");
        assertThat(Cli.run("inspect", "builtin:gabor", "--config", file).out()).startsWith("{");
    }

    @Test
    void theEnvironmentNamesTheFileToo() throws IOException {
        Path file = config("json: true");
        assertThat(Cli.runWith(Map.of("FROGEYE_CONFIG", file.toString()), "inspect", "builtin:gabor")
                        .out())
                .startsWith("{");
    }

    @Test
    void aVariableCanTurnOffWhatTheFileTurnsOn() throws IOException {
        Path file = config("json: true");
        assertThat(Cli.runWith(Map.of("FROGEYE_JSON", "0"), "inspect", "builtin:gabor", "--config", file)
                        .out())
                .doesNotStartWith("{");
    }

    @Test
    void aFlagReplacesAListInsteadOfAddingToIt() throws IOException {
        Path file = config("layer: [a, b]");
        assertThat(show("extract", file)).contains("layer: [a, b]  # " + file + ", line 1");
        assertThat(Cli.run("extract", "--print-config", "--config", file, "--layer", "c")
                        .outLines())
                .contains("layer: [c]  # command line");
        assertThat(Cli.runWith(Map.of("FROGEYE_LAYER", "d,e"), "extract", "--print-config", "--config", file)
                        .outLines())
                .contains("layer: [d, e]  # FROGEYE_LAYER");
    }

    @Test
    void unknownAndEmptyVariablesAreIgnored() {
        Map<String, String> environment = Map.of(
                "FROGEYE_JAVA_OPTS", "-Xmx1g", "FROGEYE_NONSENSE", "1", "FROGEYE_THREADS", "", "FROGEYE_HELP", "1");
        Cli shown = Cli.runWith(environment, "extract", "--print-config");
        assertThat(shown.err()).isEmpty();
        assertThat(shown.outLines()).contains("threads: 1  # default");
    }

    @Test
    void aRequiredOptionMayComeFromTheFile() throws IOException {
        Path file = config("output: " + folder.resolve("out"));
        Cli result = Cli.run("extract", folder.resolve("missing.mp4"), "--config", file);
        assertThat(result.exitCode()).isEqualTo(ExitCode.NOTHING_PROCESSED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "thread: 2|line 1: thread is not an option of any command; did you mean threads?",
                "frobnicate: 2|line 1: frobnicate is not an option of any command (see",
                "config: x.yaml|line 1: config is not an option of any command; give it as a flag",
                "extrct: {threads: 2}|line 1: extrct is not a command; did you mean extract?",
                "inspect: {threads: 2}|line 1: threads is not an option of inspect (see",
                "extract: {thrads: 2}|line 1: thrads is not an option of extract; did you mean threads?",
                "threads: [1, 2]|line 1: threads takes one value",
                "quiet: maybe|line 1: quiet is true or false, was maybe",
                "threads: two|--threads is from",
                "threads: 0|--threads is from",
                "[1, 2]|line 1: expected lines such as threads: 2",
                "extract: {layer: {a: b}}|layer takes a value, not more keys",
                "layer: [[a]]|layer takes a value or a list",
                "threads: [|this is not valid YAML",
                "'a: b: c'|line 1: this is not valid YAML",
            })
    void whatIsWrongInAFileIsSaidInOneLineWithItsPlace(String text, String message) throws IOException {
        Path file = config(text);
        Cli result = Cli.run("extract", "clip.mp4", "-o", folder.resolve("out"), "--config", file);
        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(result.out()).isEmpty();
        assertThat(result.errLines()).singleElement().asString().contains(file.toString(), message);
    }

    @Test
    void aKeyMustNotBeThereTwice() throws IOException {
        Path file = config("threads: 2", "quiet: true", "threads: 3");
        assertThat(Cli.run("extract", "--config", file, "--print-config").errLines())
                .singleElement()
                .asString()
                .contains("line 3: threads is there twice");
    }

    @Test
    void aValueThatCannotBeReadNamesItsVariable() {
        Cli result = Cli.runWith(Map.of("FROGEYE_THREADS", "two"), "extract", "clip.mp4", "-o", folder);
        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(result.errLines()).singleElement().asString().contains("two", "--threads is from FROGEYE_THREADS");
        assertThat(Cli.runWith(Map.of("FROGEYE_ENGINE", "foo"), "extract", "--print-config")
                        .errLines())
                .singleElement()
                .asString()
                .contains("delta, onnxruntime, onnxruntime-int8, nd4j", "FROGEYE_ENGINE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"missing.yaml", "."})
    void aFileThatIsNotThereIsAUsageError(String name) {
        Cli result = Cli.run("inspect", "builtin:gabor", "--config", folder.resolve(name));
        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(result.errLines())
                .singleElement()
                .asString()
                .contains("--config", folder.resolve(name).toString());
    }

    @Test
    void anEmptyFileSaysNothing() throws IOException {
        assertThat(show("inspect", config("# nothing"))).contains("json: false  # default");
        assertThat(show("inspect", config(""))).contains("json: false  # default");
        assertThat(show("inspect", config("json:"))).contains("json: false  # default");
    }

    @Test
    void argumentsFromAFileCount() throws IOException {
        Path arguments = Files.write(folder.resolve("args.txt"), List.of("inspect", "builtin:gabor"));
        assertThat(Cli.runWith(Map.of("FROGEYE_JSON", "yes"), "@" + arguments).out())
                .startsWith("{");
    }

    @Test
    void theFileMustBeNamed() {
        Cli result = Cli.run("inspect", "builtin:gabor", "--config");
        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(result.errLines()).singleElement().asString().contains("--config");
    }

    @Test
    void helpDoesNotNeedAFileThatCanBeRead() throws IOException {
        assertThat(Cli.run("extract", "--config", config("{"), "--help").exitCode())
                .isZero();
    }

    private List<String> show(String command, Path file) {
        Cli shown = Cli.run(command, "--print-config", "--config", file);
        assertThat(shown.err()).isEmpty();
        return shown.outLines();
    }

    private Path config(String... lines) throws IOException {
        return Files.write(folder.resolve("run.yaml"), Arrays.asList(lines));
    }

    @Test
    void whatAStrongerOptionOverrulesIsNotPrinted() {
        Cli result =
                Cli.runWith(Map.of("FROGEYE_FPS", "2"), "extract", "x.mp4", "-o", "f", "--every", 3, "--print-config");
        assertThat(result.outLines()).contains("every: 3  # command line").noneMatch(line -> line.startsWith("fps: "));
    }
}
