package dev.frogeye.cli.command;

import dev.frogeye.batch.BatchRunner;
import dev.frogeye.batch.Input;
import dev.frogeye.batch.Outcome;
import dev.frogeye.batch.Plan;
import dev.frogeye.batch.RunConfiguration;
import dev.frogeye.batch.RunDirectory;
import dev.frogeye.batch.Task;
import dev.frogeye.cli.option.BatchOptions;
import dev.frogeye.cli.option.InputOptions;
import dev.frogeye.cli.option.NetworkOptions;
import dev.frogeye.cli.option.RangeOptions;
import dev.frogeye.cli.option.SamplingOptions;
import dev.frogeye.cli.option.VideoStreamOption;
import dev.frogeye.cli.text.ExitCode;
import dev.frogeye.cli.text.Printable;
import dev.frogeye.cli.text.Session;
import dev.frogeye.cli.text.UsageException;
import dev.frogeye.export.FeatureSinks;
import dev.frogeye.export.OutputFormat;
import dev.frogeye.export.table.FeatureSink;
import dev.frogeye.export.table.FeatureTable;
import dev.frogeye.export.table.OutputException;
import dev.frogeye.export.table.OverflowWatch;
import dev.frogeye.export.table.VectorType;
import dev.frogeye.export.table.VideoPooling;
import dev.frogeye.extraction.Attempt;
import dev.frogeye.extraction.Extractor;
import dev.frogeye.extraction.Status;
import dev.frogeye.extraction.Summary;
import dev.frogeye.extraction.VideoJob;
import dev.frogeye.ingest.PixelMask;
import dev.frogeye.ingest.VideoOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "extract",
        description = "Writes a table of features for each video: a row a frame, with its time and what it cost.",
        footer = {
            "",
            "DIR gets a table for each video, in the folders of the inputs again; _run.json says how they were made,"
                    + " _status.jsonl has a line for each attempt. A table appears only when it is complete. Run the"
                    + " same command again to go on where it was killed: what is done is skipped.",
            "",
            "Exit codes as in frogeye --help: 3 when a video failed or ended early, 4 when none could be read."
        })
public final class ExtractCommand extends FrogeyeSubcommand {
    private static final String STANDARD_OUTPUT = "-";

    @Mixin
    private InputOptions inputOptions;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR|-",
            required = true,
            description = "Folder for the tables, made if missing; - writes JSON lines to standard output.")
    private String output;

    @Option(
            names = "--format",
            paramLabel = "parquet|jsonl|npy|npz|csv|arrow",
            description = "Format of the tables (default: parquet, and jsonl with -o -).")
    private OutputFormat format;

    @Option(
            names = "--pool-video",
            paramLabel = "mean|max",
            description = "Write one vector for each video too, to DIR/_videos: the mean or maximum over its frames.")
    private VideoPooling videoPooling;

    @Option(
            names = "--dtype",
            paramLabel = "float32|float16",
            description = "How the values of the vectors are stored (default: float32). float16 takes half the space,"
                    + " keeps three digits and nothing beyond 65504.")
    private VectorType elements = VectorType.FLOAT32;

    @Mixin
    private NetworkOptions networkOptions;

    @Mixin
    private RangeOptions rangeOptions;

    @Mixin
    private SamplingOptions samplingOptions;

    @Mixin
    private VideoStreamOption streamOption;

    @Option(
            names = "--mask",
            paramLabel = "FILE.png",
            description = "Leave out what is black in this picture of the video's shape: it never spikes.")
    private Path mask;

    @Option(names = "--no-autorotate", description = "Take frames as they are stored, not as players show them.")
    private boolean noAutorotate;

    @Option(
            names = "--strict",
            description = "Let a video fail, and write nothing of it, if there is any decoding error in it or it ends"
                    + " early.")
    private boolean strict;

    @Mixin
    private BatchOptions batchOptions;

    @Mixin
    private ProgressOptions progressOptions;

    public ExtractCommand(Session session) {
        super(session);
    }

    @Override
    int run() throws IOException {
        VideoOptions video = streamOption.of(VideoOptions.DEFAULT
                .withRange(rangeOptions.range())
                .withSampling(samplingOptions.sampling(origins()))
                .withAutorotate(!noAutorotate));
        Plan.Policy policy = batchOptions.policy();
        boolean isStream = output.equals(STANDARD_OUTPUT);
        requireFitting(isStream);
        Optional<PixelMask> pixelMask = readMask();
        Optional<Path> folder = isStream ? Optional.empty() : Optional.of(UsageException.path("--output", output));
        List<Input> inputs = inputOptions.inputs(folder, session().in(), this::warn);
        try (Extractor extractor = networkOptions.open(origins(), video, pixelMask)) {
            extractor.notes().forEach(this::say);
            return isStream ? stream(extractor, inputs, policy) : batch(extractor, inputs, policy, folder.get());
        }
    }

    private void requireFitting(boolean isStream) {
        if (output.isBlank()) {
            throw new UsageException("--output must not be empty; give a folder, or - for standard output");
        }
        if (isStream && format != null && format != OutputFormat.JSONL) {
            throw new UsageException("-o - writes JSON lines only; give a folder for --format " + format.extension());
        }
        if (isStream && strict) {
            throw new UsageException("--strict cannot take back what -o - has written; give a folder");
        }
        if (isStream && videoPooling != null) {
            throw new UsageException("--pool-video writes files; give a folder with -o");
        }
        if (isStream && !batchOptions.isPlain()) {
            throw new UsageException("-o - keeps no record; give a folder for --on-exist and --retry-failed");
        }
    }

    private Optional<PixelMask> readMask() {
        try {
            return mask == null ? Optional.empty() : Optional.of(PixelMask.read(mask));
        } catch (IOException e) {
            throw new UsageException("--mask: " + e.getMessage(), e);
        }
    }

    private int batch(Extractor extractor, List<Input> inputs, Plan.Policy policy, Path folder) throws IOException {
        OutputFormat tableFormat = format == null ? OutputFormat.PARQUET : format;
        UsageException.unlessValid("--format: ", () -> {
            tableFormat.requireFits(extractor.settings().columns().size());
            return tableFormat;
        });
        RunConfiguration configuration = new RunConfiguration(
                extractor.settings(), tableFormat, batchOptions.layout(), Optional.ofNullable(videoPooling), elements);
        Plan preview = Plan.of(inputs, folder, configuration, policy);
        if (batchOptions.dryRun()) {
            preview.tasks().forEach(task -> print(task, folder));
            return ExitCode.OK;
        }
        // What cannot start leaves the folder as it was; once it is held, nobody else changes what the plan is made of.
        requireNoConflict(preview);
        session().interruption().check();
        int videos = preview.tasks(Task.Decision.EXTRACT).size();
        int jobs = batchOptions.jobs(videos, networkOptions.threads(), extractor.heapBytes());
        try (RunDirectory directory = openFolder(folder, policy.shard())) {
            Plan plan = Plan.of(inputs, folder, configuration, policy);
            requireNoConflict(plan);
            directory.describe(configuration).ifPresent(kept -> say("the earlier _run.json is kept as " + kept));
            explain(plan);
            return extract(extractor, configuration, directory, plan, jobs);
        }
    }

    @SuppressWarnings("try") // the reporter works by itself until it is closed
    private int extract(
            Extractor extractor, RunConfiguration configuration, RunDirectory directory, Plan plan, int jobs)
            throws IOException {
        BatchRunner runner = new BatchRunner(
                directory,
                configuration,
                plan,
                batchOptions.failFast(),
                (task, attempt) -> report(attempt, " -> " + Path.of(output).resolve(task.output())));
        try (ProgressReporter progress = progressOptions.start(this, runner::progress)) {
            // Not before: what holds the folder is not to be interrupted half-way.
            session().interruption().onRequest(Thread.currentThread()::interrupt);
            return exitCode(runner.run(jobs, () -> extractor.job(strict)));
        }
    }

    private int stream(Extractor extractor, List<Input> inputs, Plan.Policy policy) throws IOException {
        List<Input> own = inputs.stream().filter(policy::holds).toList();
        if (batchOptions.dryRun()) {
            own.forEach(input -> session()
                    .out()
                    .println("extract  " + Printable.line(input.location().toString())));
            return ExitCode.OK;
        }
        VideoJob job = extractor.job(strict);
        Outcome outcome = Outcome.NONE;
        session().interruption().onRequest(Thread.currentThread()::interrupt);
        for (Input input : own) {
            if (outcome.failed() == 0 || !batchOptions.failFast()) {
                StreamedTable streamed = new StreamedTable();
                Attempt attempt = job.run(
                        input.id(),
                        input.location(),
                        input.options(extractor.settings().video()),
                        streamed::open,
                        (pts, macs, dense) -> session().interruption().check());
                report(attempt, "");
                streamed.warn(input.id());
                outcome = outcome.plus(attempt.status());
            }
        }
        return exitCode(outcome);
    }

    /** The rows of one video on standard output. */
    private final class StreamedTable {
        private OverflowWatch overflow; // null until there is a row

        FeatureSink open(FeatureTable frames) throws OutputException {
            FeatureTable table = frames.as(elements);
            overflow = new OverflowWatch(table);
            return FeatureSinks.jsonl(session().out(), table).watchedBy(overflow::see);
        }

        void warn(String videoId) {
            if (overflow != null) {
                overflow.warning()
                        .ifPresent(warning -> ExtractCommand.this.warn("warning: " + videoId + ": " + warning));
            }
        }
    }

    private static int exitCode(Outcome outcome) {
        if (outcome.total() > 0 && outcome.hasNoOutput()) {
            return ExitCode.NOTHING_PROCESSED;
        }
        return outcome.hasFailures() ? ExitCode.SOME_FAILED : ExitCode.OK;
    }

    private static void requireNoConflict(Plan plan) {
        List<Task> conflicts = plan.tasks(Task.Decision.CONFLICT);
        if (!conflicts.isEmpty()) {
            String more = conflicts.size() == 1 ? "" : ", and " + (conflicts.size() - 1) + " more";
            throw new UsageException(conflicts.get(0).reason() + more
                    + "; give another folder with -o, or replace what is there with --on-exist overwrite");
        }
    }

    private void print(Task task, Path folder) {
        session()
                .out()
                .println(task.decision().name().toLowerCase(Locale.ROOT) + "  "
                        + Printable.line(task.input().location() + " -> " + folder.resolve(task.output())) + "  ("
                        + task.reason() + ")");
    }

    /** Says what an earlier run left to be done, where there was one. */
    private void explain(Plan plan) {
        Map<String, Long> reasons = plan.tasks(Task.Decision.EXTRACT).stream()
                .filter(task -> !task.isNew())
                .collect(Collectors.groupingBy(Task::reason, TreeMap::new, Collectors.counting()));
        reasons.forEach((reason, count) -> say(videos(count) + " done again: " + reason));
        int skipped = plan.tasks(Task.Decision.SKIP).size();
        if (skipped > 0) {
            say(videos(skipped) + " skipped: "
                    + plan.tasks(Task.Decision.SKIP).get(0).reason());
        }
    }

    private static String videos(long count) {
        return count == 1 ? "1 video is" : count + " videos are";
    }

    private void report(Attempt attempt, String destination) {
        if (attempt.status() == Status.SKIPPED) {
            return;
        }
        if (!attempt.message().isEmpty()) {
            warn((attempt.status() == Status.FAILED ? "" : "warning: ") + attempt.message());
        }
        if (attempt.status() != Status.FAILED) {
            Summary summary = attempt.summary();
            say(String.format(
                    Locale.ROOT,
                    "%s: %d frame%s in %.1f s, %.1f %% of the frame-by-frame multiply-adds%s",
                    attempt.videoId(),
                    summary.frames(),
                    summary.frames() == 1 ? "" : "s",
                    summary.seconds(),
                    100 * summary.macShare(),
                    destination));
        }
    }
}
