package dev.frogeye.cli.command;

import dev.frogeye.batch.TableTree;
import dev.frogeye.cli.text.ExitCode;
import dev.frogeye.cli.text.Session;
import dev.frogeye.cli.text.UsageException;
import dev.frogeye.export.Conversion;
import dev.frogeye.export.OutputFormat;
import dev.frogeye.export.table.OutputException;
import dev.frogeye.export.table.PendingFile;
import dev.frogeye.export.table.VectorType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "convert",
        description = "Writes feature tables in another format: Parquet, JSON lines, NumPy, Arrow; csv as output only.",
        footer = {
            "",
            "Rows, times, costs and the metadata are kept as far as the format has a place for them; what it has none for"
                    + " is said. NumPy files hold one video each, an npy file one layer, and its times are in"
                    + " NAME.npy.json beside it, which is read again if it is there.",
            "",
            "A table appears only when it is complete. Exit codes as in frogeye --help: 3 when a table could not be"
                    + " converted, or was there already, 4 when none was."
        })
public final class ConvertCommand extends FrogeyeSubcommand {
    private static final String STANDARD_OUTPUT = "-";

    @Parameters(
            arity = "1..*",
            paramLabel = "INPUT",
            description = "Tables, folders of them, searched to their bottom, or quoted globs.")
    private List<String> arguments;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR|FILE|-",
            required = true,
            description = "Folder for the tables, in the folders of the inputs again; or, of a single input, the file,"
                    + " whose suffix is a format's; - writes JSON lines to standard output.")
    private String output;

    @Option(
            names = "--format",
            paramLabel = "parquet|jsonl|npy|npz|csv|arrow",
            description = "Format of the tables (default: as the file is called, and jsonl with" + " -o -).")
    private OutputFormat format;

    @Option(
            names = "--dtype",
            paramLabel = "float32|float16",
            description = "How the values of the vectors are stored (default: as they are).")
    private VectorType elements;

    @Option(names = "--overwrite", description = "Replace tables that are there.")
    private boolean overwrite;

    public ConvertCommand(Session session) {
        super(session);
    }

    @Override
    int run() throws IOException {
        if (output.isBlank()) {
            throw new UsageException("--output must not be empty; give a folder or a file");
        }
        if (output.equals(STANDARD_OUTPUT)) {
            return stream();
        }
        Path place = UsageException.path("--output", output);
        Optional<OutputFormat> ofFile = ofFile(place);
        if (format == null && ofFile.isEmpty()) {
            throw new UsageException(
                    "--format: say which, as in --format npz, or give a file such as features.npz" + " with -o");
        }
        if (format != null && ofFile.isPresent() && ofFile.get() != format) {
            throw new UsageException(
                    "--format " + format.extension() + " does not fit -o " + output + "; leave one of them out");
        }
        List<TableTree.Entry> entries = tables(ofFile.isPresent() ? Optional.empty() : Optional.of(place));
        if (ofFile.isPresent() && entries.size() > 1) {
            throw new UsageException(
                    "-o " + output + " is a file and there are " + entries.size() + " tables; give a folder");
        }
        OutputFormat target = ofFile.orElse(format);
        Conversion conversion = new Conversion(target, Optional.ofNullable(elements));
        return convert(entries, entry -> {
            Path file = ofFile.isPresent() ? place : place.resolve(entry.output() + "." + target.extension());
            return toFile(conversion, target, entry.file(), file);
        });
    }

    private int stream() throws IOException {
        if (format != null && format != OutputFormat.JSONL) {
            throw new UsageException("-o - writes JSON lines only; give a folder for --format " + format.extension());
        }
        return convert(
                tables(Optional.empty()),
                entry -> Optional.of(Conversion.stream(
                        entry.file(),
                        session().out(),
                        Optional.ofNullable(elements),
                        session().interruption()::check)));
    }

    /** The format that a file is called after; empty for a folder. */
    private static Optional<OutputFormat> ofFile(Path place) {
        String name = place.toString().toLowerCase(Locale.ROOT);
        for (OutputFormat candidate : OutputFormat.values()) {
            if (name.endsWith("." + candidate.extension()) && !Files.isDirectory(place)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    private List<TableTree.Entry> tables(Optional<Path> excluded) throws IOException {
        TableTree tree = new TableTree(excluded);
        for (String argument : arguments) {
            try {
                tree.add(argument);
            } catch (IllegalArgumentException e) {
                throw new UsageException(e.getMessage(), e);
            }
        }
        tree.notes().forEach(this::warn);
        return tree.entries();
    }

    /** What is done with one table; empty where it was left, and why was said. */
    private interface Step {
        Optional<Conversion.Result> perform(TableTree.Entry entry) throws IOException;
    }

    private int convert(List<TableTree.Entry> entries, Step step) throws IOException {
        session().interruption().onRequest(Thread.currentThread()::interrupt);
        Map<String, Integer> losses = new LinkedHashMap<>();
        int converted = 0;
        for (TableTree.Entry entry : entries) {
            session().interruption().check();
            Optional<Conversion.Result> result = attempt(entry, step);
            if (result.isPresent()) {
                converted++;
                result.get().losses().forEach(loss -> losses.merge(loss, 1, Integer::sum));
                result.get().warning().ifPresent(warning -> warn("warning: " + entry.file() + ": " + warning));
            }
        }
        losses.forEach((loss, tables) -> warn("note: " + loss + (tables == 1 ? "" : " (" + tables + " tables)")));
        if (converted == 0) {
            return ExitCode.NOTHING_PROCESSED;
        }
        return converted < entries.size() ? ExitCode.SOME_FAILED : ExitCode.OK;
    }

    private Optional<Conversion.Result> attempt(TableTree.Entry entry, Step step) throws IOException {
        try {
            return step.perform(entry);
        } catch (IOException e) {
            session().interruption().check();
            if (e instanceof OutputException output && output.isDiskFull()) {
                throw e;
            }
            warn(e.getMessage() == null ? entry.file() + ": " + e : e.getMessage());
            return Optional.empty();
        }
    }

    private Optional<Conversion.Result> toFile(Conversion conversion, OutputFormat target, Path source, Path file)
            throws IOException {
        for (String name : target.files(file.getFileName().toString())) {
            Path there = file.resolveSibling(name);
            if (Files.exists(there) && Files.exists(source) && Files.isSameFile(there, source)) {
                warn(source + " would replace itself; give another folder with -o");
                return Optional.empty();
            }
            if (Files.exists(there) && !overwrite) {
                warn(there + " is there already and kept; --overwrite replaces it");
                return Optional.empty();
            }
        }
        createFolder(file);
        Conversion.Result result =
                conversion.run(source, new PendingFile(file), session().interruption()::check);
        say(source + " -> " + file + ": " + result.rows() + (result.rows() == 1 ? " row" : " rows"));
        return Optional.of(result);
    }

    private static void createFolder(Path file) throws OutputException {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
        } catch (IOException e) {
            throw OutputException.of(file, e);
        }
    }
}
