package dev.frogeye.live.page;

/** How often each input pixel spiked, old spikes counting less and less. Not thread-safe. */
final class HeatMap {
    /** After 300 frames a spike counts half. */
    private static final float DECAY = (float) Math.pow(0.5, 1 / 300.0);

    private float[] heat = new float[0];

    /** Counts a frame's spikes, -1, 0 or 1 a pixel; starts anew when their number changes. */
    void add(byte[] spikes, int pixels) {
        if (heat.length != pixels) {
            heat = new float[pixels];
        }
        for (int i = 0; i < pixels; i++) {
            heat[i] = heat[i] * DECAY + (spikes[i] & 1);
        }
    }

    /** A value a pixel. Not copied. */
    float[] values() {
        return heat;
    }
}
