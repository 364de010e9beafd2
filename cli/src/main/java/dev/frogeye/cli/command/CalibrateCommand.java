package dev.frogeye.cli.command;

import dev.frogeye.batch.Input;
import dev.frogeye.calibration.Calibration;
import dev.frogeye.calibration.CalibrationClip;
import dev.frogeye.calibration.CalibrationException;
import dev.frogeye.calibration.CalibrationProgress;
import dev.frogeye.calibration.CalibrationTask;
import dev.frogeye.calibration.Calibrator;
import dev.frogeye.calibration.ClipReader;
import dev.frogeye.cli.option.InputOptions;
import dev.frogeye.cli.option.ModelOptions;
import dev.frogeye.cli.option.RangeOptions;
import dev.frogeye.cli.option.SpikeOptions;
import dev.frogeye.cli.option.VideoStreamOption;
import dev.frogeye.cli.text.CalibrationTable;
import dev.frogeye.cli.text.CommandText;
import dev.frogeye.cli.text.ExitCode;
import dev.frogeye.cli.text.Session;
import dev.frogeye.cli.text.UsageException;
import dev.frogeye.comparison.Comparison;
import dev.frogeye.comparison.report.Report;
import dev.frogeye.delta.DeltaModel;
import dev.frogeye.dense.OnnxRuntimeEngine;
import dev.frogeye.engine.FeatureEngine;
import dev.frogeye.export.table.PendingFile;
import dev.frogeye.export.table.Pooling;
import dev.frogeye.extraction.ClipSource;
import dev.frogeye.extraction.ExtractionModel;
import dev.frogeye.extraction.Profile;
import dev.frogeye.extraction.ThresholdOptions;
import dev.frogeye.ingest.VideoOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "calibrate",
        description =
                "Finds a threshold for each layer: the least work on some clips at an error of the features that is"
                        + " no larger than asked for. extract and compare take the result with --profile.",
        footer = {
            "",
            "Give clips of the kind that is to be processed, with motion in them, and others to --check. Run the same"
                    + " command again to go on where it was stopped: what was measured is in PROFILE.partial."
        })
public final class CalibrateCommand extends FrogeyeSubcommand {
    @Mixin
    private InputOptions inputOptions;

    @Mixin
    private ModelOptions modelOptions;

    @Option(
            names = "--max-error",
            paramLabel = "E",
            required = true,
            description = "Largest error: mean relative L2 of the features to the exact ones, such as 0.05.")
    private double maxError;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "PROFILE",
            description = "File for the thresholds; one that is there is replaced (default: ${DEFAULT-VALUE}).")
    private String output = "profile.json";

    @Mixin
    private SpikeOptions spikeOptions = new SpikeOptions();

    @Option(
            names = "--frames",
            paramLabel = "N",
            description = "Calibrate on the first N frames of each clip (default: ${DEFAULT-VALUE}).")
    private int frames = Calibrator.DEFAULT_FRAMES_PER_CLIP;

    @Mixin
    private RangeOptions rangeOptions;

    @Mixin
    private VideoStreamOption streamOption;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Of the order in which thresholds are tried; the same seed gives the same profile (default:"
                    + " ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Try so many thresholds at a time; the result is the same (default: one a processor).")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--check",
            paramLabel = "CLIP",
            description = "Compare on this clip afterwards, which must not be one of those calibrated on: the profile"
                    + " beside the best single threshold. Repeat it for several.")
    private List<String> checks = List.of();

    @Option(
            names = "--report",
            paramLabel = "DIR",
            description = "Write the comparison on the clips to check as compare does.")
    private String report;

    @Spec
    private CommandSpec spec;

    public CalibrateCommand(Session session) {
        super(session);
    }

    @Override
    int run() throws IOException {
        requireFitting();
        Path profileFile = profileFile();
        List<Input> inputs = inputOptions.inputs(Optional.empty(), session().in(), this::warn);
        List<ClipSource> held = checkClips(inputs);
        ExtractionModel model = modelOptions.open();
        if (Profile.gatedTensors(model.graph()).isEmpty()) {
            throw new UsageException(
                    model.file().name() + " has no layer to find a threshold for: the image alone feeds"
                            + " them all; choose --pixel-threshold of extract by hand");
        }
        Optional<Path> folder = Optional.ofNullable(report).map(ReportFolder::open);
        session().interruption().onRequest(Thread.currentThread()::interrupt);
        DeltaModel spiking = DeltaModel.of(model.graph());
        CalibrationTask task = task(model, spiking, inputs);
        Calibration calibration = search(task, profileFile);
        Profile profile = calibration.profile(model.file().name(), model.preprocessing(), frames);
        profile.write(profileFile);
        CalibrationTable.lines(profile).forEach(session().out()::println);
        say("profile: " + profileFile);
        if (calibration.isUnbounded()) {
            warn("warning: nothing in these clips moves the features by more than " + maxError
                    + "; calibrate on clips in which more happens, or for a smaller error");
        }
        if (!held.isEmpty()) {
            check(model, profile, profileFile, held, folder);
        }
        return ExitCode.OK;
    }

    private void requireFitting() {
        if (!(maxError >= 0) || Double.isInfinite(maxError)) {
            throw new UsageException("--max-error must be 0 or more, was " + maxError);
        }
        if (frames < 2) {
            throw new UsageException("--frames must be 2 or more, was " + frames);
        }
        if (threads < 1) {
            throw new UsageException("--threads must be 1 or more, was " + threads);
        }
        if (report != null && checks.isEmpty()) {
            throw new UsageException("--report is of the clips to check; name some with --check");
        }
    }

    private Path profileFile() {
        Path file = UsageException.path("--output", output);
        try {
            return new PendingFile(file).target();
        } catch (IOException e) {
            throw new UsageException("--output: " + e.getMessage(), e);
        }
    }

    private List<ClipSource> checkClips(List<Input> inputs) throws IOException {
        if (checks.isEmpty()) {
            return List.of();
        }
        List<ClipSource> clips = new ArrayList<>();
        for (Input check : InputOptions.collect(checks, Optional.empty(), this::warn)) {
            if (inputs.stream().anyMatch(input -> input.location().equals(check.location()))) {
                throw new UsageException("--check: " + check.location()
                        + " is calibrated on; what a profile is worth shows on other clips");
            }
            clips.add(
                    new ClipSource(check.id(), check.location(), check.options(streamOption.of(VideoOptions.DEFAULT))));
        }
        return clips;
    }

    private CalibrationTask task(ExtractionModel model, DeltaModel spiking, List<Input> inputs) throws IOException {
        List<Pooling> poolings = model.requested().stream()
                .map(tensor -> Pooling.of(tensor, modelOptions.pooling()))
                .toList();
        VideoOptions video = streamOption.of(VideoOptions.DEFAULT.withRange(rangeOptions.range()));
        List<CalibrationClip> clips = new ArrayList<>();
        try (FeatureEngine exact = OnnxRuntimeEngine.open(model.file(), model.graph(), model.requested(), 1);
                Activity activity = new Activity(this)) {
            for (Input input : inputs) {
                activity.is(input.id() + ": reading");
                clips.add(ClipReader.read(
                        input.id(),
                        input.location(),
                        input.options(video),
                        frames,
                        model.preprocessing(),
                        exact,
                        poolings));
            }
        }
        return new CalibrationTask(
                spiking,
                model.file().sha256(),
                model.requested(),
                poolings,
                new ThresholdOptions(1, 1).of(spiking, model.preprocessing()),
                spikeOptions.coding(),
                spikeOptions.refresh(),
                clips,
                maxError,
                seed);
    }

    private Calibration search(CalibrationTask task, Path profileFile) throws IOException {
        Path journal = profileFile.resolveSibling(profileFile.getFileName() + ".partial");
        try (Activity activity = new Activity(this)) {
            return Calibrator.run(task, journal, threads, progress -> activity.is(text(progress, task)));
        } catch (CalibrationException e) {
            throw new UsageException("--max-error: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted; the same command goes on from " + journal);
        }
    }

    private static String text(CalibrationProgress progress, CalibrationTask task) {
        String found = Double.isNaN(progress.macsPerFrame())
                ? ""
                : String.format(
                        Locale.ROOT,
                        ", %.1fx fewer multiply-adds at an error of %.4f",
                        task.model().graph().macs() / progress.macsPerFrame(),
                        progress.relativeL2());
        return "calibrating: run " + progress.runs() + " of about " + progress.expectedRuns() + found;
    }

    private void check(
            ExtractionModel model, Profile profile, Path profileFile, List<ClipSource> clips, Optional<Path> folder)
            throws IOException {
        try (Activity activity = new Activity(this)) {
            Comparison comparison = new ProfileCheck(profile, profileFile)
                    .run(model, modelOptions, clips, CommandText.of(spec), activity);
            session().out().println();
            CalibrationTable.checkLines(comparison).forEach(session().out()::println);
            if (folder.isPresent()) {
                Report.write(comparison, folder.get());
                say("report: " + folder.get().resolve("report.html"));
            }
        }
    }
}
