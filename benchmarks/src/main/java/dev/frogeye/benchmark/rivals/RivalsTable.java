package dev.frogeye.benchmark.rivals;

import dev.frogeye.benchmark.KnownNetwork;
import dev.frogeye.benchmark.TestData;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The delta network beside its rivals on the networks and clips of the test data, as tables and a chart in the documents. */
@Command(
        name = "rivals-table",
        sortOptions = false,
        description = {
            "Runs frogeye compare for each network and clip of the test data, and writes what the reports say into",
            "docs/designs/rivals.md and rivals.svg. The tables hold every report that there is: those of earlier runs",
            "stay until they are measured again. Times mean something on a machine that does nothing else."
        })
public final class RivalsTable implements Callable<Integer> {
    private static final int SOME_FAILED = 3;
    private static final int NOTHING_MEASURED = 4;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "${sys:frogeye.testdata}",
            description = "Folder that holds models/ and videos/ (default: shared beside the source tree).")
    private Path data;

    @Option(
            names = "--networks",
            split = ",",
            paramLabel = "NAME",
            description = "Measure these only: inception-v3, mobilenet-v2, nanodet, posenet, movenet, rfb-320,"
                    + " selfie-segmentation.")
    private List<String> networks = List.of();

    @Option(
            names = "--clips",
            split = ",",
            paramLabel = "FILE",
            description = "Measure on these files of videos/ only.")
    private List<String> clips = Comparisons.CLIPS;

    @Option(
            names = "--frames",
            paramLabel = "N",
            defaultValue = "100",
            description = "The first frames of each clip (default: ${DEFAULT-VALUE}).")
    private int frames;

    @Option(names = "--render", description = "Measure nothing; write the tables of the reports that there are.")
    private boolean render;

    @Option(names = "--readme", description = "Write the tables of README.md and docs/compare.md, too.")
    private boolean readme;

    @Option(
            names = "--reports",
            paramLabel = "DIR",
            description = "Where reports are kept (default: benchmarks/target/rivals).")
    private Path reports;

    @Option(names = "--root", hidden = true, required = true)
    private Path root;

    /** Read by Picocli alone. */
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    boolean help;

    @Spec
    private CommandSpec spec;

    /** Runs it and ends the process. */
    public static void main(String[] args) {
        System.exit(run(System.err, args));
    }

    /** Runs it; gives the exit code. */
    static int run(PrintStream errors, String... args) {
        return new CommandLine(new RivalsTable())
                .setErr(new PrintWriter(new OutputStreamWriter(errors, StandardCharsets.UTF_8), true))
                .setExecutionExceptionHandler((exception, command, parsed) -> {
                    if (exception instanceof IOException) {
                        command.getErr().println("rivals-table: " + exception.getMessage());
                        return 1;
                    }
                    throw exception;
                })
                .execute(args);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path folder = reports == null ? root.resolve("benchmarks/target/rivals") : reports;
        boolean complete = render || measure(folder);
        List<MeasuredClip> measured = read(folder);
        if (measured.isEmpty()) {
            spec.commandLine().getErr().println("rivals-table: no report in " + folder + "; run it without --render");
            return NOTHING_MEASURED;
        }
        for (Path written : new Documents(root).write(measured, readme)) {
            spec.commandLine().getErr().println("written: " + written);
        }
        return complete ? 0 : SOME_FAILED;
    }

    /** Whether all went well. */
    private boolean measure(Path folder) throws IOException, InterruptedException {
        List<KnownNetwork> chosen = networks.isEmpty()
                ? List.of(KnownNetwork.values())
                : networks.stream().map(this::network).toList();
        if (frames < 2) {
            throw new ParameterException(spec.commandLine(), "--frames must be at least 2, was " + frames);
        }
        TestData testData = new TestData(
                data == null || data.toString().isEmpty()
                        ? root.resolve("../shared").normalize()
                        : data);
        Comparisons comparisons =
                new Comparisons(root.resolve("scripts/frogeye"), testData, folder, frames, Comparisons.CLIPS);
        List<Path> missing = comparisons.missing(chosen, clips);
        if (!missing.isEmpty()) {
            throw new IOException(
                    "missing: "
                            + missing.stream().map(Path::toString).collect(Collectors.joining(", "))
                            + "; name the folder that holds models/ and videos/ by --data, or choose by --networks and --clips");
        }
        List<String> failed = new ArrayList<>();
        int count = 0;
        for (KnownNetwork network : chosen) {
            for (String clip : clips) {
                String what = network.key() + " on " + clip;
                spec.commandLine().getErr().println(++count + " of " + chosen.size() * clips.size() + ": " + what);
                if (!comparisons.run(network, clip)) {
                    failed.add(what);
                }
            }
        }
        if (!failed.isEmpty()) {
            spec.commandLine().getErr().println("rivals-table: failed, see above: " + String.join(", ", failed));
        }
        return failed.isEmpty();
    }

    private KnownNetwork network(String key) {
        return KnownNetwork.of(key)
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        "no network '" + key + "'; there are "
                                + Arrays.stream(KnownNetwork.values())
                                        .map(KnownNetwork::key)
                                        .collect(Collectors.joining(", "))));
    }

    private static List<MeasuredClip> read(Path folder) throws IOException {
        List<MeasuredClip> measured = new ArrayList<>();
        for (KnownNetwork network : KnownNetwork.values()) {
            for (Path clip : clips(folder.resolve(network.key()))) {
                measured.add(ReportReader.read(network, clip.resolve(Comparisons.REPORT)));
            }
        }
        return measured;
    }

    /** Folders with a report, those of the documents in their order, then others. */
    private static List<Path> clips(Path network) throws IOException {
        if (!Files.isDirectory(network)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(network)) {
            return folders.filter(clip -> Files.isRegularFile(clip.resolve(Comparisons.REPORT)))
                    .sorted(Comparator.comparing(RivalsTable::place).thenComparing(Path::getFileName))
                    .toList();
        }
    }

    private static int place(Path clip) {
        int place = Comparisons.CLIPS.indexOf(clip.getFileName().toString());
        return place < 0 ? Comparisons.CLIPS.size() : place;
    }
}
