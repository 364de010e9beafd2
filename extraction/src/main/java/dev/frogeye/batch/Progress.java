package dev.frogeye.batch;

import java.util.List;
import java.util.OptionalDouble;

/**
 * How far a run has come, all counts from its beginning.
 *
 * @param files videos of the run
 * @param done videos that are over, however they ended
 * @param failed those of them without an output
 * @param skipped those of them that an earlier run had done
 * @param running ids of the videos being extracted
 * @param frames rows written, of videos being extracted too
 * @param mediaSeconds time that these rows span in their videos
 * @param macs multiply-adds done
 * @param macsDense multiply-adds of the frame-by-frame network
 * @param seconds wall-clock time since the run began
 * @param secondsLeft estimate of what is still to come, empty while there is nothing to base it on
 */
public record Progress(
        int files,
        int done,
        int failed,
        int skipped,
        List<String> running,
        long frames,
        double mediaSeconds,
        long macs,
        long macsDense,
        double seconds,
        OptionalDouble secondsLeft) {
    public Progress {
        running = List.copyOf(running);
    }

    /** The multiply-adds done as a share of the frame-by-frame network's, 0 where there are none. */
    public double macShare() {
        return macsDense == 0 ? 0 : (double) macs / macsDense;
    }
}
