package dev.frogeye.export.table;

import java.util.function.Consumer;

/** A sink that shows each row that another has written. */
final class WatchedSink implements FeatureSink {
    private final FeatureSink sink;
    private final Consumer<FeatureRow> watcher;

    WatchedSink(FeatureSink sink, Consumer<FeatureRow> watcher) {
        this.sink = sink;
        this.watcher = watcher;
    }

    @Override
    public void write(FeatureRow row) throws OutputException {
        sink.write(row);
        watcher.accept(row);
    }

    @Override
    public void commit() throws OutputException {
        sink.commit();
    }

    @Override
    public void close() throws OutputException {
        sink.close();
    }
}
