package dev.frogeye.batch;

import dev.frogeye.export.table.OutputException;
import dev.frogeye.extraction.Attempt;
import dev.frogeye.extraction.Status;
import dev.frogeye.extraction.Summary;
import dev.frogeye.extraction.VideoJob;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Extracts the videos of a plan, several side by side, and records every attempt. A broken video does not stop the
 * others; what would break every one of them, such as a full disk, does.
 */
public final class BatchRunner {
    private static final System.Logger LOGGER = System.getLogger(BatchRunner.class.getName());

    /** Sees attempts as they end, one at a time. */
    @FunctionalInterface
    public interface Listener {
        /** An attempt is over and on record. */
        void finished(Task task, Attempt attempt);
    }

    private final RunDirectory directory;
    private final RunConfiguration configuration;
    private final boolean failFast;
    private final Listener listener;
    private final List<Task> skipped;
    private final Iterator<Task> waiting;
    private final RunProgress progress;
    private Outcome outcome = Outcome.NONE;

    /**
     * A run that has not begun.
     *
     * @param failFast begin no other video once one has failed
     */
    public BatchRunner(
            RunDirectory directory, RunConfiguration configuration, Plan plan, boolean failFast, Listener listener) {
        this.directory = directory;
        this.configuration = configuration;
        this.failFast = failFast;
        this.listener = listener;
        skipped = plan.tasks(Task.Decision.SKIP);
        waiting = plan.tasks(Task.Decision.EXTRACT).iterator();
        progress = new RunProgress(plan.tasks());
    }

    /**
     * Runs to the end of the plan.
     *
     * @param jobs videos side by side
     * @param job makes what extracts, once for each of them
     * @throws IOException if nothing can be written any more
     * @throws CancellationException if the calling thread is interrupted; no unfinished table is left
     */
    public Outcome run(int jobs, Supplier<VideoJob> job) throws IOException {
        for (Task task : skipped) {
            finish(task, skipped(task));
        }
        ExecutorService workers = Executors.newFixedThreadPool(jobs);
        try {
            CompletionService<Outcome> ends = new ExecutorCompletionService<>(workers);
            for (int i = 0; i < jobs; i++) {
                ends.submit(() -> work(job));
            }
            for (int i = 0; i < jobs; i++) {
                ends.take().get();
            }
            return outcome();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted");
        } catch (ExecutionException e) {
            throw unwrapped(e);
        } finally {
            workers.shutdownNow();
            awaitEnd(workers);
        }
    }

    /** How far the run has come; may be asked for at any time by any thread. */
    public Progress progress() {
        return progress.now();
    }

    private Outcome work(Supplier<VideoJob> jobs) throws IOException {
        VideoJob job = null;
        for (Task task = next(); task != null; task = next()) {
            if (job == null) {
                job = jobs.get();
            }
            directory.begin(task.input());
            finish(task, extract(job, task));
        }
        return outcome();
    }

    private synchronized Task next() {
        boolean isOver = failFast && outcome.failed() > 0;
        return isOver || !waiting.hasNext() ? null : waiting.next();
    }

    private Attempt extract(VideoJob job, Task task) throws IOException {
        RunProgress.Video video = progress.started(task);
        Tables tables = new Tables(directory, configuration, task);
        try {
            Attempt attempt = job.run(
                    task.input().id(),
                    task.input().location(),
                    task.options(),
                    table -> {
                        video.expect(table);
                        return tables.open(table);
                    },
                    video::add);
            if (attempt.status() != Status.FAILED) {
                tables.commitPooled();
                return tables.warning().map(warning -> warned(attempt, warning)).orElse(attempt);
            }
            return attempt;
        } catch (OutputException e) {
            if (e.isDiskFull()) {
                throw e;
            }
            if (Thread.currentThread().isInterrupted()) {
                throw new CancellationException("interrupted");
            }
            return failed(task, "output_error", e.getMessage(), e);
        } catch (CancellationException e) {
            throw e;
        } catch (RuntimeException e) {
            // A bug that one video of thousands brings to light must not cost the others.
            return failed(
                    task,
                    "internal_error",
                    "extracting " + task.input().location() + " failed: " + e + "; run it with -vv and report it",
                    e);
        } catch (OutOfMemoryError e) {
            return failed(
                    task,
                    "out_of_memory",
                    task.input().location() + " needs more memory than Java may use; raise that with java -Xmx, or run"
                            + " fewer --jobs",
                    e);
        }
    }

    /** The same with more to say. */
    private static Attempt warned(Attempt attempt, String warning) {
        String said = attempt.videoId() + ": " + warning;
        return new Attempt(
                attempt.videoId(),
                attempt.path(),
                attempt.status(),
                attempt.errorCode(),
                attempt.message().isEmpty() ? said : attempt.message() + "; " + said,
                attempt.decodeErrors(),
                attempt.summary());
    }

    private static Attempt failed(Task task, String code, String message, Throwable cause) {
        LOGGER.log(System.Logger.Level.DEBUG, message, cause);
        return attempt(task, Status.FAILED, code, message);
    }

    private static Attempt attempt(Task task, Status status, String code, String message) {
        return new Attempt(
                task.input().id(), task.input().location().toString(), status, code, message, 0, Summary.NONE);
    }

    /** Says of a video that it was skipped, and again what came of it when it was not. */
    private static Attempt skipped(Task task) {
        return task.last()
                .map(StatusEntry::attempt)
                .map(last -> new Attempt(
                        task.input().id(),
                        task.input().location().toString(),
                        Status.SKIPPED,
                        "",
                        task.reason(),
                        last.decodeErrors(),
                        last.summary()))
                .orElseGet(() -> attempt(task, Status.SKIPPED, "", task.reason()));
    }

    private synchronized void finish(Task task, Attempt attempt) throws IOException {
        Attempt known = attempt.status() == Status.FAILED ? setAside(task, attempt) : attempt;
        long bytes = known.status() == Status.FAILED ? -1 : directory.size(task.output());
        directory.record(new StatusEntry(
                known, bytes < 0 ? "" : task.output(), bytes, task.config(), task.source(), Instant.now()));
        outcome = outcome.plus(known.status());
        progress.finished(task, known);
        listener.finished(task, known);
    }

    /** What an earlier run made of a video that fails now is of another file or configuration, and to be nobody's data. */
    private Attempt setAside(Task task, Attempt failed) throws IOException {
        List<String> files = new ArrayList<>(configuration.format().files(task.output()));
        if (!task.pooledOutput().isEmpty()) {
            files.addAll(configuration.format().files(task.pooledOutput()));
        }
        if (!directory.setAside(files)) {
            return failed;
        }
        return new Attempt(
                failed.videoId(),
                failed.path(),
                failed.status(),
                failed.errorCode(),
                failed.message() + "; its earlier table is now in " + RunDirectory.EARLIER,
                failed.decodeErrors(),
                failed.summary());
    }

    private synchronized Outcome outcome() {
        return outcome;
    }

    private static IOException unwrapped(ExecutionException e) {
        Throwable cause = e.getCause();
        if (cause instanceof RuntimeException runtime) {
            throw runtime;
        }
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof IOException io ? io : new IOException(cause);
    }

    /** Workers stop at their next frame, and what they have not finished is removed by then. */
    private static void awaitEnd(ExecutorService workers) {
        boolean isInterrupted = false;
        boolean isEnded = false;
        while (!isEnded) {
            try {
                isEnded = workers.awaitTermination(1, TimeUnit.HOURS);
            } catch (InterruptedException e) {
                isInterrupted = true;
            }
        }
        if (isInterrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
