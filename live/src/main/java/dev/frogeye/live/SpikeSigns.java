package dev.frogeye.live;

import dev.frogeye.encoder.Shape;
import java.util.Arrays;

/** Where the image that a network believes in became lighter or darker. */
final class SpikeSigns {
    private final int channels;
    private final byte[] signs;
    private float[] before;
    private float[] now;

    SpikeSigns(Shape input) {
        channels = input.channels();
        signs = new byte[input.pixels()];
        before = new float[input.size()];
        now = new float[input.size()];
    }

    /** Takes in the network's last frame; one that was sent whole changed nothing that is worth showing. */
    void update(TunableNetwork network, boolean isKey) {
        float[] last = before;
        before = now;
        now = last;
        network.readInput(now);
        if (isKey) {
            Arrays.fill(signs, (byte) 0);
            return;
        }
        for (int pixel = 0; pixel < signs.length; pixel++) {
            float change = 0;
            for (int i = pixel * channels; i < (pixel + 1) * channels; i++) {
                change += now[i] - before[i];
            }
            signs[pixel] = (byte) Math.signum(change);
        }
    }

    byte[] signs() {
        return signs;
    }
}
