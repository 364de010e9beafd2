package dev.frogeye.comparison.report;

import dev.frogeye.comparison.Agreement;
import dev.frogeye.comparison.ClipResult;
import dev.frogeye.comparison.ClipResult.SkipResult;
import dev.frogeye.comparison.ClipResult.StripPicture;
import dev.frogeye.comparison.ClipResult.SweepResult;
import dev.frogeye.comparison.Distance;
import dev.frogeye.comparison.Fidelity;
import dev.frogeye.comparison.FrameResult;
import dev.frogeye.comparison.LayerResult;
import dev.frogeye.comparison.Operations;
import dev.frogeye.comparison.RivalResult;
import dev.frogeye.comparison.RivalResult.Family;
import dev.frogeye.comparison.Setup.OperatingPoint;
import dev.frogeye.comparison.Timing;
import dev.frogeye.comparison.report.NetworkFixture.Part;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** An invented clip; its layers and its frames add up to the same operations. */
final class ClipFixture {
    static final List<OperatingPoint> SWEEP = Stream.of(0.0, 0.02, 0.04, 0.08, 0.12, 0.2)
            .map(threshold -> new OperatingPoint(threshold, 4, Optional.empty()))
            .toList();

    private static final int PICTURE = 224;

    private final String name;
    private final double motion;
    private final int frames;
    private final Random random;
    private final Operations[] layerOperations = new Operations[NetworkFixture.PARTS.size()];
    private final long[] layerSpikes = new long[NetworkFixture.PARTS.size()];

    /** @param motion share of the input that changes from frame to frame */
    ClipFixture(String name, double motion, int frames, long seed) {
        this.name = name;
        this.motion = motion;
        this.frames = frames;
        random = new Random(seed);
        Arrays.fill(layerOperations, Operations.NONE);
    }

    ClipResult clip() {
        List<FrameResult> results = new ArrayList<>();
        for (int i = 0; i < frames; i++) {
            results.add(frame(i));
        }
        Map<String, Timing> times = new HashMap<>();
        for (String engine : List.of("delta", "onnxruntime", "nd4j")) {
            times.put(
                    engine,
                    Timing.of(results.stream()
                            .mapToDouble(frame -> frame.ms().get(engine))
                            .toArray()));
        }
        Agreement agreement = agreement(results);
        double deltaMs = times.get("delta").meanMs();
        double referenceMs = times.get("onnxruntime").meanMs();
        List<SweepResult> sweep = sweep(agreement, results, deltaMs, referenceMs);
        return new ClipResult(
                name,
                768,
                432,
                29.97,
                results,
                layers(),
                times,
                3.4,
                Map.of(
                        "delta",
                        900 / deltaMs,
                        "onnxruntime",
                        950 / referenceMs,
                        "nd4j",
                        960 / times.get("nd4j").meanMs()),
                new Fidelity(
                        agreement,
                        motion < 0.01 ? 0.991 : 0.9987,
                        0.87,
                        OptionalDouble.empty(),
                        OptionalDouble.empty(),
                        3.1e-7),
                skips(agreement, referenceMs),
                sweep,
                rivals(agreement, sweep, deltaMs, referenceMs),
                61_300_000,
                95_300_000,
                48_100_000,
                strip());
    }

    private FrameResult frame(int index) {
        boolean key = index == 0 || motion > 0.1 && index % 97 == 96;
        double wave = 0.65 + 0.5 * Math.sin(index / 23.0) + 0.25 * Math.sin(index / 5.0 + motion);
        double still = index > frames * 2 / 3 && index < frames * 3 / 4 ? 0.05 : 1;
        double change = key ? 0.97 : clamp(motion * still * Math.max(0.05, wave) * (0.8 + 0.4 * random.nextDouble()));
        if (index == frames / 2 && !key) {
            change = 0;
        }
        Operations operations = Operations.NONE;
        long spikes = 0;
        List<Part> parts = NetworkFixture.PARTS;
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            double density = key ? 0.42 : clamp(1.1 * Math.pow(change, 0.75) * (0.35 + 0.8 * part.depth()));
            Operations done = operations(part, key, density);
            long sent = part.gate() ? (long) (density * part.shape().size()) : 0;
            layerOperations[i] = layerOperations[i].plus(done);
            layerSpikes[i] += sent;
            operations = operations.plus(done);
            spikes += sent;
        }
        double macs = operations.delta();
        Map<String, Double> ms = new HashMap<>();
        ms.put("delta", 1.5 + macs / 3.2e7 / (key ? 1.6 : 1) * noise(0.05) + operations.overhead() / 9e6);
        ms.put("onnxruntime", 62 * noise(0.02));
        ms.put("nd4j", 214 * noise(0.06));
        double error = key ? 1e-12 : 0.0006 + 0.002 * Math.sqrt(motion) * (0.6 + random.nextDouble());
        return new FrameResult(
                index,
                index * 33_367L,
                key,
                false,
                change,
                spikes,
                operations,
                ms,
                new Distance(1 - error, Math.sqrt(2 * error), 2 * error, 3 * Math.sqrt(error)),
                40 * error,
                index == 0 ? 0 : 40 * change,
                index == 0 ? Double.NaN : 1 - (0.001 + 0.05 * change) * noise(0.5));
    }

    private Operations operations(Part part, boolean key, double density) {
        if (part.linear()) {
            long zeroSkip = part.depth() == 0 ? part.macs() : (long) (part.macs() * (0.62 - 0.3 * part.depth()));
            long delta = key ? part.macs() : (long) (part.macs() * density);
            return new Operations(part.macs(), zeroSkip, delta, 0, 0);
        }
        double touched = part.gate() ? 1 : density;
        return new Operations(0, 0, 0, 0, (long) (part.shape().size() * (0.3 + touched)));
    }

    private List<LayerResult> layers() {
        List<LayerResult> layers = new ArrayList<>();
        Map<String, Double> densities = new HashMap<>();
        List<Part> parts = NetworkFixture.PARTS;
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            double density = part.linear()
                    ? densities.get(part.input())
                    : (double) layerSpikes[i] / part.shape().size() / frames;
            densities.put(part.name(), density);
            layers.add(new LayerResult(
                    part.name(),
                    part.operator(),
                    part.input(),
                    part.shape(),
                    layerOperations[i],
                    layerSpikes[i],
                    density,
                    4L * part.shape().size()));
        }
        return layers;
    }

    private List<SkipResult> skips(Agreement agreement, double referenceMs) {
        return Stream.of(2, 4, 8)
                .map(every -> new SkipResult(
                        every,
                        referenceMs / every,
                        (double) NetworkFixture.denseMacs() / every,
                        worse(agreement, 1.5 + every * 3 * Math.sqrt(motion))))
                .toList();
    }

    private List<SweepResult> sweep(
            Agreement agreement, List<FrameResult> results, double deltaMs, double referenceMs) {
        double macs = results.stream()
                .mapToLong(frame -> frame.operations().delta())
                .average()
                .orElseThrow();
        return SWEEP.stream()
                .map(point -> {
                    double work = Math.pow((point.threshold() + 0.01) / 0.07, -0.7);
                    return new SweepResult(
                            point,
                            deltaMs * work,
                            referenceMs / deltaMs / work,
                            Math.min(macs * work, NetworkFixture.denseMacs()),
                            4e7 * Math.sqrt(work),
                            worse(
                                    agreement,
                                    Math.max(
                                            1e-5,
                                            Math.pow(point.threshold() / 0.06, 1.6)
                                                    * (0.9 + 0.2 * random.nextDouble()))));
                })
                .toList();
    }

    /** Every second frame held loses more than interpolated, and 8-bit integers lose little. */
    private List<RivalResult> rivals(Agreement agreement, List<SweepResult> sweep, double deltaMs, double referenceMs) {
        List<RivalResult> rivals = new ArrayList<>();
        double macs = NetworkFixture.denseMacs();
        for (int every : new int[] {2, 4, 8}) {
            rivals.add(rival("hold-" + every, Family.HOLD, 0, referenceMs, every, worse(agreement, 2.5 * every)));
        }
        for (int every : new int[] {2, 4, 8, 16}) {
            rivals.add(rival("linear-" + every, Family.LINEAR, every - 1, referenceMs, every, worse(agreement, every)));
        }
        rivals.add(rival("motion-linear", Family.MOTION_LINEAR, 15, referenceMs, 5, worse(agreement, 3)));
        rivals.add(rival("int8", Family.INT8, 0, referenceMs, 2.1, worse(agreement, 0.7)));
        for (SweepResult result : sweep) {
            rivals.add(new RivalResult(
                    "delta-" + Figures.plain(result.point().threshold()),
                    Family.DELTA,
                    0,
                    result.msMean(),
                    result.speedup(),
                    result.macsPerFrame(),
                    result.agreement()));
        }
        rivals.add(new RivalResult(
                RivalResult.CHOSEN_DELTA, Family.DELTA, 0, deltaMs, referenceMs / deltaMs, macs / 9, agreement));
        return rivals;
    }

    private static RivalResult rival(
            String name, Family family, int delay, double referenceMs, double speedup, Agreement agreement) {
        return new RivalResult(
                name,
                family,
                delay,
                referenceMs / speedup,
                speedup,
                NetworkFixture.denseMacs() / (family == Family.INT8 ? 1 : speedup),
                agreement);
    }

    private static Agreement worse(Agreement agreement, double times) {
        return new Agreement(
                1 - agreement.error() * times,
                Math.max(0, 1 - (1 - agreement.changeCorrelation()) * times),
                1 - (1 - agreement.cosineMean()) * times,
                1 - (1 - agreement.cosineMin()) * times,
                agreement.relativeL2Mean() * Math.sqrt(times),
                agreement.relativeL2Max() * Math.sqrt(times),
                agreement.maxAbs() * Math.sqrt(times),
                agreement.peaks());
    }

    private static Agreement agreement(List<FrameResult> frames) {
        return new Agreement(
                1 - frames.stream().mapToDouble(FrameResult::error).average().orElseThrow(),
                0.88,
                mean(frames, Distance::cosine),
                frames.stream()
                        .mapToDouble(frame -> frame.distance().cosine())
                        .min()
                        .orElseThrow(),
                mean(frames, Distance::relativeL2),
                frames.stream()
                        .mapToDouble(frame -> frame.distance().relativeL2())
                        .max()
                        .orElseThrow(),
                frames.stream()
                        .mapToDouble(frame -> frame.distance().maxAbs())
                        .max()
                        .orElseThrow(),
                Optional.empty());
    }

    private static double mean(List<FrameResult> frames, ToDoubleFunction<Distance> value) {
        return frames.stream()
                .mapToDouble(frame -> value.applyAsDouble(frame.distance()))
                .average()
                .orElseThrow();
    }

    private List<StripPicture> strip() {
        return Stream.of(0, 1, 2, 3, 4, 5).map(i -> picture(i * frames / 6, i)).toList();
    }

    /** A disc that moves over a shaded ground. */
    private StripPicture picture(int index, int step) {
        byte[] rgb = new byte[PICTURE * PICTURE * 3];
        float[] change = new float[PICTURE * PICTURE];
        double radius = 20 + 120 * Math.min(0.5, motion);
        double x0 = 40 + step * 26;
        for (int y = 0; y < PICTURE; y++) {
            for (int x = 0; x < PICTURE; x++) {
                boolean now = Math.hypot(x - x0, y - 120) < radius;
                boolean before = Math.hypot(x - x0 + 5, y - 119) < radius;
                int at = y * PICTURE + x;
                int ground = 60 + y / 3 + (int) (20 * Math.sin(x / 17.0) * Math.cos(y / 23.0));
                rgb[at * 3] = (byte) (now ? 225 : ground);
                rgb[at * 3 + 1] = (byte) (now ? 180 - y / 4 : ground + 20);
                rgb[at * 3 + 2] = (byte) (now ? 90 : ground + 45);
                if (step == 0) {
                    change[at] = ground;
                } else if (now != before) {
                    change[at] = now ? 90 : -90;
                } else if (random.nextDouble() < 0.004) {
                    change[at] = (float) (random.nextGaussian() * 8);
                }
            }
        }
        return new StripPicture(index, step == 0, false, PICTURE, PICTURE, rgb, change);
    }

    private double noise(double amount) {
        return 1 + amount * (2 * random.nextDouble() - 1);
    }

    private static double clamp(double share) {
        return Math.max(0, Math.min(1, share));
    }
}
