package dev.frogeye.live;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How a stream is doing.
 *
 * @param source what is watched, without credentials
 * @param connection whether frames are coming
 * @param uptimeMillis since the command started
 * @param frames counts since then
 * @param rates frames a second, over the last few seconds
 * @param latency from capture to feature, over the last few seconds
 * @param cost of the frames of the last few seconds
 * @param layers input first, in the order of running
 * @param threshold relative threshold of the layers
 * @param pixelThreshold threshold of the pixels in levels, 0 to 255
 * @param driftCosine cosine between these features and those of the same frame computed from nothing, as last measured
 * @param memory of this process
 * @param lastError what last went wrong, one line, without credentials
 */
public record LiveStatus(
        String source,
        Connection connection,
        long uptimeMillis,
        Frames frames,
        Rates rates,
        Latency latency,
        Cost cost,
        List<Layer> layers,
        float threshold,
        float pixelThreshold,
        OptionalDouble driftCosine,
        Memory memory,
        Optional<String> lastError) {
    public LiveStatus {
        layers = List.copyOf(layers);
    }

    /** Whether frames are coming. */
    public enum Connection {
        CONNECTING,
        LIVE,
        RECONNECTING,
        ENDED,
        LOST
    }

    /**
     * Counts. {@code captured = processed + dropped + queued} at every moment.
     *
     * @param captured decoded
     * @param processed turned into features
     * @param dropped left out before the encoder, because a newer frame was there
     * @param queued waiting, or being worked on
     * @param emitted handed to the sinks
     * @param unwritten of those, lost because a sink could not keep up
     * @param reconnects how often the source was lost and found again
     */
    public record Frames(
            long captured, long processed, long dropped, long queued, long emitted, long unwritten, int reconnects) {}

    /** Frames a second. */
    public record Rates(double captured, double processed, double dropped) {}

    /** Milliseconds. */
    public record Latency(double p50, double p95, double p99) {}

    /**
     * Multiply-adds a frame.
     *
     * @param macs done
     * @param macsDense of the frame-by-frame network
     * @param changeRatio fraction of input values that changed
     */
    public record Cost(double macs, long macsDense, double changeRatio) {}

    /**
     * A layer or a gate.
     *
     * @param name of the layer or, for a gate, of its tensor
     * @param operator its kind
     * @param density of a gate and the input: the fraction of its values that spiked; of a layer: multiply-adds against the
     *     frame-by-frame layer's
     */
    public record Layer(String name, String operator, double density) {}

    /**
     * Bytes.
     *
     * @param heap in use
     * @param resident of the whole process, 0 where the system does not tell
     */
    public record Memory(long heap, long resident) {}
}
