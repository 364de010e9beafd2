package dev.frogeye.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frogeye.cli.text.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
    @Test
    void helpListsCommandsAndExitCodes() {
        Cli help = Cli.run("--help");
        assertThat(help.exitCode()).isZero();
        assertThat(help.err()).isEmpty();
        assertThat(help.out())
                .contains("extract", "inspect", "demo")
                .containsPattern("(?m)^ +3 +finished, but some inputs failed")
                .containsPattern("(?m)^ +130 +interrupted");
    }

    @ParameterizedTest
    @ValueSource(strings = {"extract", "inspect", "demo", "convert"})
    void everyCommandHasHelp(String command) {
        Cli help = Cli.run(command, "--help");
        assertThat(help.exitCode()).isZero();
        assertThat(help.out()).startsWith("Usage: frogeye " + command).contains("--quiet", "--verbose");
        assertThat(help.err()).isEmpty();
    }

    @Test
    void versionNamesWhatABugReportNeeds() {
        Cli version = Cli.run("--version");
        assertThat(version.exitCode()).isZero();
        assertThat(version.err()).isEmpty();
        assertThat(version.out())
                .startsWith("frogeye ")
                .contains("Java " + Runtime.version(), "FFmpeg", "ND4J 1.0", "ONNX Runtime 1.", "kernel ")
                .doesNotContain("${");
    }

    @Test
    void noCommandIsAUsageError() {
        Cli result = Cli.run();
        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(result.errLines()).containsExactly("frogeye: no command given (see frogeye --help)");
    }

    @Test
    void aMisspelledCommandIsSuggested() {
        Cli result = Cli.run("extrct", "clip.mp4");
        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(result.errLines()).singleElement().asString().contains("extract");
    }

    @Test
    void aMisspelledOptionIsSuggested() {
        Cli result = Cli.run("extract", "clip.mp4", "-o", "x", "--threshod", "0");
        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(result.errLines()).singleElement().asString().contains("--threshold", "frogeye extract --help");
    }

    @Test
    void whatIsNotSimilarIsNotSuggested() {
        assertThat(Cli.run("xyzzy").errLines()).containsExactly("frogeye: unknown command xyzzy (see frogeye --help)");
        assertThat(Cli.run("inspect", "builtin:gabor", "--frobnicate").errLines())
                .containsExactly("frogeye: unknown option --frobnicate (see frogeye inspect --help)");
    }

    @Test
    void helpIsACommandToo() {
        assertThat(Cli.run("help", "extract"))
                .isEqualTo(Cli.run("extract", "--help"))
                .extracting(Cli::exitCode)
                .isEqualTo(0);
        assertThat(Cli.run("help")).isEqualTo(Cli.run("--help"));
    }

    @Test
    void completionIsPrintedButNotListed() {
        Cli completion = Cli.run("generate-completion");
        assertThat(completion.exitCode()).isZero();
        assertThat(completion.out()).contains("complete -F _complete_frogeye", "--threshold");
        assertThat(Cli.run("--help").out()).doesNotContain("generate-completion");
    }

    @Test
    void choicesAreNamedAsUsersWriteThem() {
        assertThat(Cli.run("extract", "clip.mp4", "-o", "x", "--engine", "foo").errLines())
                .containsExactly(
                        "frogeye: --engine: expected one of delta, onnxruntime, onnxruntime-int8, nd4j, was foo"
                                + " (see frogeye extract --help)");
    }

    @Test
    void anEmptyFolderNameIsNotTheCurrentFolder() {
        Cli result = Cli.run("extract", "clip.mp4", "-o", "");
        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(result.errLines()).singleElement().asString().contains("--output", "must not be empty");
    }

    @Test
    void argumentsCannotControlTheTerminal() {
        Cli result = Cli.run("inspect", "\u001b[31mred\u0007.onnx");
        assertThat(result.exitCode()).isEqualTo(ExitCode.MODEL);
        assertThat(result.errLines()).singleElement().asString().contains("\\u001b[31mred\\u0007.onnx");
        assertThat(Cli.run("\u001b[2J").err()).doesNotContain("\u001b");
    }
}
