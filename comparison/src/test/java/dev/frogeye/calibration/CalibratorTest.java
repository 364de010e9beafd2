package dev.frogeye.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.frogeye.delta.Coding;
import dev.frogeye.delta.DeltaModel;
import dev.frogeye.delta.TensorScales;
import dev.frogeye.delta.Thresholds;
import dev.frogeye.export.table.Pooling;
import dev.frogeye.extraction.Profile;
import dev.frogeye.ingest.Preprocessing;
import dev.frogeye.model.Graph;
import dev.frogeye.model.builtin.Builtin;
import dev.frogeye.model.onnx.OnnxBuilder;
import dev.frogeye.model.onnx.OnnxImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CalibratorTest {
    private static final int SIDE = 20;
    private static final int FRAMES = 16;
    private static final Preprocessing PREPROCESSING =
            Preprocessing.parse("imagenet").forInputSize(SIDE, SIDE);
    private static final Consumer<CalibrationProgress> NOBODY = progress -> {};

    @TempDir
    Path folder;

    @Test
    void keepsTheBoundWithLessWorkThanTheBestSingleThreshold() throws Exception {
        for (double maxError : new double[] {0.02, 0.05, 0.15}) {
            Profile profile = calibrate(task(unequal(), maxError, 1), 2);

            assertThat(profile.operatingPoint().relativeL2()).isLessThanOrEqualTo(maxError);
            assertThat(profile.global().relativeL2()).isLessThanOrEqualTo(maxError);
            assertThat(profile.operatingPoint().macsPerFrame())
                    .isLessThan(0.9 * profile.global().macsPerFrame());
        }
    }

    @Test
    void whatTheProfileTellsIsWhatItsThresholdsDo() throws Exception {
        CalibrationTask task = task(unequal(), 0.05, 1);

        Profile profile = calibrate(task, 2);

        Evaluation evaluation = new Runner(task).run(profile.of(task.model(), PREPROCESSING));
        assertThat(profile.operatingPoint().relativeL2()).isEqualTo(evaluation.relativeL2());
        assertThat(profile.operatingPoint().macsPerFrame() * FRAMES).isEqualTo(evaluation.macs());
    }

    @Test
    void raisesTheThresholdOfWhatIsDearAndHardlyFelt() throws Exception {
        CalibrationTask task = task(unequal(), 0.05, 1);

        Profile profile = calibrate(task, 2);

        double dear = profile.thresholds().get("dear") / task.unit().byTensor().get("dear");
        double felt = profile.thresholds().get("felt") / task.unit().byTensor().get("felt");
        assertThat(dear).isGreaterThan(2 * felt);
    }

    @Test
    void twoThreadsFindWhatOneFindsAndTheSeedDecides() throws Exception {
        Profile one = calibrate(task(unequal(), 0.05, 1), 1);

        assertThat(calibrate(task(unequal(), 0.05, 1), 2)).isEqualTo(one);
        assertThat(calibrate(task(unequal(), 0.05, 2), 2).seed()).isEqualTo(2);
    }

    @Test
    void goesOnWhereItWasCutOffAndFindsTheSame() throws Exception {
        CalibrationTask task = task(unequal(), 0.05, 1);
        List<CalibrationProgress> all = new ArrayList<>();
        Profile whole =
                Calibrator.run(task, folder.resolve("whole"), 1, all::add).profile("m", PREPROCESSING, FRAMES);
        Path journal = folder.resolve("journal");

        int measured = 0;
        for (int stop = 1; stop < all.size(); stop += 5) {
            int last = stop;
            Consumer<CalibrationProgress> killer = progress -> {
                if (progress.runs() == last) {
                    throw new CancellationException("killed");
                }
            };
            assertThatThrownBy(() -> Calibrator.run(task, journal, 1, killer))
                    .isInstanceOf(CancellationException.class);
            // As a kill in the middle of a line leaves it.
            Files.writeString(journal, Files.readString(journal) + "{\"thresholds\":\"12");
            assertThat(Files.readAllLines(journal).size()).isGreaterThan(measured);
            measured = Files.readAllLines(journal).size();
        }

        assertThat(Calibrator.run(task, journal, 2, NOBODY).profile("m", PREPROCESSING, FRAMES))
                .isEqualTo(whole);
        assertThat(journal).doesNotExist();
    }

    @Test
    void whatWasMeasuredIsNotMeasuredAgain() throws Exception {
        CalibrationTask task = task(unequal(), 0.05, 1);
        Path journal = folder.resolve("journal");
        try (Journal known = Journal.open(journal, task.hash())) {
            Thresholds exact = Candidate.uniform(0, 0, task.gates().size()).thresholds(task.unit(), task.gates());
            known.add(new Trials(task, known, null, NOBODY).hash(exact), new Evaluation(0.5, 0.5, 42, 0));
        }

        try (Journal known = Journal.open(journal, task.hash())) {
            Evaluation evaluation = new Trials(task, known, null, NOBODY)
                    .measure(Candidate.uniform(0, 0, task.gates().size()));
            assertThat(evaluation).isEqualTo(new Evaluation(0.5, 0.5, 42, 0));
        }
    }

    @Test
    void theJournalOfAnotherSearchIsNotUsed() throws Exception {
        Path journal = folder.resolve("journal");
        try (Journal other = Journal.open(journal, task(unequal(), 0.05, 2).hash())) {
            other.add("thresholds", new Evaluation(0, 1, 1, 1));
        }

        try (Journal mine = Journal.open(journal, task(unequal(), 0.05, 1).hash())) {
            assertThat(mine.size()).isZero();
        }
        assertThat(Files.readAllLines(journal)).hasSize(1);
    }

    @Test
    void everythingThatDecidesTheResultTellsSearchesApart() {
        Graph graph = unequal();
        CalibrationTask task = task(graph, 0.05, 1);

        assertThat(List.of(
                        task.hash(),
                        task(graph, 0.06, 1).hash(),
                        task(graph, 0.05, 2).hash(),
                        task(graph, 0.05, 1, "other").hash()))
                .doesNotHaveDuplicates();
        assertThat(task(graph, 0.05, 1).hash()).isEqualTo(task.hash());
    }

    @Test
    void aJournalThatCannotBeWrittenIsAnErrorOfInputAndOutput() {
        assertThatThrownBy(() -> Calibrator.run(
                        task(unequal(), 0.05, 1), folder.resolve("missing").resolve("journal"), 1, NOBODY))
                .isInstanceOf(IOException.class);
    }

    @Test
    void anErrorOfZeroSendsEveryChange() throws Exception {
        Profile profile = calibrate(task(unequal(), 0, 1), 1);

        assertThat(profile.pixelLevels()).isZero();
        assertThat(profile.thresholds().values()).isNotEmpty().allMatch(threshold -> threshold == 0);
        assertThat(profile.operatingPoint().relativeL2()).isLessThan(1e-5);
    }

    @Test
    void anErrorBelowFloatRoundingIsOutOfReach() {
        CalibrationTask task = task(unequal(), 1e-9, 1);
        CalibrationClip clip = task.clips().get(0);
        // As another engine's exact features differ from this one's.
        clip.features().forEach(vectors -> vectors.get(0)[0] *= 1.0001f);

        assertThatThrownBy(() -> calibrate(task, 2))
                .isInstanceOf(CalibrationException.class)
                .hasMessageContaining("1.0E-9 is out of reach")
                .hasMessageContaining("ask for more")
                .message()
                .hasLineCount(1);
    }

    @Test
    void anErrorThatNothingExceedsClosesAllGates() throws Exception {
        Profile profile = calibrate(task(unequal(), 100, 1), 2);

        assertThat(profile.operatingPoint().relativeL2()).isLessThan(100);
        assertThat(profile.thresholds().values()).allMatch(Float::isFinite);
    }

    @Test
    void tellsHowFarItIs() throws Exception {
        List<CalibrationProgress> progress = new ArrayList<>();

        Calibration calibration = Calibrator.run(task(unequal(), 0.05, 1), folder.resolve("j"), 2, progress::add);

        assertThat(progress)
                .extracting(CalibrationProgress::runs)
                .doesNotHaveDuplicates()
                .isSorted();
        assertThat(progress).allMatch(p -> p.runs() <= p.expectedRuns());
        CalibrationProgress last = progress.get(progress.size() - 1);
        assertThat(last.relativeL2()).isLessThanOrEqualTo(0.05);
        Profile profile = calibration.profile("m", PREPROCESSING, FRAMES);
        assertThat(last.macsPerFrame())
                .isLessThanOrEqualTo(profile.operatingPoint().macsPerFrame());
    }

    @Test
    void stopsWhenItIsInterruptedAndKeepsTheJournal() throws Exception {
        Path journal = folder.resolve("journal");
        Thread caller = Thread.currentThread();

        assertThatThrownBy(() -> Calibrator.run(task(unequal(), 0.05, 1), journal, 2, progress -> {
                    if (progress.runs() == 5) {
                        caller.interrupt();
                    }
                }))
                .isInstanceOf(InterruptedException.class);

        assertThat(journal).isNotEmptyFile();
    }

    @Test
    void calibratesTheBuiltInNetwork() throws Exception {
        Graph graph = OnnxImporter.read(Builtin.model("gabor"));

        Profile profile = calibrate(task(graph, 0.05, 1), 2);

        assertThat(profile.operatingPoint().relativeL2()).isBetween(0.0, 0.05);
        assertThat(profile.operatingPoint().macsPerFrame())
                .isLessThanOrEqualTo(profile.global().macsPerFrame());
        profile.requireFits(graph, "sha", PREPROCESSING);
    }

    private Profile calibrate(CalibrationTask task, int threads) throws Exception {
        return Calibrator.run(task, folder.resolve("journal"), threads, NOBODY).profile("m", PREPROCESSING, FRAMES);
    }

    private static CalibrationTask task(Graph graph, double maxError, long seed) {
        return task(graph, maxError, seed, "clip");
    }

    private static CalibrationTask task(Graph graph, double maxError, long seed, String clipHash) {
        DeltaModel model = DeltaModel.of(graph);
        List<float[]> frames =
                graph.input().shape().width() > SIDE ? frames(graph).subList(0, 4) : frames(graph);
        List<Pooling> poolings = List.of(Pooling.of(graph.outputs().get(0), Optional.of(new Pooling.None())));
        TensorScales scales = model.measureScales(frames.get(0));
        Thresholds exact = Thresholds.exact(3);
        CalibrationClip clip =
                CalibrationClip.of("clip", clipHash, frames, model.network(graph.outputs(), exact), poolings);
        return new CalibrationTask(
                model,
                "sha",
                graph.outputs(),
                poolings,
                Thresholds.relative(1, scales, PREPROCESSING.levelScale()),
                Coding.GRADED,
                6,
                List.of(clip),
                maxError,
                seed);
    }

    /** A blob that moves over a noisy background. */
    private static List<float[]> frames(Graph graph) {
        int width = graph.input().shape().width();
        int height = graph.input().shape().height();
        Random random = new Random(7);
        float[] background = new float[width * height * 3];
        for (int i = 0; i < background.length; i++) {
            background[i] = (float) random.nextGaussian();
        }
        List<float[]> frames = new ArrayList<>();
        for (int t = 0; t < FRAMES; t++) {
            float[] frame = background.clone();
            for (int i = 0; i < frame.length; i++) {
                int x = i / 3 % width;
                int y = i / 3 / width;
                double dx = x - width * (0.2 + 0.6 * t / FRAMES);
                double dy = y - height * 0.5;
                frame[i] +=
                        (float) (2 * Math.exp(-(dx * dx + dy * dy) / width)) + 0.02f * (float) random.nextGaussian();
            }
            frames.add(frame);
        }
        return frames;
    }

    /** Two branches: {@code dear} drives many outputs that are small, {@code felt} drives few that are large. */
    private static Graph unequal() {
        Random random = new Random(3);
        OnnxBuilder net = new OnnxBuilder("unequal", 13).input("x", 1, 3, SIDE, SIDE);
        conv(net, random, "x", "stem", 3, 8, 1);
        conv(net, random, "stem", "dear", 8, 16, 1);
        conv(net, random, "stem", "felt", 8, 4, 1);
        conv(net, random, "dear", "small", 16, 64, 0.02);
        conv(net, random, "felt", "large", 4, 6, 2);
        net.node("Concat", List.of("small", "large"), "features", Map.of("axis", 1));
        return OnnxImporter.read(net.output("features").build());
    }

    private static void conv(
            OnnxBuilder net, Random random, String from, String to, int inputs, int outputs, double gain) {
        float[] weights = new float[outputs * inputs * 9];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) (gain * random.nextGaussian() / Math.sqrt(4.5 * inputs));
        }
        net.weights(to + "_w", weights, outputs, inputs, 3, 3);
        long[] ones = {1, 1, 1, 1};
        net.node("Conv", List.of(from, to + "_w"), to + "_conv", Map.of("pads", ones, "kernel_shape", new long[] {3, 3
        }));
        net.node("Relu", List.of(to + "_conv"), to);
    }
}
