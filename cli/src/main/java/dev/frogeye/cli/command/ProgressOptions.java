package dev.frogeye.cli.command;

import dev.frogeye.batch.Progress;
import dev.frogeye.cli.text.ProgressMode;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/** How a command that works through frames shows how far it is. */
final class ProgressOptions {
    @Option(
            names = "--progress",
            paramLabel = "auto|bar|plain|json|none",
            description = "Show on stderr how far it is: a bar, a line every 10 s, or a JSON object every second"
                    + " (default: a bar on a terminal, else lines; nothing with -q).")
    private ProgressMode mode = ProgressMode.AUTO;

    /** What was asked for, or fits where the command runs; never AUTO. */
    ProgressMode mode(FrogeyeSubcommand command) {
        if (command.options().quiet()) {
            return ProgressMode.NONE;
        }
        return ProgressReporter.resolve(mode, command.session());
    }

    /**
     * Begins to show progress, until the reporter is closed.
     *
     * @param command that is run
     * @param progress is asked again and again, by another thread
     */
    ProgressReporter start(FrogeyeSubcommand command, Supplier<Progress> progress) {
        return ProgressReporter.start(mode(command), command.session(), progress);
    }
}
