package dev.frogeye.batch;

import dev.frogeye.extraction.Status;
import dev.frogeye.ingest.VideoLocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a run is to do with each of its videos, given what earlier runs did. Planning reads the run's folder and changes
 * nothing.
 */
public final class Plan {
    private static final String POOLED = "_videos/";

    /** What to do with a table that is there. */
    public enum OnExist {
        /** Keep it where the video, and what is made of it, are the same as then; else replace it. */
        SKIP,
        /** Replace it. */
        OVERWRITE,
        /** Do not start. */
        ERROR
    }

    /**
     * How to plan.
     *
     * @param retryFailed leave alone what was never attempted, and do again only what an earlier run did not finish well
     * @param shard this machine's part
     */
    public record Policy(OnExist onExist, boolean retryFailed, Shard shard) {
        /** Everything that is not done. */
        public static final Policy DEFAULT = new Policy(OnExist.SKIP, false, Shard.WHOLE);

        /** Whether a video is in this machine's part. */
        public boolean holds(Input input) {
            return shard.holds(input.id());
        }
    }

    private final List<Task> tasks;

    private Plan(List<Task> tasks) {
        this.tasks = List.copyOf(tasks);
    }

    /**
     * Plans a run.
     *
     * @param inputs all of the run, whichever the shard
     * @param folder need not exist
     */
    public static Plan of(List<Input> inputs, Path folder, RunConfiguration configuration, Policy policy)
            throws IOException {
        History history = StatusLog.read(folder);
        Planner planner = new Planner(folder, configuration, policy, history, RunDirectory.isUsed(folder));
        List<Task> tasks = new ArrayList<>();
        configuration
                .layout()
                .outputs(inputs, name -> history.owner(configuration.file(name)))
                .forEach((input, name) -> {
                    if (policy.holds(input)) {
                        tasks.add(planner.plan(input, name));
                    }
                });
        return new Plan(tasks);
    }

    /** The videos of this part of the run, in order. */
    public List<Task> tasks() {
        return tasks;
    }

    /** Those of them with this decision. */
    public List<Task> tasks(Task.Decision decision) {
        return tasks.stream().filter(task -> task.decision() == decision).toList();
    }

    private record Planner(
            Path folder, RunConfiguration configuration, Policy policy, History history, boolean isUsed) {
        private record Choice(Task.Decision decision, String reason) {}

        Task plan(Input input, String name) {
            String file = configuration.file(name);
            String pooled = configuration.videoPooling().isPresent() ? POOLED + file : "";
            String config = configuration.hash(input);
            SourceStamp source = SourceStamp.of(input.location());
            Choice choice = judge(input, file, pooled, config, source);
            return new Task(
                    input,
                    input.options(configuration.settings().video()),
                    file,
                    pooled,
                    config,
                    source,
                    history.last(input.id()),
                    choice.decision(),
                    choice.reason());
        }

        private Choice judge(Input input, String output, String pooled, String config, SourceStamp source) {
            StatusEntry last = history.last(input.id()).orElse(null);
            boolean exists = Files.exists(folder.resolve(output));
            if (policy.retryFailed() && (last == null || last.isOk())) {
                return skip(last == null ? "not attempted before" : "done");
            }
            if (policy.onExist() == OnExist.OVERWRITE) {
                return extract(exists ? "replaced as asked for" : Task.NEW);
            }
            if (exists && policy.onExist() == OnExist.ERROR) {
                return conflict(folder.resolve(output) + " is there already");
            }
            if (exists && !isUsed) {
                return conflict(folder.resolve(output) + " is not of an earlier run");
            }
            String owner = history.owner(output).orElse(input.id());
            if (exists && !owner.equals(input.id())) {
                return conflict(folder.resolve(output) + " holds the features of " + owner);
            }
            if (last == null) {
                return extract(exists ? "an earlier run ended before that was recorded" : Task.NEW);
            }
            boolean isSamePath = isSamePath(last.attempt().path(), input.location());
            // A video that was done and then deleted, or is on a drive that is not there now, is still done.
            boolean isGone = source.equals(SourceStamp.UNKNOWN) && input.location() instanceof VideoLocation.Local;
            boolean isSame = isSamePath && isGone
                    || last.source().equals(source) && (isSamePath || !source.equals(SourceStamp.UNKNOWN));
            if (exists && !isSame && !isSamePath) {
                return conflict(folder.resolve(output) + " holds the features of "
                        + last.attempt().path());
            }
            return judgeKnown(last, output, pooled, config, isSame);
        }

        private Choice judgeKnown(StatusEntry last, String output, String pooled, String config, boolean isSameSource) {
            Status status = last.attempt().status();
            if (status != Status.OK) {
                return extract("was " + status.id() + " before");
            }
            if (!last.config().equals(config)) {
                return extract("the configuration is another one now");
            }
            if (!isSameSource) {
                return extract("the video has changed since");
            }
            if (!last.output().equals(output) || size(output) != last.outputBytes()) {
                return extract("the table is gone or changed");
            }
            if (!isThere(output) || !pooled.isEmpty() && !isThere(pooled)) {
                return extract("a file that belongs to the table is gone");
            }
            return skip("done");
        }

        private boolean isThere(String table) {
            return configuration.format().files(table).stream()
                    .map(folder::resolve)
                    .allMatch(Files::exists);
        }

        private long size(String file) {
            try {
                return Files.size(folder.resolve(file));
            } catch (IOException e) {
                return -1;
            }
        }

        private static boolean isSamePath(String recorded, VideoLocation location) {
            return recorded.equals(location.toString())
                    || location instanceof VideoLocation.Local local
                            && Path.of(recorded)
                                    .toAbsolutePath()
                                    .normalize()
                                    .equals(local.path().toAbsolutePath().normalize());
        }

        private static Choice extract(String reason) {
            return new Choice(Task.Decision.EXTRACT, reason);
        }

        private static Choice skip(String reason) {
            return new Choice(Task.Decision.SKIP, reason);
        }

        private static Choice conflict(String reason) {
            return new Choice(Task.Decision.CONFLICT, reason);
        }
    }
}
