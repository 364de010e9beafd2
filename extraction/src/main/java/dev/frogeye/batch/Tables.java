package dev.frogeye.batch;

import dev.frogeye.export.VideoPool;
import dev.frogeye.export.table.FeatureRow;
import dev.frogeye.export.table.FeatureSink;
import dev.frogeye.export.table.FeatureTable;
import dev.frogeye.export.table.OverflowWatch;
import java.io.IOException;
import java.util.Optional;

/** The outputs of one video: the table of its frames and, where it is wanted, the one of its pooled vector. */
final class Tables {
    private final RunDirectory directory;
    private final RunConfiguration configuration;
    private final Task task;
    private OverflowWatch overflow; // null before the table of frames is open
    private VideoPool pool; // null where none is wanted, and before the table of frames is open

    Tables(RunDirectory directory, RunConfiguration configuration, Task task) {
        this.directory = directory;
        this.configuration = configuration;
        this.task = task;
    }

    /** Opens the table of frames. */
    FeatureSink open(FeatureTable frames) throws IOException {
        FeatureTable table = frames.as(configuration.elements());
        overflow = new OverflowWatch(table);
        FeatureSink sink = configuration.format().open(directory.pending(task.output()), table);
        pool = configuration
                .videoPooling()
                .map(pooling -> new VideoPool(
                        pooling,
                        configuration.settings().normalization(),
                        task.input().id(),
                        table))
                .orElse(null);
        return sink.watchedBy(this::add);
    }

    /** Takes note of a frame that was written. */
    private void add(FeatureRow row) {
        overflow.see(row);
        if (pool != null) {
            pool.add(row);
        }
    }

    /** What is wrong with what was written, though it was; empty where nothing is. */
    Optional<String> warning() {
        return overflow == null ? Optional.empty() : overflow.warning();
    }

    /** Writes the table of the pooled vector. */
    void commitPooled() throws IOException {
        if (pool != null) {
            try (FeatureSink sink = configuration.format().open(directory.pending(task.pooledOutput()), pool.table())) {
                sink.write(pool.row());
                sink.commit();
            }
        }
    }
}
