package dev.frogeye.cli;

import dev.frogeye.cli.text.Interruption;
import dev.frogeye.cli.text.Session;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.codegen.docgen.manpage.ManPageGenerator;

/**
 * Run by the build: writes what the distribution has below {@code share} from what the commands say of themselves. It
 * is here because the program itself needs no generator.
 */
final class ManualWriter {
    private ManualWriter() {}

    /** Writes {@code completions/frogeye} and the pages' sources, {@code adoc/*.adoc}, below a folder. */
    public static void main(String... args) throws IOException {
        Path folder = Path.of(args[0]);
        CommandLine commandLine = Main.commandLine(Session.on(
                OutputStream.nullOutputStream(), OutputStream.nullOutputStream(), 0, new Interruption(), Map.of()));
        Path completions = Files.createDirectories(folder.resolve("completions"));
        Files.writeString(completions.resolve("frogeye"), AutoComplete.bash("frogeye", commandLine));
        File pages = Files.createDirectories(folder.resolve("adoc")).toFile();
        int exitCode =
                ManPageGenerator.generateManPage(pages, null, new boolean[0], true, commandLine.getCommandSpec());
        if (exitCode != 0) {
            throw new IOException("the manual could not be written to " + folder);
        }
    }
}
