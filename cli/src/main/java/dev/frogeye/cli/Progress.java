package dev.frogeye.cli;

import dev.frogeye.export.FeatureRow;
import java.util.Locale;
import java.util.function.Consumer;

/** Says every ten seconds how far a long video has come, and ends the extraction when the user interrupts it. */
final class Progress implements Consumer<FeatureRow> {
    private static final long INTERVAL_NANOS = 10_000_000_000L;

    private final String videoId;
    private final Consumer<String> say;
    private final Interruption interruption;
    private long since = System.nanoTime();
    private long frames;
    private long macs;
    private long macsDense;

    Progress(String videoId, Consumer<String> say, Interruption interruption) {
        this.videoId = videoId;
        this.say = say;
        this.interruption = interruption;
    }

    @Override
    public void accept(FeatureRow row) {
        interruption.check();
        frames++;
        macs += row.macs();
        macsDense += row.macsDense();
        long now = System.nanoTime();
        if (now - since >= INTERVAL_NANOS) {
            report(row, (now - since) / 1e9);
            since = now;
            frames = 0;
            macs = 0;
            macsDense = 0;
        }
    }

    private void report(FeatureRow row, double seconds) {
        say.accept(String.format(
                Locale.ROOT,
                "%s: frame %d at %.1f s, %.1f frames/s, %.1f %% of the frame-by-frame multiply-adds",
                videoId,
                row.frameIndex(),
                row.timestampSeconds(),
                frames / seconds,
                macsDense == 0 ? 0 : 100.0 * macs / macsDense));
    }
}
