package dev.frogeye.hybrid;

import dev.frogeye.engine.FrameCost;
import dev.frogeye.model.Graph;
import dev.frogeye.model.Layer;

/**
 * How long a frame would take on one core, by what is counted of it: a clock would make features depend on the machine's
 * mood. Only the proportion of the two engines matters; {@code docs/designs/speed.md} has the measurements behind the
 * constants, {@code FrameTimes} of the benchmarks takes them anew.
 *
 * @param denseNanos a frame on ONNX Runtime
 * @param keyNanos about what a key frame of the delta network takes, before there was one
 * @param nanosPerOperation of the delta network besides multiply-adds. A pixel has a cost of its own, which its channels
 *     share: networks of few channels pay more an operation, and so do those of few multiply-adds a value.
 */
public record FrameTime(double denseNanos, double keyNanos, double nanosPerOperation) {
    private static final double NANOS_PER_MAC = 0.029;
    private static final double NANOS_PER_OPERATION = 0.15;
    private static final double NANOS_PER_PIXEL = 30;
    /** By values a multiply-add: where there is little to compute, state that has to come from memory is waited for. */
    private static final double NANOS_PER_IDLE_VALUE = 7;

    private static final double NANOS_PER_DENSE_MAC = 0.0095;
    private static final double NANOS_PER_DENSE_VALUE = 0.15;
    /** Behind a ReLU about half of all values are zero, and are skipped. */
    private static final double KEY_SHARE_OF_MACS = 0.5;
    /** A value is added up, activated and compared, but not all of them are. */
    private static final double KEY_OPERATIONS_PER_VALUE = 2;

    /** Of the frames of a network. */
    public static FrameTime of(Graph graph) {
        double values = graph.input().shape().size();
        double pixels = graph.input().shape().pixels();
        for (Layer layer : graph.layers()) {
            values += layer.output().shape().size();
            pixels += layer.output().shape().pixels();
        }
        double perOperation = NANOS_PER_OPERATION
                + NANOS_PER_PIXEL * pixels / values
                + NANOS_PER_IDLE_VALUE * values / Math.max(1, graph.macs());
        return new FrameTime(
                NANOS_PER_DENSE_MAC * graph.macs() + NANOS_PER_DENSE_VALUE * values,
                KEY_SHARE_OF_MACS * NANOS_PER_MAC * graph.macs() + KEY_OPERATIONS_PER_VALUE * perOperation * values,
                perOperation);
    }

    /** Nanoseconds of a frame that the delta network ran. */
    public double of(FrameCost delta) {
        return NANOS_PER_MAC * delta.macs() + nanosPerOperation * delta.overhead();
    }
}
