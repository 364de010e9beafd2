package dev.frogeye.delta;

import dev.frogeye.encoder.Shape;
import dev.frogeye.encoder.Spikes;
import dev.frogeye.engine.FeatureEngine;
import dev.frogeye.engine.FrameCost;
import dev.frogeye.engine.LayerCost;
import dev.frogeye.model.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The sigma-delta network of one video (O'Connor and Welling, arXiv 1611.02024): keeps every layer's state between
 * frames and brings it up to date by the spikes that a new frame causes. Not thread-safe; one per video.
 */
public final class DeltaNetwork implements FeatureEngine {
    /** What {@link #name()} says. */
    public static final String NAME = "delta";

    /**
     * Where at least this fraction of the input changed the frame is computed from nothing: a scene cut leaves little to
     * reuse, and starting again ends what rounding error there was.
     */
    static final double KEY_FRAME_CHANGE_RATIO = 0.9;

    /** What the input is brought up to date by. */
    private enum Feed {
        FRAMES,
        CHANGES
    }

    private final DeltaModel model;
    private final Team team;
    private final boolean refreshes;
    private final int refreshFrames;
    private final InputGate input;
    private final List<Synapses> synapses;
    private final List<Stage> stages;
    private final List<Tensor> requested;
    private final List<Expression> requestedValues;
    private final List<NetworkLayer> layers;
    private final List<LayerCost> costs = new ArrayList<>();
    private final long spikeBytes;
    private boolean started;
    private Feed feed = Feed.FRAMES;
    private boolean keyIsDue = true;
    private int framesSinceKey;
    private long macsOfKey;
    private long macsSinceKey;

    DeltaNetwork(DeltaModel model, List<Tensor> requested, DeltaOptions options) {
        this.model = model;
        refreshes = options.refreshes();
        refreshFrames = options.refreshFrames();
        this.requested = List.copyOf(requested);
        team = new Team(options.threads());
        NetworkBuilder builder = new NetworkBuilder(model, options, team);
        input = builder.input();
        synapses = builder.synapses();
        stages = builder.stages();
        requestedValues = requested.stream().map(builder::requested).toList();
        layers = builder.layers();
        layers.forEach(layer -> costs.add(layer.cost()));
        spikeBytes = builder.spikes().bytes();
    }

    @Override
    public String name() {
        return NAME;
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
        return model.graph().macs();
    }

    @Override
    public void reset() {
        keyIsDue = true;
    }

    @Override
    public void step(float[] pixels, FrameCost cost) {
        Shape shape = inputShape();
        if (pixels.length != shape.size()) {
            throw new IllegalArgumentException(
                    pixels.length + " values are not a frame of " + shape + ", which has " + shape.size());
        }
        feedBy(Feed.FRAMES);
        beginFrame();
        boolean key = keyIsDue || isRefreshDue();
        if (key) {
            input.forget();
        }
        double changeRatio = input.take(pixels);
        if (!key && changeRatio >= KEY_FRAME_CHANGE_RATIO) {
            key = true;
            input.forget();
            input.take(pixels);
        }
        runStages(key, changeRatio, cost);
    }

    /**
     * Goes on by what has changed since the last step, for inputs that are changes already, such as the events of a
     * sensor. After {@link #reset} and at first the input is all zeros. No threshold is applied to them.
     *
     * @param changes one spike for each value that changed, of {@link #inputShape()}; not kept and not modified
     * @throws IllegalStateException if frames have been given since the last {@link #reset}: what they left unsent would
     *     be lost
     */
    public void step(Spikes changes, FrameCost cost) {
        if (!changes.shape().equals(inputShape())) {
            throw new IllegalArgumentException(
                    "spikes of " + changes.shape() + " do not fit an input of " + inputShape());
        }
        feedBy(Feed.CHANGES);
        beginFrame();
        if (keyIsDue) {
            input.forget();
        }
        double changeRatio = input.take(changes);
        boolean key = keyIsDue || isRefreshDue() || changeRatio >= KEY_FRAME_CHANGE_RATIO;
        if (key) {
            input.sendWhole();
        }
        runStages(key, changeRatio, cost);
    }

    private void feedBy(Feed wanted) {
        if (!keyIsDue && feed != wanted) {
            throw new IllegalStateException("frames and changes do not mix; reset the network between them");
        }
        feed = wanted;
    }

    private void runStages(boolean key, double changeRatio, FrameCost cost) {
        if (key) {
            synapses.forEach(Synapses::restart);
        }
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
        for (int i = 0; i < synapses.size(); i++) {
            synapses.get(i).accumulator().changed.clear();
        }
        for (int i = 0; i < stages.size(); i++) {
            stages.get(i).output().changed.clear();
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
    public void read(int index, float[] destination) {
        if (!started) {
            throw new IllegalStateException("nothing to read before the first frame");
        }
        Expression value = requestedValues.get(index);
        int channels = value.shape().channels();
        for (int pixel = 0; pixel < value.shape().pixels(); pixel++) {
            value.evaluate(pixel, destination, pixel * channels);
        }
    }

    TensorScales scales() {
        Map<String, Float> rms = new HashMap<>();
        for (TensorGate gate : gates()) {
            rms.put(gate.tensor().name(), gate.scale());
        }
        return new TensorScales(rms);
    }

    /** The gates behind the input's. */
    List<TensorGate> gates() {
        return stages.stream()
                .filter(TensorGate.class::isInstance)
                .map(TensorGate.class::cast)
                .toList();
    }

    /** Copies the image as the network believes it to be, channels-last; what differs from one frame to the next spiked. */
    public void readInput(float[] destination) {
        float[] sent = input.output().values;
        System.arraycopy(sent, 0, destination, 0, sent.length);
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
