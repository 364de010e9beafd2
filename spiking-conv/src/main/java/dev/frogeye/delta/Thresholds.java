package dev.frogeye.delta;

import dev.frogeye.model.Tensor;
import java.util.HashMap;
import java.util.Map;

/**
 * The smallest changes that are sent.
 *
 * @param pixel one a channel of the input, in preprocessed units
 * @param byTensor absolute thresholds by tensor name; a tensor without one sends every change
 */
public record Thresholds(float[] pixel, Map<String, Float> byTensor) {
    /**
     * Default {@code alpha} of {@link #relative}: InceptionV3's mean cosine to the dense features is .991 on the worst of
     * six clips; with 0.07 it is .990, with 0.1 below that.
     */
    public static final double DEFAULT_RELATIVE = 0.06;

    /** Default pixel threshold in levels of 0 to 255. On dim scenes 4 loses detail and saves no more work than 2. */
    public static final double DEFAULT_PIXEL_LEVELS = 2;

    public Thresholds {
        pixel = pixel.clone();
        byTensor = Map.copyOf(byTensor);
    }

    /** Sends every change: the features equal the frame-by-frame network's up to float rounding. */
    public static Thresholds exact(int channels) {
        return new Thresholds(new float[channels], Map.of());
    }

    /**
     * Thresholds of {@code alpha} times each tensor's scale.
     *
     * @param pixel one a channel of the input, in preprocessed units
     */
    public static Thresholds relative(double alpha, TensorScales scales, float[] pixel) {
        if (!(alpha >= 0) || Double.isInfinite(alpha)) {
            throw new IllegalArgumentException("threshold must be 0 or more, was " + alpha);
        }
        Map<String, Float> byTensor = new HashMap<>();
        scales.rms().forEach((tensor, rms) -> byTensor.put(tensor, (float) (alpha * rms)));
        return new Thresholds(pixel, byTensor);
    }

    /** Whether every change is sent. */
    public boolean isExact() {
        for (float threshold : pixel) {
            if (threshold != 0) {
                return false;
            }
        }
        return byTensor.values().stream().allMatch(threshold -> threshold == 0);
    }

    float of(Tensor tensor) {
        return byTensor.getOrDefault(tensor.name(), 0f);
    }
}
