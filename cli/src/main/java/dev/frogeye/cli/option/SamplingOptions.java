package dev.frogeye.cli.option;

import dev.frogeye.cli.text.UsageException;
import dev.frogeye.ingest.Sampling;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/** Which frames of a video to take; at most one of the options. */
public final class SamplingOptions {
    private static final String FPS = "--fps";
    private static final String EVERY = "--every";
    private static final String EVERY_MILLIS = "--every-ms";
    private static final String FRAMES = "--frames";
    private static final String KEYFRAMES = "--keyframes";

    /** Of these one counts. */
    public static final List<String> EXCLUSIVE = List.of(FPS, EVERY, EVERY_MILLIS, FRAMES, KEYFRAMES);

    @Option(names = FPS, paramLabel = "F", description = "Take F frames a second: those nearest in time.")
    private Double fps;

    @Option(names = EVERY, paramLabel = "N", description = "Take every N-th frame.")
    private Long every;

    @Option(
            names = EVERY_MILLIS,
            paramLabel = "T",
            description = "Take a frame every T milliseconds: those nearest in time.")
    private BigDecimal everyMillis;

    @Option(names = FRAMES, paramLabel = "N", description = "Take N frames, spread evenly.")
    private Integer frames;

    @Option(names = KEYFRAMES, description = "Take the frames that the codec stores whole.")
    private boolean keyframes;

    /** The sampling that was asked for. */
    public Sampling sampling(OptionOrigins origins) {
        Map<String, Supplier<Sampling>> given = new LinkedHashMap<>();
        if (fps != null) {
            given.put(FPS, () -> new Sampling.PerSecond(fps));
        }
        if (every != null) {
            given.put(EVERY, () -> new Sampling.EveryFrames(every));
        }
        if (everyMillis != null) {
            given.put(EVERY_MILLIS, () -> new Sampling.EveryMicros(micros(everyMillis)));
        }
        if (frames != null) {
            given.put(FRAMES, () -> new Sampling.Uniform(frames));
        }
        if (keyframes) {
            given.put(KEYFRAMES, Sampling.Keyframes::new);
        }
        return origins.choose(given.keySet().toArray(String[]::new))
                .map(option -> UsageException.unlessValid(option + ": ", given.get(option)))
                .orElse(Sampling.ALL);
    }

    private static long micros(BigDecimal millis) {
        try {
            return millis.movePointRight(3).setScale(0, RoundingMode.HALF_UP).longValueExact();
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(millis + " is too large", e);
        }
    }
}
