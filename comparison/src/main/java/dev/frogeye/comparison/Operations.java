package dev.frogeye.comparison;

/**
 * Counted operations. A multiply-add is one operation; overhead is what the delta engine does besides: subtract, compare,
 * accumulate, activate, pool.
 *
 * @param dense multiply-adds of the frame-by-frame network, taps on padding left out
 * @param zeroSkip those of them whose input is not zero: what skipping the zeros behind ReLU saves without any memory
 * @param delta multiply-adds that the delta engine did, key frames included
 * @param unit those of {@code delta} that need no multiplication, because the spike is a unit one
 * @param overhead other operations of the delta engine
 */
public record Operations(long dense, long zeroSkip, long delta, long unit, long overhead) {
    /** Nothing done. */
    public static final Operations NONE = new Operations(0, 0, 0, 0, 0);

    /** Both together. */
    public Operations plus(Operations other) {
        return new Operations(
                dense + other.dense,
                zeroSkip + other.zeroSkip,
                delta + other.delta,
                unit + other.unit,
                overhead + other.overhead);
    }
}
