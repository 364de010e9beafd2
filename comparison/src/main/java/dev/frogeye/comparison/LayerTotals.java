package dev.frogeye.comparison;

import dev.frogeye.delta.DeltaNetwork;
import dev.frogeye.delta.NetworkLayer;
import dev.frogeye.engine.LayerCost;
import dev.frogeye.model.Graph;
import dev.frogeye.model.Layer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Adds up what each layer did, frame by frame: of the measured network, and of an exact one that starts every frame from
 * nothing. The latter multiplies exactly where an input is not zero, and so counts what skipping zeros alone would do.
 */
final class LayerTotals {
    private final Map<String, String> inputs = new HashMap<>();
    private final List<NetworkLayer> measured;
    private final List<NetworkLayer> exact;
    private final Operations[] totals;
    private final long[] spikes;
    /** Of the measured network: those delegated say nothing of densities. */
    private int frames;

    LayerTotals(Graph graph, DeltaNetwork measured, DeltaNetwork exact) {
        for (Layer layer : graph.layers()) {
            if (layer instanceof Layer.Convolution convolution) {
                inputs.put(convolution.name(), convolution.input().name());
            }
        }
        this.measured = measured.layers();
        this.exact = exact.layers();
        totals = new Operations[this.measured.size()];
        Arrays.fill(totals, Operations.NONE);
        spikes = new long[totals.length];
    }

    /** Adds a frame that was delegated: every layer did all that the frame-by-frame network does. */
    void addDense() {
        for (int i = 0; i < totals.length; i++) {
            long dense = measured.get(i).cost().denseMacs();
            totals[i] = totals[i].plus(new Operations(dense, 0, dense, 0, 0));
        }
    }

    /** Adds what the measured network did in its last frame. */
    void addMeasured() {
        for (int i = 0; i < totals.length; i++) {
            LayerCost cost = measured.get(i).cost();
            totals[i] = totals[i].plus(new Operations(cost.denseMacs(), 0, cost.macs(), cost.acs(), cost.overhead()));
            spikes[i] += cost.spikes();
        }
        frames++;
    }

    /**
     * Adds what the exact network did in its last frame.
     *
     * @return the multiply-adds whose input was not zero
     */
    long addExact() {
        long nonZero = 0;
        for (int i = 0; i < totals.length; i++) {
            nonZero += exact.get(i).cost().synops();
            totals[i] = totals[i].plus(new Operations(0, exact.get(i).cost().synops(), 0, 0, 0));
        }
        return nonZero;
    }

    List<LayerResult> results() {
        Map<String, Double> densities = new HashMap<>();
        for (int i = 0; i < totals.length; i++) {
            NetworkLayer layer = measured.get(i);
            if (isGate(layer)) {
                densities.put(
                        layer.cost().name(),
                        spikes[i]
                                / ((double) Math.max(1, frames) * layer.shape().size()));
            }
        }
        List<LayerResult> results = new ArrayList<>();
        for (int i = 0; i < totals.length; i++) {
            NetworkLayer layer = measured.get(i);
            LayerCost cost = layer.cost();
            String input = cost.denseMacs() > 0 ? inputs.getOrDefault(cost.name(), "") : "";
            String gate = isGate(layer) ? cost.name() : input;
            results.add(new LayerResult(
                    cost.name(),
                    cost.operator(),
                    input,
                    layer.shape(),
                    totals[i],
                    spikes[i],
                    densities.getOrDefault(gate, 0.0),
                    layer.stateBytes()));
        }
        return results;
    }

    private static boolean isGate(NetworkLayer layer) {
        return layer.cost().operator().equals("Gate") || layer.cost().operator().equals("Encoder");
    }
}
