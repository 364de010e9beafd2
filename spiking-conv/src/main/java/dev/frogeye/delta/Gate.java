package dev.frogeye.delta;

import dev.frogeye.encoder.Spikes;
import dev.frogeye.engine.LayerCost;
import dev.frogeye.model.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Stands before linear layers: compares a tensor with what was last sent of it, emits a spike for each value that moved
 * by the threshold or more, and drives every layer that reads the tensor with them at once. The image has a gate like
 * any other tensor.
 */
abstract sealed class Gate implements Stage permits InputGate, TensorGate {
    final FeatureMap sent;
    final Spikes spikes;
    private final Tensor tensor;
    private final SentTensor message;
    private final LayerCost cost;
    private final List<Synapses> targets = new ArrayList<>();

    Gate(Tensor tensor, String operator, FeatureMap sent, Spikes spikes) {
        this.tensor = tensor;
        this.sent = sent;
        this.spikes = spikes;
        message = new SentTensor(sent, spikes);
        cost = new LayerCost(tensor.name(), operator, 0);
    }

    /** Has the layer driven by this gate's spikes. */
    final void drive(Synapses target) {
        targets.add(target);
    }

    /** Lets the spikes of this frame reach the layers behind; {@code areUnits} if each is one step up or down. */
    final void send(boolean areUnits) {
        cost.addSpikes(spikes.count());
        cost.addOverhead(spikes.count());
        if (spikes.isEmpty()) {
            return;
        }
        for (int i = 0; i < targets.size(); i++) {
            Synapses target = targets.get(i);
            target.accumulate(message);
            if (areUnits) {
                target.cost().setDrivenByUnitSpikes();
            }
        }
    }

    final Tensor tensor() {
        return tensor;
    }

    /** What downstream layers believe the tensor is. */
    @Override
    public final FeatureMap output() {
        return sent;
    }

    @Override
    public final LayerCost cost() {
        return cost;
    }
}
