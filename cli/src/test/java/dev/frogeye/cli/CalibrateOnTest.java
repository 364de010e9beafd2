package dev.frogeye.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frogeye.cli.text.ExitCode;
import dev.frogeye.ingest.SampleClip;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CalibrateOnTest {
    private static final Object[] INT8 = {"--engine", "onnxruntime-int8"};

    @TempDir
    Path folder;

    private Path clip;
    private Path first;
    private Path second;
    private Path output;

    @BeforeEach
    void writeClips() throws IOException {
        clip = write("clip.mp4", 1);
        first = write("first.mp4", 2);
        second = write("second.mp4", 3);
        output = folder.resolve("out");
    }

    private Path write(String name, int seed) throws IOException {
        Path file = folder.resolve(name);
        SampleClip.write(file, new SampleClip.Options(64, 64, 25, 4, seed));
        return file;
    }

    @Test
    void otherCalibrationClipsAreAnotherConfiguration() {
        assertThat(extract(INT8, "--calibrate-on", first).exitCode()).isZero();
        assertThat(extract(INT8, "--calibrate-on", first).errLines()).contains("1 video is skipped: done");
        Cli other = extract(INT8, "--calibrate-on", second);
        assertThat(other.exitCode()).isZero();
        assertThat(other.errLines()).contains("1 video is done again: the configuration is another one now");
    }

    @Test
    void aFolderWithoutVideosAndAFileThatIsNoneAreToldInOneLine() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        Path text = Files.writeString(folder.resolve("notes.mp4"), "no video");
        for (Path wrong : new Path[] {empty, text, folder.resolve("missing.mp4")}) {
            Cli result = extract(INT8, "--calibrate-on", wrong);
            assertThat(result.exitCode()).as(wrong.toString()).isEqualTo(ExitCode.USAGE);
            assertThat(result.errLines())
                    .singleElement()
                    .asString()
                    .contains("--calibrate-on", wrong.getFileName().toString());
            assertThat(output).doesNotExist();
        }
    }

    @Test
    void otherEnginesTakeNone() {
        Cli result = extract(new Object[] {"--engine", "onnxruntime"}, "--calibrate-on", first);
        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(result.errLines())
                .singleElement()
                .asString()
                .contains("--calibrate-on is for --engine onnxruntime-int8");
        assertThat(output).doesNotExist();
    }

    private Cli extract(Object[] engine, Object... options) {
        Object[] args = new Object[4 + engine.length + options.length];
        System.arraycopy(new Object[] {"extract", clip, "-o", output}, 0, args, 0, 4);
        System.arraycopy(engine, 0, args, 4, engine.length);
        System.arraycopy(options, 0, args, 4 + engine.length, options.length);
        return Cli.run(args);
    }
}
