package dev.frogeye.delta;

import dev.frogeye.encoder.Spikes;
import dev.frogeye.kernel.Kernels;
import dev.frogeye.model.Layer;
import java.util.List;

/**
 * One event convolution by itself, fed with spikes that are there already. It lies among the tests, where the benchmarks
 * find it, because a measurement is no reason to make the event convolutions public.
 */
public final class ConvolutionUnderTest {
    private final Synapses synapses;
    private final List<SentTensor> frames;
    private int next;

    /**
     * A convolution as a network would run it, with the fastest kernels of this JVM.
     *
     * @param layer a convolution of one group
     * @param frames spikes of its input, taken in turn; not copied
     */
    public ConvolutionUnderTest(Layer.Convolution layer, List<Spikes> frames) {
        synapses = ConvolutionPlan.of(layer, false).synapses(Kernels.best(), new Team(1));
        synapses.restart();
        this.frames = frames.stream().map(ConvolutionUnderTest::sent).toList();
    }

    /** The input as the gate before it would have sent it, with the pixels marked that spiked. */
    private static SentTensor sent(Spikes spikes) {
        FeatureMap map = new FeatureMap(spikes.shape());
        for (int pixel = 0; pixel < spikes.shape().pixels(); pixel++) {
            for (int spike = spikes.pixelStart()[pixel]; spike < spikes.pixelStart()[pixel + 1]; spike++) {
                map.values[map.at(pixel) + spikes.channel(spike)] = spikes.value()[spike];
                map.changed.add(pixel);
            }
        }
        return new SentTensor(map, spikes);
    }

    /** Adds the next frame's spikes to the accumulator; returns the multiply-adds that they caused. */
    public long step() {
        int frame = next;
        next = frame + 1 == frames.size() ? 0 : frame + 1;
        synapses.cost().begin();
        synapses.accumulator().changed.clear();
        synapses.accumulate(frames.get(frame));
        return synapses.cost().synops();
    }
}
