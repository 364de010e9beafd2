package dev.frogeye.comparison;

import java.util.Map;

/**
 * One frame.
 *
 * @param index within the clip
 * @param ptsMicros presentation time
 * @param key whether the delta engine computed it from nothing
 * @param handedOver whether it was ONNX Runtime that did; such a frame is a key frame, too
 * @param changeRatio share of the input that spiked; of a key frame, the share that is not zero; of one delegated, the
 *     share that moved
 * @param spikes of all tensors
 * @param operations of this frame
 * @param ms time of each engine, the median over all passes
 * @param distance of the delta engine's features to the reference's
 * @param error squared distance of the two, divided by the mean squared distance of the reference's features to their mean
 *     over the clip: its mean over all frames is {@code 1 - R2}; NaN where the clip does not vary
 * @param inputChange mean absolute difference of the image to the one before, in levels of 0 to 255; 0 for the first
 * @param neighbourCosine cosine of the reference's features of this frame and of the one before; NaN for the first
 */
public record FrameResult(
        long index,
        long ptsMicros,
        boolean key,
        boolean handedOver,
        double changeRatio,
        long spikes,
        Operations operations,
        Map<String, Double> ms,
        Distance distance,
        double error,
        double inputChange,
        double neighbourCosine) {}
