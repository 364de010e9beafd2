package dev.frogeye.live.terminal;

import dev.frogeye.live.LiveStatus;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Made-up statuses. */
final class Statuses {
    private Statuses() {}

    static LiveStatus running() {
        return new LiveStatus(
                "front door",
                LiveStatus.Connection.LIVE,
                3_754_999,
                new LiveStatus.Frames(112_640, 112_600, 38, 2, 1_234, 5, 1),
                new LiveStatus.Rates(30.02, 29.78, 0.24),
                new LiveStatus.Latency(12.44, 20.11, 31),
                new LiveStatus.Cost(450_000_000, 5_700_000_000L, 0.031),
                List.of(
                        new LiveStatus.Layer("input", "gate", 0.031),
                        new LiveStatus.Layer("conv1", "Conv", 0.12),
                        new LiveStatus.Layer("conv2", "Conv", 0.08),
                        new LiveStatus.Layer("conv3", "Conv", 0.02)),
                0.06f,
                4,
                OptionalDouble.of(0.99871),
                new LiveStatus.Memory(120L << 20, 400L << 20),
                Optional.of("the camera was\u001b[31m gone\nfor a while"));
    }

    static LiveStatus connecting() {
        return new LiveStatus(
                "cam-猫",
                LiveStatus.Connection.CONNECTING,
                0,
                new LiveStatus.Frames(0, 0, 0, 0, 0, 0, 0),
                new LiveStatus.Rates(0, 0, 0),
                new LiveStatus.Latency(Double.NaN, Double.NaN, Double.NaN),
                new LiveStatus.Cost(0, 0, 0),
                List.of(),
                0,
                0,
                OptionalDouble.empty(),
                new LiveStatus.Memory(1 << 20, 0),
                Optional.empty());
    }
}
