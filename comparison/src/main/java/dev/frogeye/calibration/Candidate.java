package dev.frogeye.calibration;

import dev.frogeye.delta.Thresholds;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Thresholds in units that compare: of pixels in levels of 0 to 255, of every gated tensor relative to its scale.
 * Immutable.
 */
final class Candidate {
    /** A gate whose threshold is so many times its tensor's scale is as good as closed; no threshold is larger. */
    private static final double CLOSED = 8;

    /** Nor is the pixel's threshold larger than this. */
    static final double MOST_LEVELS = 64;

    private final double pixelLevels;
    private final double[] relative;

    private Candidate(double pixelLevels, double[] relative) {
        this.pixelLevels = Math.min(MOST_LEVELS, pixelLevels);
        this.relative = relative;
        for (int i = 0; i < relative.length; i++) {
            relative[i] = Math.min(CLOSED, relative[i]);
        }
    }

    /** The same relative threshold for all of {@code gates} tensors. */
    static Candidate uniform(double pixelLevels, double alpha, int gates) {
        double[] relative = new double[gates];
        Arrays.fill(relative, alpha);
        return new Candidate(pixelLevels, relative);
    }

    double pixelLevels() {
        return pixelLevels;
    }

    /** Of a gate. */
    double relative(int gate) {
        return relative[gate];
    }

    /** The pixel's threshold and one for each gate. */
    int factors() {
        return 1 + relative.length;
    }

    /** Whether no gate's threshold can grow. */
    boolean isClosed() {
        return Arrays.stream(relative).allMatch(threshold -> threshold == CLOSED);
    }

    /** Every gate's threshold times a factor, the pixel's as it is. */
    Candidate scaled(double factor) {
        return new Candidate(
                pixelLevels, Arrays.stream(relative).map(r -> r * factor).toArray());
    }

    /**
     * Every threshold times its own factor.
     *
     * @param logs natural logarithms: the pixel's, then the gates'
     */
    Candidate moved(double[] logs) {
        double[] moved = new double[relative.length];
        for (int i = 0; i < moved.length; i++) {
            moved[i] = relative[i] * StrictMath.exp(logs[1 + i]);
        }
        return new Candidate(pixelLevels * StrictMath.exp(logs[0]), moved);
    }

    /**
     * As the network takes them.
     *
     * @param unit thresholds of one level and of each tensor's scale
     * @param gates names, in their order here
     */
    Thresholds thresholds(Thresholds unit, List<String> gates) {
        float[] pixel = unit.pixel().clone();
        for (int channel = 0; channel < pixel.length; channel++) {
            pixel[channel] *= (float) pixelLevels;
        }
        Map<String, Float> byTensor = new HashMap<>();
        for (int i = 0; i < relative.length; i++) {
            float scale = unit.byTensor().getOrDefault(gates.get(i), 0f);
            byTensor.put(gates.get(i), (float) (relative[i] * scale));
        }
        return new Thresholds(pixel, byTensor);
    }
}
