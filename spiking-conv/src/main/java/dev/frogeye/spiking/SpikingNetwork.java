package dev.frogeye.spiking;

import dev.frogeye.cost.FrameCost;
import dev.frogeye.cost.LayerCost;
import dev.frogeye.delta.Encoder;
import dev.frogeye.delta.Shape;
import dev.frogeye.delta.Spikes;
import dev.frogeye.model.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The sigma-delta network of one video (O'Connor and Welling, arXiv 1611.02024): keeps every layer's state between
 * frames and brings it up to date by the spikes that a new frame causes. Not thread-safe; one per video.
 */
public final class SpikingNetwork implements FeatureEngine {
    /** What {@link #name()} says. */
    public static final String NAME = "delta";

    /**
     * Where at least this fraction of the input changed the frame is computed from nothing: a scene cut leaves little to
     * reuse, and starting again ends what rounding error there was.
     */
    static final double KEY_FRAME_CHANGE_RATIO = 0.9;

    private final SpikingModel model;
    private final Team team;
    private final boolean refreshes;
    private final int refreshFrames;
    private final Encoder encoder;
    private final Spikes spikes;
    private final FeatureMap input;
    private final List<Synapses> inputTargets;
    private final List<Synapses> synapses;
    private final List<Stage> stages;
    private final List<Tensor> taps;
    private final List<Expression> tapValues;
    private final LayerCost inputCost;
    private final List<NetworkLayer> layers = new ArrayList<>();
    private final List<LayerCost> costs = new ArrayList<>();
    private final long spikeBytes;
    private boolean started;
    private boolean keyIsDue = true;
    private int framesSinceKey;
    private long macsOfKey;
    private long macsSinceKey;

    SpikingNetwork(SpikingModel model, List<Tensor> taps, SpikingOptions options) {
        this.model = model;
        refreshes = options.refreshes();
        refreshFrames = options.refreshFrames();
        this.taps = List.copyOf(taps);
        Tensor image = model.graph().input();
        encoder = Encoder.of(
                options.coding().pixels(), image.shape(), options.thresholds().pixel());
        input = FeatureMap.over(image.shape(), encoder.sent());
        team = new Team(options.threads());
        NetworkBuilder builder = new NetworkBuilder(model, options, input, team);
        spikes = builder.spikes();
        inputTargets = builder.inputTargets();
        synapses = builder.synapses();
        stages = builder.stages();
        tapValues = taps.stream().map(builder::tap).toList();
        inputCost = new LayerCost(image.name(), "Encoder", 0);
        layers.add(new NetworkLayer(inputCost, image.shape(), input.bytes()));
        layers.addAll(builder.layers());
        layers.forEach(layer -> costs.add(layer.cost()));
        spikeBytes = builder.spikes().bytes();
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Shape inputShape() {
        return input.shape;
    }

    @Override
    public List<Tensor> taps() {
        return taps;
    }

    @Override
    public long denseMacs() {
        return model.graph().macs();
    }

    @Override
    public void reset() {
        keyIsDue = true;
    }

    @Override
    public void step(float[] pixels, FrameCost cost) {
        if (pixels.length != input.shape.size()) {
            throw new IllegalArgumentException(
                    pixels.length + " values are not a frame of " + input.shape + ", which has " + input.shape.size());
        }
        beginFrame();
        boolean key = keyIsDue || isRefreshDue();
        if (key) {
            encoder.reset();
        }
        encoder.encode(pixels, spikes);
        double changeRatio = spikes.density();
        if (!key && changeRatio >= KEY_FRAME_CHANGE_RATIO) {
            key = true;
            encoder.reset();
            encoder.encode(pixels, spikes);
        }
        if (key) {
            synapses.forEach(Synapses::restart);
        }
        spread(key);
        for (int i = 0; i < stages.size(); i++) {
            stages.get(i).run(key);
        }
        started = true;
        keyIsDue = false;
        summarize(key, changeRatio, cost);
        if (key) {
            framesSinceKey = 0;
            macsSinceKey = 0;
            macsOfKey = cost.macs();
        } else {
            macsSinceKey += cost.macs();
        }
        framesSinceKey++;
    }

    private boolean isRefreshDue() {
        return refreshes && framesSinceKey >= refreshFrames && macsSinceKey >= macsOfKey;
    }

    private void beginFrame() {
        for (int i = 0; i < costs.size(); i++) {
            costs.get(i).begin();
        }
        input.changed.clear();
        for (int i = 0; i < synapses.size(); i++) {
            synapses.get(i).accumulator().changed.clear();
        }
        for (int i = 0; i < stages.size(); i++) {
            stages.get(i).output().changed.clear();
        }
    }

    /** Marks the input pixels that spiked and drives the first linear layers. */
    private void spread(boolean key) {
        inputCost.addSpikes(spikes.count());
        inputCost.addOverhead(2L * input.shape.size() + spikes.count());
        if (key) {
            input.changed.addAll();
        } else {
            int[] pixelStart = spikes.pixelStart();
            for (int pixel = 0; pixel < input.shape.pixels(); pixel++) {
                if (pixelStart[pixel] < pixelStart[pixel + 1]) {
                    input.changed.add(pixel);
                }
            }
        }
        if (!spikes.isEmpty()) {
            for (int i = 0; i < inputTargets.size(); i++) {
                inputTargets.get(i).accumulate(spikes, input);
            }
        }
    }

    private void summarize(boolean key, double changeRatio, FrameCost cost) {
        cost.begin(key);
        cost.setChangeRatio(changeRatio);
        for (int i = 0; i < costs.size(); i++) {
            LayerCost layer = costs.get(i);
            cost.addSpikes(layer.spikes());
            cost.addMacs(layer.macs());
            cost.addAcs(layer.acs());
            cost.addOverhead(layer.overhead());
        }
    }

    @Override
    public void read(int tap, float[] destination) {
        if (!started) {
            throw new IllegalStateException("nothing to read before the first frame");
        }
        Expression value = tapValues.get(tap);
        int channels = value.shape().channels();
        for (int pixel = 0; pixel < value.shape().pixels(); pixel++) {
            value.evaluate(pixel, destination, pixel * channels);
        }
    }

    TensorScales scales() {
        Map<String, Float> rms = new HashMap<>();
        for (Gate gate : gates()) {
            rms.put(gate.tensor().name(), gate.scale());
        }
        return new TensorScales(rms);
    }

    List<Gate> gates() {
        return stages.stream()
                .filter(Gate.class::isInstance)
                .map(Gate.class::cast)
                .toList();
    }

    /** Copies the image as the network believes it to be, channels-last; what differs from one frame to the next spiked. */
    public void readInput(float[] destination) {
        System.arraycopy(input.values, 0, destination, 0, input.values.length);
    }

    /** What each layer and gate did in the last frame, input first; the entries are overwritten by the next frame. */
    public List<LayerCost> layerCosts() {
        return List.copyOf(costs);
    }

    /** The layers and gates in the order of running, input first. */
    public List<NetworkLayer> layers() {
        return List.copyOf(layers);
    }

    /** What this network keeps from frame to frame, and its room for spikes, in bytes; without weights. */
    public long stateBytes() {
        return spikeBytes + layers.stream().mapToLong(NetworkLayer::stateBytes).sum();
    }

    /** Ends the network's threads; its state is on the heap. */
    @Override
    public void close() {
        team.close();
    }
}
