package dev.frogeye.cli;

import dev.frogeye.comparison.Baseline;
import dev.frogeye.comparison.ClipSource;
import dev.frogeye.comparison.ComparedNetwork;
import dev.frogeye.comparison.Comparison;
import dev.frogeye.comparison.Machine;
import dev.frogeye.comparison.Measurement;
import dev.frogeye.comparison.Setup;
import dev.frogeye.comparison.Setup.OperatingPoint;
import dev.frogeye.comparison.report.Report;
import dev.frogeye.ingest.Sampling;
import dev.frogeye.ingest.VideoOptions;
import dev.frogeye.pipeline.ThresholdOptions;
import dev.frogeye.spiking.Thresholds;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
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
final class CompareCommand extends FrogeyeSubcommand {
    /** About a second of InceptionV3: long against a change of engine, short against a machine's moods. */
    private static final int BLOCK_FRAMES = 16;

    @Mixin
    private InputOptions inputOptions;

    @Mixin
    private ModelOptions modelOptions;

    @Mixin
    private DeltaOptions deltaOptions;

    @Mixin
    private DenseOptions denseOptions;

    @Mixin
    private RangeOptions rangeOptions;

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

    @Option(
            names = "--skip",
            paramLabel = "N",
            split = ",",
            description = "Compare with running the first baseline on every N-th frame, too, and holding its features"
                    + " (default: 2,5,10).")
    private List<Integer> skips;

    @Option(
            names = "--sweep",
            paramLabel = "ALPHA[:LEVELS]",
            split = ",",
            arity = "0..1",
            fallbackValue = "0,0.02:1,0.04:2,0.06:2,0.1:3,0.2:4",
            description = "Measure at these thresholds, too: as --threshold, and after a colon as --pixel-threshold"
                    + " (without a list: ${FALLBACK-VALUE}).")
    private List<String> sweep;

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

    CompareCommand(Session session) {
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
        OpenModel model = OpenModel.read(modelOptions);
        requireOneLayer(model);
        DeltaSettings delta = deltaOptions.settings(origins(), model, denseOptions.dense());
        Setup setup = setup(delta);
        Optional<Path> folder = Optional.ofNullable(report).map(ReportFolder::open);
        List<ClipSource> clips = inputOptions.inputs(folder, session().in(), this::warn).stream()
                .map(input -> new ClipSource(input.id(), input.location(), input.options(video)))
                .toList();
        Comparison comparison = measure(model, delta, setup, clips);
        ComparisonTable.lines(comparison).forEach(session().out()::println);
        if (folder.isPresent()) {
            Report.write(comparison, folder.get());
            say("report: " + folder.get().resolve("report.html"));
        }
        return ExitCode.OK;
    }

    private static void requireOneLayer(OpenModel model) {
        if (model.taps().size() > 1) {
            throw new UsageException("--layer: compare takes one; run it again for the other");
        }
    }

    private Comparison measure(OpenModel model, DeltaSettings delta, Setup setup, List<ClipSource> clips)
            throws IOException {
        ComparedNetwork network = model.compared(modelOptions);
        Map<OperatingPoint, Thresholds> thresholds = new LinkedHashMap<>();
        thresholds.put(setup.delta(), delta.thresholds().of(network.spiking(), model.preprocessing()));
        for (OperatingPoint point : setup.sweep()) {
            ThresholdOptions options = new ThresholdOptions(point.threshold(), point.pixelThreshold());
            thresholds.put(point, options.of(network.spiking(), model.preprocessing()));
        }
        session().interruption().onRequest(Thread.currentThread()::interrupt);
        try (Measurement measurement = new Measurement(network, setup, baselines(), thresholds);
                Activity activity = new Activity(this)) {
            return measurement.run(
                    clips,
                    Machine.environment(Versions.libraries(), CommandText.of(spec)),
                    (clip, what, done) -> activity.is(clip + ": " + what + ", " + done + " frames"));
        }
    }

    private Setup setup(DeltaSettings delta) {
        return new Setup(
                delta.point(),
                sweepPoints(),
                delta.coding(),
                delta.refresh(),
                delta.handsOver(),
                baselines().stream().map(Baseline::engineName).toList(),
                skips(),
                List.of(),
                OptionalDouble.empty(),
                threads,
                warmup,
                BLOCK_FRAMES,
                repeats,
                frames == 0 ? Long.MAX_VALUE : frames);
    }

    private VideoOptions video() {
        VideoOptions video = VideoOptions.DEFAULT.withRange(rangeOptions.range());
        return fps == null
                ? video
                : video.withSampling(UsageException.unlessValid("--fps: ", () -> new Sampling.PerSecond(fps)));
    }

    private List<Baseline> baselines() {
        return baselines == null ? List.of(Baseline.values()) : List.copyOf(new LinkedHashSet<>(baselines));
    }

    private List<Integer> skips() {
        List<Integer> distances = skips == null ? List.of(2, 5, 10) : List.copyOf(new LinkedHashSet<>(skips));
        distances.forEach(distance -> {
            if (distance < 2) {
                throw new UsageException("--skip must be 2 or more, was " + distance);
            }
        });
        return distances;
    }

    private List<OperatingPoint> sweepPoints() {
        if (sweep == null) {
            return List.of();
        }
        return sweep.stream()
                .map(text -> UsageException.unlessValid("--sweep: ", () -> DeltaSettings.point(parse(text.strip()))))
                .distinct()
                .toList();
    }

    /** Reads {@code ALPHA} or {@code ALPHA:LEVELS}. */
    private static ThresholdOptions parse(String text) {
        String[] parts = text.split(":", -1);
        try {
            return switch (parts.length) {
                case 1 -> ThresholdOptions.relative(Double.parseDouble(parts[0]));
                case 2 -> new ThresholdOptions(Double.parseDouble(parts[0]), Double.parseDouble(parts[1]));
                default -> throw new IllegalArgumentException("'" + text + "' is not ALPHA or ALPHA:LEVELS");
            };
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "' is not ALPHA or ALPHA:LEVELS, such as 0.06:2", e);
        }
    }

    private static void requirePositive(String option, int value) {
        if (value < 1) {
            throw new UsageException(option + " must be 1 or more, was " + value);
        }
    }
}
