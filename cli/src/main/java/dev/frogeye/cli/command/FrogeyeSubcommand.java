package dev.frogeye.cli.command;

import dev.frogeye.batch.RunDirectory;
import dev.frogeye.batch.Shard;
import dev.frogeye.cli.option.OptionOrigins;
import dev.frogeye.cli.text.Printable;
import dev.frogeye.cli.text.Session;
import dev.frogeye.cli.text.UsageException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import picocli.CommandLine.Mixin;

/** What all commands share. */
public abstract class FrogeyeSubcommand implements Callable<Integer> {
    @Mixin
    private CommandOptions options;

    private final Session session;
    private OptionOrigins origins = OptionOrigins.NONE;

    FrogeyeSubcommand(Session session) {
        this.session = session;
    }

    @Override
    public final Integer call() throws Exception {
        options.configure(session.logging());
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

    /** Where the values of the options come from. */
    final OptionOrigins origins() {
        return origins;
    }

    /** Tells this where the values of its options come from, before it runs. */
    public final void setOrigins(OptionOrigins known) {
        origins = known;
    }

    /** Tells the user something that is not data, unless only errors are wanted. */
    final void say(String line) {
        if (!options.quiet()) {
            session.err().println(Printable.line(line));
        }
        session.logging().note(Level.INFO, line, null);
    }

    /** Tells the user what went wrong, or might; the command goes on. */
    final void warn(String line) {
        session.err().println("frogeye: " + Printable.line(line));
        session.logging().note(Level.WARNING, line, null);
    }

    /** The folder to write to, made if missing. */
    static RunDirectory openFolder(Path folder, Shard shard) {
        try {
            return RunDirectory.open(folder, shard);
        } catch (IOException e) {
            throw new UsageException("--output: " + e.getMessage(), e);
        }
    }
}
