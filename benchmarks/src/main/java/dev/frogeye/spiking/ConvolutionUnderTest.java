package dev.frogeye.spiking;

import dev.frogeye.delta.Spikes;
import dev.frogeye.kernel.Kernels;
import dev.frogeye.model.Layer;
import java.util.List;

/**
 * One event convolution by itself, fed with spikes that are there already. In this package, though not in its module,
 * because the event convolutions are nobody's business but the network's: a measurement is no reason to publish them.
 */
public final class ConvolutionUnderTest {
    private final Synapses synapses;
    private final List<Spikes> frames;
    private final List<PixelSet> spiking;
    private int next;

    /**
     * A convolution as a network would run it, with the fastest kernels of this JVM.
     *
     * @param layer a convolution of one group
     * @param frames spikes of its input, taken in turn; not copied
     */
    public ConvolutionUnderTest(Layer.Convolution layer, List<Spikes> frames) {
        synapses = NetworkBuilder.synapses(layer, SpikingModel.pack(layer), Kernels.best());
        synapses.restart();
        this.frames = List.copyOf(frames);
        spiking = frames.stream().map(ConvolutionUnderTest::spiking).toList();
    }

    /** Which pixels have spikes; in a network the gate that sends them marks them in passing. */
    private static PixelSet spiking(Spikes spikes) {
        PixelSet pixels = new PixelSet(spikes.shape().pixels());
        for (int pixel = 0; pixel < spikes.shape().pixels(); pixel++) {
            if (spikes.pixelStart()[pixel] < spikes.pixelStart()[pixel + 1]) {
                pixels.add(pixel);
            }
        }
        return pixels;
    }

    /** Adds the next frame's spikes to the accumulator; returns the multiply-adds that they caused. */
    public long step() {
        int frame = next;
        next = frame + 1 == frames.size() ? 0 : frame + 1;
        synapses.cost().begin();
        synapses.accumulator().changed.clear();
        synapses.accumulate(frames.get(frame), spiking.get(frame));
        return synapses.cost().synops();
    }
}
