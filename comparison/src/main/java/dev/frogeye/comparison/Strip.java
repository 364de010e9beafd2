package dev.frogeye.comparison;

import dev.frogeye.comparison.ClipResult.StripPicture;
import dev.frogeye.delta.DeltaNetwork;
import dev.frogeye.ingest.Preprocessing;
import java.util.List;

/** Keeps a few frames of a clip as the network sees them, and what spiked in each. */
final class Strip {
    private static final int CHANNELS = 3;
    private static final int MOST_PICTURES = 12;
    private static final int HIGHEST_LEVEL = 255;

    private final Preprocessing preprocessing;
    private final DeltaNetwork network;
    private final Evenly<StripPicture> pictures = new Evenly<>(MOST_PICTURES);
    private float[] before;
    private float[] after;

    Strip(Preprocessing preprocessing, DeltaNetwork network) {
        this.preprocessing = preprocessing;
        this.network = network;
        before = new float[network.inputShape().size()];
        after = new float[before.length];
    }

    /** Looks at what the network's last frame changed: nothing, if it was delegated. */
    void add(long index, boolean key, boolean handedOver, float[] pixels) {
        if (!handedOver) {
            float[] reused = before;
            before = after;
            after = reused;
            network.readInput(after);
        }
        pictures.offer(() -> new StripPicture(
                (int) index,
                key,
                handedOver,
                preprocessing.width(),
                preprocessing.height(),
                rgb(pixels),
                handedOver ? new float[after.length / CHANNELS] : change()));
    }

    List<StripPicture> pictures() {
        return pictures.kept();
    }

    private byte[] rgb(float[] pixels) {
        boolean isBgr = preprocessing.order() == Preprocessing.ChannelOrder.BGR;
        byte[] rgb = new byte[pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            int channel = i % CHANNELS;
            double level = (pixels[i] * preprocessing.std().get(channel)
                            + preprocessing.mean().get(channel))
                    / preprocessing.scale();
            int target = isBgr ? i - channel + CHANNELS - 1 - channel : i;
            rgb[target] = (byte) Math.round(Math.min(Math.max(level, 0), HIGHEST_LEVEL));
        }
        return rgb;
    }

    private float[] change() {
        float[] levelScale = preprocessing.levelScale();
        float[] change = new float[after.length / CHANNELS];
        for (int i = 0; i < after.length; i++) {
            float levels = (after[i] - before[i]) / levelScale[i % CHANNELS];
            if (Math.abs(levels) > Math.abs(change[i / CHANNELS])) {
                change[i / CHANNELS] = levels;
            }
        }
        return change;
    }
}
