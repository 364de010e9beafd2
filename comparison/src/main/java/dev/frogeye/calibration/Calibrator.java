package dev.frogeye.calibration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * Finds a threshold for every gated tensor: the least work on some clips at an error that is no larger than asked for.
 *
 * <p>It starts from the best single threshold. Each round measures, by moving all thresholds up or down at once, what
 * each does to the error and to the work, moves them to where the last bit of error buys the same saving everywhere (the
 * optimum of O'Connor and Welling's error plus lambda times work, arXiv 1611.02024, by measured differences instead of
 * gradients), and scales the gates together until the error is what it may be. It ends when a round gains little.
 *
 * <p>The same task gives the same result whatever the number of threads, and whether or not it was cut off in between.
 */
public final class Calibrator {
    /** Part of the journal's name for a task: another method measures other candidates. */
    static final String METHOD = "screening-1";

    /** Frames of a clip that are enough: the error has stopped growing and refreshes have come around. */
    public static final int DEFAULT_FRAMES_PER_CLIP = 48;

    private static final int MOST_ROUNDS = 4;
    private static final double LEAST_GAIN = 0.02;
    /** Thresholds are moved up and down by a factor of 1.4: less drowns in chance, more is no longer local. */
    private static final double DISTANCE = 0.35;

    private static final List<Double> STEPS = List.of(0.3, 0.6, 1.0);
    private static final double PRIOR = 1;
    /** No threshold moves by more than this in one round, as a natural logarithm. */
    private static final double LARGEST_MOVE = 1.4;

    private final CalibrationTask task;
    private final int gates;
    private final Trials trials;
    private final ScaleSearch scales;

    private Calibrator(CalibrationTask task, Trials trials) {
        this.task = task;
        this.trials = trials;
        gates = task.gates().size();
        scales = new ScaleSearch(trials, task.maxError());
    }

    /**
     * Searches.
     *
     * @param journal file of what was measured, made and, at the end, deleted; one that an earlier search for the same
     *     task left is gone on with, any other is overwritten
     * @param threads how many runs there are at a time; each takes {@link
     *     dev.frogeye.delta.DeltaModel#networkBytes()} of memory
     * @param listener told after each run, from any thread but one at a time
     * @throws CalibrationException if no thresholds keep the bound
     * @throws IOException if the journal cannot be read or written
     * @throws InterruptedException if the calling thread is interrupted; the journal is kept
     */
    public static Calibration run(
            CalibrationTask task, Path journal, int threads, Consumer<CalibrationProgress> listener)
            throws CalibrationException, IOException, InterruptedException {
        Calibration calibration;
        try (Journal measured = Journal.open(journal, task.hash())) {
            ExecutorService pool = Executors.newFixedThreadPool(threads);
            try {
                calibration = new Calibrator(task, new Trials(task, measured, pool, listener)).search();
            } finally {
                pool.shutdownNow();
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        Files.delete(journal);
        return calibration;
    }

    private Calibration search() throws CalibrationException, InterruptedException {
        int factors = 1 + gates;
        int roundRuns = new ScreeningDesign(factors, new Random(0)).runs() + STEPS.size() * ScaleSearch.MOST_RUNS / 2;
        trials.expect(GlobalSearch.expectedRuns() + MOST_ROUNDS * roundRuns);
        Candidate exact = Candidate.uniform(0, 0, gates);
        if (task.maxError() == 0) {
            Measured zero = new Measured(exact, trials.measure(exact));
            return new Calibration(task, zero, zero);
        }
        Optional<Measured> single = new GlobalSearch(trials, scales, gates).best();
        if (single.isEmpty()) {
            throw new CalibrationException(unreachable(trials.measure(exact)));
        }
        Measured best = single.get();
        for (int round = 0; round < MOST_ROUNDS; round++) {
            trials.expect((MOST_ROUNDS - round) * roundRuns);
            Measured next = improve(best, new Random(task.seed() + round));
            double gain =
                    1 - (double) next.evaluation().macs() / best.evaluation().macs();
            best = next;
            if (gain < LEAST_GAIN) {
                break;
            }
        }
        return new Calibration(task, best, single.get());
    }

    private String unreachable(Evaluation exact) {
        return exact.relativeL2() > task.maxError()
                ? "an error of " + task.maxError() + " is out of reach: float rounding alone makes "
                        + exact.relativeL2() + "; ask for more"
                : "no threshold keeps the error at " + task.maxError() + "; ask for more, or for 0, which is exact";
    }

    /** One round: the best of several steps along the direction that pays, or where it was if none pays. */
    private Measured improve(Measured from, Random random) throws InterruptedException {
        double[] direction = Sensitivities.measure(trials, from.candidate(), DISTANCE, random)
                .direction(PRIOR);
        List<Candidate> candidates = new ArrayList<>();
        for (double step : STEPS) {
            double[] logs = new double[direction.length];
            for (int i = 0; i < logs.length; i++) {
                logs[i] = Math.max(-LARGEST_MOVE, Math.min(LARGEST_MOVE, step * direction[i]));
            }
            candidates.add(from.candidate().moved(logs));
        }
        Measured best = from;
        for (Optional<Measured> found : trials.forEach(candidates, scales::fit)) {
            if (found.isPresent() && found.get().doesLessThan(best)) {
                best = found.get();
            }
        }
        return best;
    }
}
