package dev.frogeye.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.frogeye.delta.NetworkLayer;
import dev.frogeye.encoder.Shape;
import dev.frogeye.engine.FrameCost;
import dev.frogeye.engine.LayerCost;
import dev.frogeye.ingest.live.ConnectionState;
import dev.frogeye.ingest.live.LiveCounters;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LiveMeterTest {
    private static final long MILLI = 1_000_000;
    /** Clocks may begin below 0. */
    private static final long START = -5_000 * MILLI;

    private final LiveMeter meter = new LiveMeter(START);
    private final FrameCost cost = new FrameCost();
    private final LayerCost gate = new LayerCost("gate", "Gate", 0);
    private final LayerCost layer = new LayerCost("conv", "Conv", 1000);
    private final List<NetworkLayer> layers =
            List.of(new NetworkLayer(gate, new Shape(2, 5, 10), 0), new NetworkLayer(layer, new Shape(2, 5, 10), 0));

    private static LiveCounters source(long captured, long dropped) {
        return new LiveCounters(captured, 0, dropped, 0, 0, 3, ConnectionState.LIVE, Optional.empty());
    }

    private void add(double latency) {
        meter.add(latency, cost, true, layers);
    }

    @Test
    void aMeterThatSawNothingSaysNothing() {
        assertThat(meter.latency()).isEqualTo(new LiveStatus.Latency(0, 0, 0));
        assertThat(meter.rates(source(0, 0), START)).isEqualTo(new LiveStatus.Rates(0, 0, 0));
        assertThat(meter.cost(7)).isEqualTo(new LiveStatus.Cost(0, 7, 0));
        assertThat(meter.layers()).isEmpty();
        assertThat(meter.uptimeMillis(START + 1234 * MILLI)).isEqualTo(1234);
    }

    @Test
    void ratesAreThoseOfTheLastSeconds() {
        long now = START;
        long captured = 0;
        // 40 frames a second, half of them dropped; then 10, none of them.
        for (int tick = 0; tick < 80; tick++) {
            captured++;
            if (tick % 2 == 0) {
                add(1);
            }
            if (meter.isSampleDue(now)) {
                meter.sample(source(captured, captured / 2), now);
            }
            now += 25 * MILLI;
        }
        LiveStatus.Rates fast = meter.rates(source(captured, captured / 2), now);
        assertThat(fast.captured()).isCloseTo(40, within(1.0));
        assertThat(fast.processed()).isCloseTo(20, within(1.0));
        assertThat(fast.dropped()).isCloseTo(20, within(1.0));
        long dropped = captured / 2;
        for (int tick = 0; tick < 100; tick++) {
            captured++;
            add(1);
            if (meter.isSampleDue(now)) {
                meter.sample(source(captured, dropped), now);
            }
            now += 100 * MILLI;
        }
        LiveStatus.Rates slow = meter.rates(source(captured, dropped), now);
        assertThat(slow.captured()).isCloseTo(10, within(0.5));
        assertThat(slow.processed()).isCloseTo(10, within(0.5));
        assertThat(slow.dropped()).isZero();
    }

    @Test
    void aFirstMomentIsNoHugeRate() {
        meter.sample(source(0, 0), START);
        add(1);
        assertThat(meter.rates(source(1, 0), START).captured()).isLessThanOrEqualTo(4);
        assertThat(meter.isSampleDue(START + 249 * MILLI)).isFalse();
        assertThat(meter.isSampleDue(START + 250 * MILLI)).isTrue();
    }

    @Test
    void quantilesAreOfTheLastThreeHundredFrames() {
        for (int i = 0; i < 300; i++) {
            add(10_000);
        }
        for (int i = 299; i >= 0; i--) {
            add(i);
        }
        assertThat(meter.latency()).isEqualTo(new LiveStatus.Latency(150, 285, 297));
        assertThat(meter.progress()).isEqualTo(new LiveMeter.Progress(600, 600));
    }

    @Test
    void costsAreMeansAndDensitiesThoseOfTheLastFrame() {
        cost.begin(false);
        cost.addMacs(100);
        cost.setChangeRatio(0.5);
        add(1);
        cost.begin(false);
        cost.addMacs(300);
        cost.setChangeRatio(0.1);
        gate.addSpikes(25);
        layer.addMacs(10);
        add(1);
        assertThat(meter.cost(1000).macs()).isEqualTo(200);
        assertThat(meter.cost(1000).changeRatio()).isCloseTo(0.3, within(1e-9));
        // What the network does meanwhile is not seen before it is added.
        layer.addMacs(900);
        assertThat(meter.layers())
                .containsExactly(
                        new LiveStatus.Layer("gate", "Gate", 0.25), new LiveStatus.Layer("conv", "Conv", 0.01));
    }

    @Test
    void whatIsNeitherProcessedNorDroppedIsQueued() {
        add(1);
        meter.add(1, cost, false, layers);
        assertThat(LiveMeter.frames(meter.progress(), source(10, 5), 1))
                .isEqualTo(new LiveStatus.Frames(10, 2, 5, 3, 1, 1, 3));
    }
}
