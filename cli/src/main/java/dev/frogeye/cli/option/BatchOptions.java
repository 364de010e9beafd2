package dev.frogeye.cli.option;

import dev.frogeye.batch.OutputLayout;
import dev.frogeye.batch.Plan;
import dev.frogeye.batch.Shard;
import dev.frogeye.cli.text.UsageException;
import picocli.CommandLine.Option;

/** How a run deals with many videos. */
public final class BatchOptions {
    @Option(
            names = "--layout",
            paramLabel = "mirror|flat|hash",
            description =
                    "Where tables go below DIR: in the folders of the inputs again, all in one, or spread by a hash"
                            + " (default: mirror).")
    private OutputLayout layout = OutputLayout.MIRROR;

    @Option(
            names = "--on-exist",
            paramLabel = "skip|overwrite|error",
            description = "What to do with a table that is there: keep it if it is whole and would come out the same,"
                    + " replace it, or do not start (default: skip).")
    private Plan.OnExist onExist = Plan.OnExist.SKIP;

    @Option(
            names = "--retry-failed",
            description = "Take only videos that an earlier run attempted and did not finish with status ok.")
    private boolean retryFailed;

    @Option(
            names = "--shard",
            paramLabel = "I/N",
            description = "Take the I-th of N parts of the videos: for several machines that write to a shared folder.")
    private String shard;

    @Option(
            names = "--jobs",
            paramLabel = "N",
            description = "Extract N videos side by side (default: as many as there are processors for, and memory).")
    private Integer jobs;

    @Option(names = "--fail-fast", description = "Begin no other video once one has failed.")
    private boolean failFast;

    @Option(names = "--dry-run", description = "Print what would be done with each video, and do nothing.")
    private boolean dryRun;

    public OutputLayout layout() {
        return layout;
    }

    public Plan.Policy policy() {
        Shard part = shard == null ? Shard.WHOLE : UsageException.unlessValid("--shard: ", () -> Shard.parse(shard));
        return new Plan.Policy(onExist, retryFailed, part);
    }

    /** Whether nothing is asked for that needs the record of an earlier run. */
    public boolean isPlain() {
        return onExist == Plan.OnExist.SKIP && !retryFailed;
    }

    public boolean failFast() {
        return failFast;
    }

    public boolean dryRun() {
        return dryRun;
    }

    /**
     * How many videos to extract side by side.
     *
     * @param videos that there are
     * @param threads that an engine computes with
     * @param heapBytes that each takes of Java's memory
     */
    public int jobs(int videos, int threads, long heapBytes) {
        if (jobs != null && jobs < 1) {
            throw new UsageException("--jobs must be 1 or more, was " + jobs);
        }
        long fitting = Math.max(1, heapForJobs() / Math.max(1, heapBytes));
        if (jobs != null) {
            if (jobs > fitting) {
                throw new UsageException("--jobs " + jobs + " need about " + (jobs * heapBytes >> 20)
                        + " MiB of memory, there are " + (heapForJobs() >> 20) + "; take " + fitting
                        + ", or give Java more with FROGEYE_JAVA_OPTS=-Xmx...");
            }
            return Math.min(jobs, Math.max(1, videos));
        }
        int processors = Math.max(1, Runtime.getRuntime().availableProcessors() / threads);
        return (int) Math.max(1, Math.min(Math.min(processors, fitting), videos));
    }

    /** What is left of Java's memory beside what is in it now, the weights among it, and some air. */
    private static long heapForJobs() {
        Runtime runtime = Runtime.getRuntime();
        long used = runtime.totalMemory() - runtime.freeMemory();
        return (runtime.maxMemory() - used) * 4 / 5;
    }
}
