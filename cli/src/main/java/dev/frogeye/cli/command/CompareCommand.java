package dev.frogeye.cli.command;

import dev.frogeye.batch.Input;
import dev.frogeye.cli.option.CalibrateOnOption;
import dev.frogeye.cli.option.DeltaFlags;
import dev.frogeye.cli.option.DenseOptions;
import dev.frogeye.cli.option.InputOptions;
import dev.frogeye.cli.option.ModelOptions;
import dev.frogeye.cli.option.RangeOptions;
import dev.frogeye.cli.option.RivalOptions;
import dev.frogeye.cli.option.SweepOption;
import dev.frogeye.cli.option.VideoStreamOption;
import dev.frogeye.cli.text.CommandText;
import dev.frogeye.cli.text.ComparisonTable;
import dev.frogeye.cli.text.ExitCode;
import dev.frogeye.cli.text.Printable;
import dev.frogeye.cli.text.Session;
import dev.frogeye.cli.text.UsageException;
import dev.frogeye.cli.text.Versions;
import dev.frogeye.comparison.Baseline;
import dev.frogeye.comparison.ComparedNetwork;
import dev.frogeye.comparison.Comparison;
import dev.frogeye.comparison.Machine;
import dev.frogeye.comparison.Measurement;
import dev.frogeye.comparison.Setup;
import dev.frogeye.comparison.Setup.OperatingPoint;
import dev.frogeye.comparison.Standing;
import dev.frogeye.comparison.report.Report;
import dev.frogeye.delta.Thresholds;
import dev.frogeye.extraction.ClipSource;
import dev.frogeye.extraction.DeltaSettings;
import dev.frogeye.extraction.ExtractionModel;
import dev.frogeye.extraction.ThresholdOptions;
import dev.frogeye.ingest.Sampling;
import dev.frogeye.ingest.VideoOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "compare",
        description =
                "Measures the delta engine beside frame-by-frame engines on the same frames: operations, wall-clock"
                        + " time, and how far the features differ.",
        footer = {
            "",
            "Engines take turns on blocks of frames that are decoded before; times are from preprocessed frame to"
                    + " feature vector, key frames included. A row a clip goes to standard output, all of it to --report."
        })
public final class CompareCommand extends FrogeyeSubcommand {
    /** About a second of InceptionV3: long against a change of engine, short against a machine's moods. */
    private static final int BLOCK_FRAMES = 16;

    @Mixin
    private InputOptions inputOptions;

    @Mixin
    private ModelOptions modelOptions;

    @Mixin
    private DeltaFlags deltaOptions;

    @Mixin
    private DenseOptions denseOptions;

    @Mixin
    private RangeOptions rangeOptions;

    @Mixin
    private VideoStreamOption streamOption;

    @Option(names = "--fps", paramLabel = "F", description = "Take F frames a second: those nearest in time.")
    private Double fps;

    @Option(
            names = "--frames",
            paramLabel = "N",
            description = "Measure on the first N frames of each clip (default: ${DEFAULT-VALUE}; 0 for all).")
    private long frames = 300;

    @Option(
            names = "--baseline",
            paramLabel = "onnxruntime|nd4j",
            split = ",",
            description = "Frame-by-frame engines to compare with; the features of the first are taken for true"
                    + " (default: onnxruntime,nd4j).")
    private List<Baseline> baselines;

    @Mixin
    private RivalOptions rivalOptions;

    @Mixin
    private CalibrateOnOption calibration;

    @Mixin
    private SweepOption sweepOption;

    @Option(names = "--threads", paramLabel = "N", description = "Threads of each engine (default: ${DEFAULT-VALUE}).")
    private int threads = 1;

    @Option(names = "--repeat", paramLabel = "N", description = "Passes over each clip (default: ${DEFAULT-VALUE}).")
    private int repeats = 1;

    @Option(
            names = "--warmup",
            paramLabel = "N",
            description = "Frames each engine runs before it is measured (default: ${DEFAULT-VALUE}).")
    private int warmup = 48;

    @Option(
            names = "--report",
            paramLabel = "DIR",
            description = "Write report.html, report.json, frames.csv and layers.csv to this folder, made if missing.")
    private String report;

    @Spec
    private CommandSpec spec;

    public CompareCommand(Session session) {
        super(session);
    }

    @Override
    int run() throws IOException {
        requirePositive("--threads", threads);
        requirePositive("--repeat", repeats);
        if (frames < 0 || warmup < 0) {
            throw new UsageException((frames < 0 ? "--frames" : "--warmup") + " must be 0 or more");
        }
        VideoOptions video = video();
        ExtractionModel model = modelOptions.open();
        requireOneLayer(model);
        DeltaSettings delta = deltaOptions.settings(origins(), model, denseOptions.dense());
        Setup setup = setup(delta);
        Optional<Path> folder = Optional.ofNullable(report).map(ReportFolder::open);
        List<Input> inputs = inputOptions.inputs(folder, session().in(), this::warn);
        calibration.requireNoneOf(inputs);
        List<ClipSource> clips = inputs.stream()
                .map(input -> new ClipSource(input.id(), input.location(), input.options(video)))
                .toList();
        Comparison comparison = measure(model, delta, setup, clips);
        ComparisonTable.lines(comparison).forEach(session().out()::println);
        comparison
                .clips()
                .forEach(clip -> say(Printable.line(
                        Standing.of(clip, comparison.setup().baselines().get(0)).sentence(clip.clip()))));
        if (folder.isPresent()) {
            Report.write(comparison, folder.get());
            say("report: " + folder.get().resolve("report.html"));
        }
        return ExitCode.OK;
    }

    private static void requireOneLayer(ExtractionModel model) {
        if (model.requested().size() > 1) {
            throw new UsageException("--layer: compare takes one; run it again for the other");
        }
    }

    private Comparison measure(ExtractionModel model, DeltaSettings delta, Setup setup, List<ClipSource> clips)
            throws IOException {
        ComparedNetwork network = modelOptions.compared(model);
        Map<OperatingPoint, Thresholds> thresholds = new LinkedHashMap<>();
        thresholds.put(setup.delta(), delta.thresholds().of(network.spiking(), model.preprocessing()));
        for (OperatingPoint point : setup.sweep()) {
            ThresholdOptions options = new ThresholdOptions(point.threshold(), point.pixelThreshold());
            thresholds.put(point, options.of(network.spiking(), model.preprocessing()));
        }
        session().interruption().onRequest(Thread.currentThread()::interrupt);
        try (Measurement measurement = new Measurement(
                        network,
                        setup,
                        baselines(),
                        thresholds,
                        new ComparedInt8(network, calibration, rivalOptions.areRivalsNamed(), this::say));
                Activity activity = new Activity(this)) {
            return measurement.run(
                    clips,
                    Machine.environment(Versions.libraries(), CommandText.of(spec)),
                    (clip, what, done) -> activity.is(clip + ": " + what + ", " + done + " frames"));
        }
    }

    private Setup setup(DeltaSettings delta) {
        return new Setup(
                OperatingPoint.of(delta.thresholds(), deltaOptions.profile(origins())),
                sweepOption.points(),
                delta.coding(),
                delta.refreshFrames(),
                delta.delegates(),
                baselines().stream().map(Baseline::engineName).toList(),
                rivalOptions.skips(),
                rivalOptions.rivals(),
                rivalOptions.peakLevel(),
                threads,
                warmup,
                BLOCK_FRAMES,
                repeats,
                frames == 0 ? Long.MAX_VALUE : frames);
    }

    private VideoOptions video() {
        VideoOptions video = streamOption.of(VideoOptions.DEFAULT.withRange(rangeOptions.range()));
        return fps == null
                ? video
                : video.withSampling(UsageException.unlessValid("--fps: ", () -> new Sampling.PerSecond(fps)));
    }

    private List<Baseline> baselines() {
        return baselines == null ? List.of(Baseline.values()) : List.copyOf(new LinkedHashSet<>(baselines));
    }

    private static void requirePositive(String option, int value) {
        if (value < 1) {
            throw new UsageException(option + " must be 1 or more, was " + value);
        }
    }
}
