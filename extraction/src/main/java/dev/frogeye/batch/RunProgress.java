package dev.frogeye.batch;

import dev.frogeye.export.table.FeatureTable;
import dev.frogeye.extraction.Attempt;
import dev.frogeye.extraction.ExtractionSettings;
import dev.frogeye.extraction.Status;
import dev.frogeye.ingest.TimeRange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** Counts what the workers of a run do, and says how far it has come at any time. Thread-safe. */
final class RunProgress {
    private final long start = System.nanoTime();
    private final int files;
    /** Bytes of the videos to extract stand for the work they are. */
    private final long work;

    private final Map<Task, Video> running = new LinkedHashMap<>();
    private int done;
    private int failed;
    private int skipped;
    private long workDone;
    private long frames;
    private double mediaSeconds;
    private long macs;
    private long macsDense;

    /** One video being extracted. */
    final class Video {
        private final long work;
        private double seconds;
        private double duration;
        private long firstMicros = Long.MIN_VALUE;
        private long lastMicros;

        private final boolean isWhole;

        private Video(Task task) {
            work = work(task);
            isWhole = task.options().range().equals(TimeRange.ALL);
        }

        /** Its table is about to be opened, and says how long the video is. */
        void expect(FeatureTable table) {
            String declared = table.metadata().get(ExtractionSettings.VIDEO_DURATION);
            synchronized (RunProgress.this) {
                // How much of the work a part of a video is cannot be told before it is over.
                duration = declared == null || !isWhole ? 0 : Double.parseDouble(declared);
            }
        }

        /** One more row. */
        void add(long ptsMicros, long frameMacs, long frameMacsDense) {
            synchronized (RunProgress.this) {
                if (firstMicros == Long.MIN_VALUE) {
                    firstMicros = ptsMicros;
                    lastMicros = ptsMicros;
                }
                double passed = Math.max(0, ptsMicros - lastMicros) / 1e6;
                lastMicros = ptsMicros;
                seconds += passed;
                mediaSeconds += passed;
                frames++;
                macs += frameMacs;
                macsDense += frameMacsDense;
            }
        }

        private double share() {
            return duration > 0 ? Math.min(1, seconds / duration) : 0;
        }
    }

    RunProgress(List<Task> tasks) {
        files = tasks.size();
        work = tasks.stream()
                .filter(task -> task.decision() == Task.Decision.EXTRACT)
                .mapToLong(RunProgress::work)
                .sum();
    }

    /** At least 1, so that videos of unknown size count too. */
    private static long work(Task task) {
        return Math.max(1, task.source().bytes());
    }

    synchronized Video started(Task task) {
        Video video = new Video(task);
        running.put(task, video);
        return video;
    }

    synchronized void finished(Task task, Attempt attempt) {
        done++;
        if (running.remove(task) != null) {
            workDone += work(task);
        }
        failed += attempt.status() == Status.FAILED ? 1 : 0;
        skipped += attempt.status() == Status.SKIPPED ? 1 : 0;
    }

    synchronized Progress now() {
        double seconds = (System.nanoTime() - start) / 1e9;
        double finished = workDone;
        List<String> ids = new ArrayList<>();
        for (Map.Entry<Task, Video> entry : running.entrySet()) {
            ids.add(entry.getKey().input().id());
            finished += entry.getValue().share() * entry.getValue().work;
        }
        OptionalDouble left =
                finished > 0 ? OptionalDouble.of(seconds * (work - finished) / finished) : OptionalDouble.empty();
        return new Progress(files, done, failed, skipped, ids, frames, mediaSeconds, macs, macsDense, seconds, left);
    }
}
