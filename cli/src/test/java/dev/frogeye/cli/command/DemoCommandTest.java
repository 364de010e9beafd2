package dev.frogeye.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frogeye.cli.Cli;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoCommandTest {
    @TempDir
    Path folder;

    @Test
    void showsWhatFramesCostAndWhereTheFeaturesAre() {
        Path output = folder.resolve("demo");
        Cli demo = Cli.run("demo", "-o", output);
        assertThat(demo.exitCode()).isZero();
        assertThat(demo.err()).isEmpty();
        List<String> lines = demo.outLines();
        assertThat(lines.get(0)).contains("frame", "pixels changed", "spikes", "MACs of dense");
        assertThat(lines.get(1)).matches(" +0 +0\\.00 s +100\\.0 % .* key");
        assertThat(lines.stream().filter(line -> line.endsWith("delta")).count())
                .isBetween(8L, 11L);
        assertThat(lines)
                .anySatisfy(line -> assertThat(line).startsWith("all 100").endsWith(" key"));
        assertThat(demo.out()).contains(output.resolve("sample.parquet").toString(), "frogeye extract");
        assertThat(output).isDirectoryContaining(file -> file.endsWith("sample.parquet"));
        assertThat(Files.exists(output.resolve("_run.json"))).isTrue();
    }
}
