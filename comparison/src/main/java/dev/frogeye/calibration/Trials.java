package dev.frogeye.calibration;

import dev.frogeye.delta.Thresholds;
import dev.frogeye.extraction.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;

/** Measures candidates, each once: what the journal knows is not measured again. Thread-safe. */
final class Trials {
    private final CalibrationTask task;
    private final List<String> gates;
    private final Runner runner;
    private final Journal journal;
    private final ExecutorService threads;
    private final Consumer<CalibrationProgress> listener;
    private final int frames;
    private int runs;
    private int expectedRuns;
    private Evaluation best;

    Trials(CalibrationTask task, Journal journal, ExecutorService threads, Consumer<CalibrationProgress> listener) {
        this.task = task;
        gates = task.gates();
        runner = new Runner(task);
        this.journal = journal;
        this.threads = threads;
        this.listener = listener;
        frames = task.frames();
    }

    /** Says that so many runs are to come. */
    synchronized void expect(int more) {
        expectedRuns = runs + more;
    }

    Evaluation measure(Candidate candidate) {
        Thresholds thresholds = candidate.thresholds(task.unit(), gates);
        String hash = hash(thresholds);
        try {
            Optional<Evaluation> known = journal.find(hash);
            Evaluation evaluation = known.isPresent() ? known.get() : runner.run(thresholds);
            if (known.isEmpty()) {
                journal.add(hash, evaluation);
            }
            report(evaluation);
            return evaluation;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private synchronized void report(Evaluation evaluation) {
        runs++;
        boolean isBetter = best == null || evaluation.macs() < best.macs();
        if (evaluation.relativeL2() <= task.maxError() && isBetter) {
            best = evaluation;
        }
        listener.accept(new CalibrationProgress(
                runs,
                Math.max(runs, expectedRuns),
                best == null ? Double.NaN : (double) best.macs() / frames,
                best == null ? Double.NaN : best.relativeL2()));
    }

    /** Does independent things, as many at a time as there are threads; results in the order of the items. */
    <T, R> List<R> forEach(List<T> items, Function<T, R> work) throws InterruptedException {
        List<Callable<R>> calls = new ArrayList<>();
        items.forEach(item -> calls.add(() -> work.apply(item)));
        List<R> results = new ArrayList<>();
        for (Future<R> future : threads.invokeAll(calls)) {
            results.add(result(future));
        }
        return results;
    }

    private static <R> R result(Future<R> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    /** What tells candidates apart: the thresholds the network gets, to the bit. */
    String hash(Thresholds thresholds) {
        Digest digest = new Digest();
        for (float pixel : thresholds.pixel()) {
            digest.add(pixel);
        }
        gates.forEach(gate -> digest.add(thresholds.byTensor().get(gate)));
        return digest.hex();
    }
}
