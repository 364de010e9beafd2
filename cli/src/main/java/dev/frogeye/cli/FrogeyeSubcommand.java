package dev.frogeye.cli;

import dev.frogeye.pipeline.RunDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;

/** What all commands share. */
abstract class FrogeyeSubcommand implements Callable<Integer> {
    @Mixin
    private CommandOptions options;

    private final Session session;

    FrogeyeSubcommand(Session session) {
        this.session = session;
    }

    @Override
    public final Integer call() throws Exception {
        options.configureLogging(session.err());
        return run();
    }

    /** Does the work and returns the exit code. */
    abstract int run() throws Exception;

    final Session session() {
        return session;
    }

    final CommandOptions options() {
        return options;
    }

    /** Tells the user something that is not data, unless only errors are wanted. */
    final void say(String line) {
        if (!options.quiet()) {
            session.err().println(line);
        }
    }

    /** The folder to write to, made if missing. */
    static RunDirectory openFolder(Path folder) {
        try {
            return RunDirectory.open(folder);
        } catch (IOException e) {
            throw new UsageException("--output: " + e.getMessage(), e);
        }
    }
}
