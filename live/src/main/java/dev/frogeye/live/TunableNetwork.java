package dev.frogeye.live;

import dev.frogeye.delta.DeltaModel;
import dev.frogeye.delta.DeltaNetwork;
import dev.frogeye.delta.DeltaOptions;
import dev.frogeye.delta.NetworkLayer;
import dev.frogeye.delta.Thresholds;
import dev.frogeye.encoder.Shape;
import dev.frogeye.engine.FeatureEngine;
import dev.frogeye.engine.FrameCost;
import dev.frogeye.extraction.DeltaSettings;
import dev.frogeye.extraction.Extractor;
import dev.frogeye.extraction.ThresholdOptions;
import dev.frogeye.ingest.Preprocessing;
import dev.frogeye.model.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A spiking network whose thresholds can be changed while it runs. With new ones the next frame is a key frame, computed by
 * new state on the same weights. One thread runs it; any may change and read the thresholds.
 */
public final class TunableNetwork implements FeatureEngine {
    private final DeltaModel model;
    private final List<Tensor> requested;
    private final Preprocessing preprocessing;
    private final DeltaOptions options;
    private final long denseMacs;
    /** Thresholds of the layers where the relative threshold is 1. */
    private final Map<String, Float> scale;

    private final Object tuning = new Object();
    private float threshold;
    private float pixelThreshold;
    private boolean isRetuned;

    private DeltaNetwork network;
    private List<NetworkLayer> layers;

    /** A network that begins with the thresholds of an extractor, whose engine is the delta network. */
    public TunableNetwork(Extractor extractor) {
        this(
                extractor.deltaModel(),
                extractor.model().requested(),
                extractor.model().preprocessing(),
                extractor.options().delta(),
                extractor.options().threads());
    }

    /**
     * A network that begins with the thresholds of the settings. A source with a threshold for each layer counts as the
     * default relative one, and is scaled by changes of it.
     */
    TunableNetwork(
            DeltaModel model,
            List<Tensor> requested,
            Preprocessing preprocessing,
            DeltaSettings settings,
            int threads) {
        this.model = model;
        this.requested = List.copyOf(requested);
        this.preprocessing = preprocessing;
        options = settings.of(model, preprocessing, threads);
        denseMacs = model.graph().macs(); // adds up all layers
        pixelThreshold = (float) settings.thresholds().pixelLevels();
        if (settings.thresholds() instanceof ThresholdOptions relative) {
            threshold = (float) relative.relative();
            scale = new ThresholdOptions(1, pixelThreshold)
                    .of(model, preprocessing)
                    .byTensor();
        } else {
            threshold = (float) Thresholds.DEFAULT_RELATIVE;
            scale = new HashMap<>();
            options.thresholds().byTensor().forEach((tensor, value) -> scale.put(tensor, value / threshold));
        }
        network = model.network(requested, options);
        layers = network.layers();
    }

    /** The relative threshold of the layers. */
    public float threshold() {
        synchronized (tuning) {
            return threshold;
        }
    }

    /** The threshold of the pixels in levels, 0 to 255. */
    public float pixelThreshold() {
        synchronized (tuning) {
            return pixelThreshold;
        }
    }

    void setThreshold(float alpha) {
        requireThreshold(alpha);
        synchronized (tuning) {
            isRetuned |= alpha != threshold;
            threshold = alpha;
        }
    }

    void setPixelThreshold(float levels) {
        requireThreshold(levels);
        synchronized (tuning) {
            isRetuned |= levels != pixelThreshold;
            pixelThreshold = levels;
        }
    }

    private static void requireThreshold(float value) {
        if (!(value >= 0) || Float.isInfinite(value)) {
            throw new IllegalArgumentException("a threshold is 0 or more, was " + value);
        }
    }

    @Override
    public void step(float[] pixels, FrameCost cost) {
        synchronized (tuning) {
            if (isRetuned) {
                retune();
            }
        }
        network.step(pixels, cost);
    }

    private void retune() {
        isRetuned = false;
        Map<String, Float> byTensor = new HashMap<>();
        scale.forEach((tensor, value) -> byTensor.put(tensor, value * threshold));
        network.close();
        network = model.network(
                requested,
                new DeltaOptions(
                        new Thresholds(preprocessing.ofLevels(pixelThreshold), byTensor),
                        options.coding(),
                        options.refreshFrames(),
                        options.threads()));
        layers = network.layers();
    }

    /** An exact network on the same weights. */
    DeltaNetwork exact() {
        return model.network(
                requested, Thresholds.exact(model.graph().input().shape().channels()));
    }

    /** The layers and gates with what they did in the last frame, input first. */
    List<NetworkLayer> layers() {
        return layers;
    }

    /** Copies the image as the network believes it to be. */
    void readInput(float[] destination) {
        network.readInput(destination);
    }

    @Override
    public String name() {
        return DeltaNetwork.NAME;
    }

    @Override
    public Shape inputShape() {
        return model.graph().input().shape();
    }

    @Override
    public List<Tensor> requested() {
        return requested;
    }

    @Override
    public long denseMacs() {
        return denseMacs;
    }

    @Override
    public void reset() {
        network.reset();
    }

    @Override
    public void read(int index, float[] destination) {
        network.read(index, destination);
    }

    @Override
    public void close() {
        network.close();
    }
}
