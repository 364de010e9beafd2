package dev.frogeye.cli.command;

import dev.frogeye.catalogue.CatalogueEntry;
import dev.frogeye.catalogue.ModelFolders;
import dev.frogeye.catalogue.ModelFolders.Stored;
import dev.frogeye.catalogue.Pull;
import dev.frogeye.catalogue.WrongModelException;
import dev.frogeye.cli.option.CatalogueOptions;
import dev.frogeye.cli.option.ModelsAction;
import dev.frogeye.cli.text.CatalogueTable;
import dev.frogeye.cli.text.ExitCode;
import dev.frogeye.cli.text.PullProgress;
import dev.frogeye.cli.text.Session;
import dev.frogeye.cli.text.UsageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "models",
        description = "Lists well-known models, pulls them, and says where they are.",
        footer = {
            "",
            "list shows them, pull NAME... downloads, path NAME prints the file. Other commands take a pulled model as"
                    + " --model catalogue:NAME, with the preprocessing of the list.",
            "",
            "Exit codes as in frogeye --help: 4 when a model is not here or cannot be had, 5 when a file is not the"
                    + " model that its name says."
        })
public final class ModelsCommand extends FrogeyeSubcommand {
    @Parameters(index = "0", paramLabel = "list|pull|path", description = "What to do.")
    private ModelsAction action;

    @Parameters(
            index = "1..*",
            arity = "0..*",
            paramLabel = "NAME",
            description = "Names of models, for pull and path.")
    private List<String> names = new ArrayList<>();

    @Mixin
    private CatalogueOptions catalogueOptions;

    @Mixin
    private ProgressOptions progressOptions;

    @Option(names = "--json", description = "Print one JSON object a line (list).")
    private boolean json;

    @Option(
            names = "--accept-unverified",
            description = "Take models too whose checksums were confirmed by nobody, without asking (pull).")
    private boolean acceptsUnverified;

    public ModelsCommand(Session session) {
        super(session);
    }

    @Override
    int run() throws IOException, InterruptedException {
        if (action == ModelsAction.LIST && !names.isEmpty()) {
            throw new UsageException("models list takes no names");
        }
        session().interruption().onRequest(Thread.currentThread()::interrupt);
        List<CatalogueEntry> entries =
                names.stream().map(catalogueOptions::entry).distinct().toList();
        return switch (action) {
            case LIST -> list();
            case PULL -> pull(entries);
            case PATH -> path(entries);
        };
    }

    private int list() throws IOException {
        CatalogueTable table = new CatalogueTable();
        ModelFolders folders = catalogueOptions.folders();
        for (CatalogueEntry entry : catalogueOptions.catalogue().entries()) {
            session().interruption().check();
            Optional<Stored> stored = folders.find(entry);
            if (json) {
                session().out().println(CatalogueTable.json(entry, stored));
            } else {
                table.add(entry, stored);
            }
            stored.flatMap(Stored::problem).ifPresent(this::warn);
        }
        table.lines().forEach(session().out()::println);
        return ExitCode.OK;
    }

    private int path(List<CatalogueEntry> entries) throws IOException {
        if (entries.size() != 1) {
            throw new UsageException("models path takes the name of one model");
        }
        CatalogueEntry entry = entries.get(0);
        String pull = catalogueOptions.pull(entry);
        Optional<Stored> stored = catalogueOptions.folders().find(entry);
        if (stored.isEmpty()) {
            warn(entry.name() + " is not here yet; run: " + pull);
            return ExitCode.NOTHING_PROCESSED;
        }
        if (stored.get().problem().isPresent()) {
            throw new WrongModelException(stored.get().problem().get() + "; remove it and run: " + pull);
        }
        session().out().println(stored.get().path());
        return ExitCode.OK;
    }

    private int pull(List<CatalogueEntry> entries) throws IOException, InterruptedException {
        if (entries.isEmpty()) {
            throw new UsageException("models pull takes the names of models; frogeye models list shows them");
        }
        List<IOException> failures = new ArrayList<>();
        for (CatalogueEntry entry : entries) {
            if (entry.confirmed().isEmpty() && !acceptsUnverified) {
                confirm(entry);
            }
        }
        for (CatalogueEntry entry : entries) {
            session().interruption().check();
            try {
                pull(entry);
            } catch (IOException e) {
                session().interruption().check();
                if (entries.size() == 1) {
                    throw e;
                }
                failures.add(e);
                warn(e.getMessage());
            }
        }
        if (failures.isEmpty()) {
            return ExitCode.OK;
        }
        return failures.size() < entries.size() ? ExitCode.SOME_FAILED : ExitCode.NOTHING_PROCESSED;
    }

    private void pull(CatalogueEntry entry) throws IOException, InterruptedException {
        Path file;
        PullProgress progress = new PullProgress(progressOptions.mode(this), session(), entry, this::say);
        try {
            file = new Pull(catalogueOptions.folders(), session().environment()::get).pull(entry, progress);
        } finally {
            progress.close();
        }
        say(
                progress.received()
                        ? "pulled " + entry.name() + " to " + file + "; use it as --model " + CatalogueOptions.PREFIX
                                + entry.name()
                        : entry.name() + " is there: " + file);
    }

    /** Asks on a terminal; without one there is nobody to ask. */
    private void confirm(CatalogueEntry entry) throws IOException {
        String problem = "the checksum of " + entry.name() + " was confirmed by nobody but the catalogue";
        String remedy = "; --accept-unverified takes it all the same";
        if (!session().statusLine().isTerminal()) {
            throw new UsageException(problem + remedy);
        }
        session().err().println(problem + "; a wrong or changed file at its source would not be noticed.");
        session().err().println("Pull " + entry.urls().get(0) + " all the same? [y/N]");
        String answer = answer().strip().toLowerCase(Locale.ROOT);
        if (!answer.equals("y") && !answer.equals("yes")) {
            throw new UsageException(entry.name() + " was not pulled" + remedy);
        }
    }

    /** One line, without reading what comes behind it. */
    private String answer() throws IOException {
        byte[] line = new byte[80];
        int length = 0;
        for (int c = session().in().read();
                c >= 0 && c != '\n' && length < line.length;
                c = session().in().read()) {
            line[length++] = (byte) c;
        }
        return new String(line, 0, length, StandardCharsets.UTF_8);
    }
}
