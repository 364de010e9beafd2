package dev.frogeye.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.frogeye.cli.Cli;
import dev.frogeye.cli.text.ExitCode;
import dev.frogeye.ingest.SampleClip;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProbeCommandTest {
    @TempDir
    Path folder;

    private Path whole;
    private Path half;

    @BeforeEach
    void writeClips() throws IOException {
        whole = folder.resolve("whole.mkv");
        SampleClip.write(whole, new SampleClip.Options(64, 64, 25, 50, 1));
        byte[] bytes = Files.readAllBytes(whole);
        half = Files.write(folder.resolve("half.mkv"), Arrays.copyOf(bytes, bytes.length / 2));
    }

    @Test
    void showsWhatAVideoHolds() {
        for (Object[] arguments : new Object[][] {{"probe", whole}, {"probe", "--decode", whole}}) {
            Cli result = Cli.run(arguments);
            assertThat(result.exitCode()).isZero();
            assertThat(result.err()).isEmpty();
            assertThat(result.outLines()).first().isEqualTo(whole.toString());
            assertThat(result.out())
                    .containsPattern("container +matroska,webm")
                    .containsPattern("video +mpeg4, 64x64, yuv420p")
                    .containsPattern("frames +50( decoded)?, 25.0000 a second, constant")
                    .containsPattern("key frames +2, at most 25 frames apart")
                    .containsPattern("sound +no")
                    .containsPattern("health +whole\n");
        }
    }

    @Test
    void aTruncatedVideoIsToldByTheExitCode() {
        Cli result = Cli.run("probe", half);
        assertThat(result.exitCode()).isEqualTo(ExitCode.SOME_FAILED);
        assertThat(result.out()).containsPattern("health +truncated");
    }

    @Test
    void jsonIsAnObjectALineAlsoForAFileThatCannotBeRead() throws IOException {
        Cli result = Cli.run("probe", "--json", whole, folder.resolve("none.mp4"), half);
        assertThat(result.exitCode()).isEqualTo(ExitCode.SOME_FAILED);
        assertThat(result.errLines()).singleElement().asString().contains("none.mp4 does not exist");
        assertThat(result.outLines()).hasSize(3);
        ObjectMapper mapper = new ObjectMapper();
        JsonNode first = mapper.readTree(result.outLines().get(0));
        assertThat(first.get("status").asText()).isEqualTo("whole");
        assertThat(first.get("frames").asLong()).isEqualTo(50);
        assertThat(first.get("last_pts_us").asLong()).isEqualTo(1_960_000);
        assertThat(first.get("variable_frame_rate").asBoolean()).isFalse();
        JsonNode second = mapper.readTree(result.outLines().get(1));
        assertThat(second.get("error_code").asText()).isEqualTo("missing");
        assertThat(second.get("message").asText()).contains("none.mp4");
        assertThat(mapper.readTree(result.outLines().get(2)).get("status").asText())
                .isEqualTo("truncated");
    }

    @Test
    void whenNothingCanBeReadTheExitCodeSaysSo() {
        Cli result = Cli.run("probe", folder.resolve("a.mp4"), folder.resolve("b.mp4"));
        assertThat(result.exitCode()).isEqualTo(ExitCode.NOTHING_PROCESSED);
        assertThat(result.errLines()).hasSize(2);
    }

    @Test
    void aNameCannotCommandTheTerminal() throws IOException {
        String name = "\u001b[31mred\u009b\u202e\n.mkv";
        Path odd = Files.copy(whole, folder.resolve(name));
        Path broken = Files.writeString(folder.resolve("b" + name), "no video");
        for (String[] options : new String[][] {{"probe"}, {"probe", "--json"}}) {
            Object[] arguments = Arrays.copyOf(options, options.length + 2, Object[].class);
            arguments[options.length] = odd;
            arguments[options.length + 1] = broken;
            Cli result = Cli.run(arguments);
            assertThat(result.exitCode()).isEqualTo(ExitCode.SOME_FAILED);
            assertThat(result.out() + result.err())
                    .contains("red")
                    .doesNotContain("\u001b")
                    .doesNotContain("\u009b")
                    .doesNotContain("\u202e");
            assertThat(result.errLines()).hasSize(1);
        }
        String json = Cli.run("probe", "--json", odd).out();
        assertThat(new ObjectMapper().readTree(json).get("path").asText()).isEqualTo(odd.toString());
    }
}
