package dev.frogeye.delta;

import dev.frogeye.encoder.Encoder;
import dev.frogeye.encoder.Spikes;
import dev.frogeye.model.Tensor;

/**
 * The gate of an input: the encoder finds what moved in a frame, or the spikes come from outside. Runs first, once it
 * has taken in what is new.
 */
final class InputGate extends Gate {
    private final Encoder encoder;

    /** A gate whose encoder holds what was sent. */
    InputGate(Tensor tensor, Encoder encoder, Spikes spikes) {
        super(tensor, "Encoder", FeatureMap.over(tensor.shape(), encoder.sent()), spikes);
        this.encoder = encoder;
    }

    /** Forgets what was sent: what comes next is sent whole. */
    void forget() {
        encoder.reset();
    }

    /** Takes the next frame in; returns the share of its values that spike. */
    double take(float[] frame) {
        encoder.encode(frame, spikes);
        return spikes.density();
    }

    /** Takes in what has changed since the last call; returns the share of the values that spike. */
    double take(Spikes changes) {
        spikes.clear(sent.shape);
        int[] pixelStart = changes.pixelStart();
        for (int pixel = 0; pixel < sent.shape.pixels(); pixel++) {
            int toValue = sent.at(pixel) - pixel % sent.shape.width() * sent.shape.channels();
            for (int s = pixelStart[pixel]; s < pixelStart[pixel + 1]; s++) {
                int position = changes.position()[s];
                float change = changes.value()[s];
                sent.values[toValue + position] += change;
                spikes.append(position, change);
            }
            spikes.endPixel();
        }
        return spikes.density();
    }

    /** Sends whole what is there: every value that is not 0 is a spike. */
    void sendWhole() {
        spikes.clear(sent.shape);
        int channels = sent.shape.channels();
        for (int pixel = 0; pixel < sent.shape.pixels(); pixel++) {
            int first = pixel % sent.shape.width() * channels;
            for (int c = 0; c < channels; c++) {
                float value = sent.values[sent.at(pixel) + c];
                if (value != 0) {
                    spikes.append(first + c, value);
                }
            }
            spikes.endPixel();
        }
    }

    /** Marks the pixels that spiked and drives the layers that read the input. */
    @Override
    public void run(boolean key) {
        if (key) {
            sent.changed.addAll();
        } else {
            int[] pixelStart = spikes.pixelStart();
            for (int pixel = 0; pixel < sent.shape.pixels(); pixel++) {
                if (pixelStart[pixel] < pixelStart[pixel + 1]) {
                    sent.changed.add(pixel);
                }
            }
        }
        cost().addOverhead(2L * sent.shape.size());
        send(false);
    }
}
