package dev.frogeye.cli.command;

import dev.frogeye.cli.text.Versions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "frogeye",
        description = "Turns video into per-frame CNN features and pays only for what moves.",
        synopsisSubcommandLabel = "COMMAND",
        versionProvider = Versions.class,
        footer = {"", "Try: frogeye demo"},
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:everything done",
            "1:internal error",
            "2:wrong usage: options, layer names, output folder",
            "3:finished, but some inputs failed or ended early",
            "4:nothing could be processed",
            "5:model unreadable or not supported",
            "6:device or stream lost after retries",
            "130:interrupted; no unfinished file is left",
            "141:standard output was closed, as by head"
        })
public final class FrogeyeCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    /** Read by Picocli alone. */
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    boolean help;

    /** Read by Picocli alone. */
    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Show the versions of Frogeye, Java, FFmpeg and the engines.")
    boolean version;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "no command given");
    }
}
