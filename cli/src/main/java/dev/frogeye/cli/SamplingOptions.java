package dev.frogeye.cli;

import dev.frogeye.ingest.Sampling;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/** Which frames of a video to take; at most one of the options. */
final class SamplingOptions {
    @Option(names = "--fps", paramLabel = "F", description = "Take F frames a second: those nearest in time.")
    private Double fps;

    @Option(names = "--every", paramLabel = "N", description = "Take every N-th frame.")
    private Long every;

    @Option(
            names = "--every-ms",
            paramLabel = "T",
            description = "Take a frame every T milliseconds: those nearest in time.")
    private BigDecimal everyMillis;

    @Option(names = "--frames", paramLabel = "N", description = "Take N frames, spread evenly.")
    private Integer frames;

    @Option(names = "--keyframes", description = "Take the frames that the codec stores whole, and decode no other.")
    private boolean keyframes;

    /** The sampling that was asked for. */
    Sampling sampling(OptionOrigins origins) {
        return switch (origins.choose("--fps", "--every", "--every-ms", "--frames", "--keyframes")
                .orElse("")) {
            case "--fps" -> valid("--fps", () -> new Sampling.PerSecond(fps));
            case "--every" -> valid("--every", () -> new Sampling.EveryFrames(every));
            case "--every-ms" -> valid("--every-ms", () -> new Sampling.EveryMicros(micros(everyMillis)));
            case "--frames" -> valid("--frames", () -> new Sampling.Uniform(frames));
            case "--keyframes" -> keyframes ? new Sampling.Keyframes() : Sampling.ALL;
            default -> Sampling.ALL;
        };
    }

    private static long micros(BigDecimal millis) {
        try {
            return millis.movePointRight(3).setScale(0, RoundingMode.HALF_UP).longValueExact();
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(millis + " is too large", e);
        }
    }

    private static Sampling valid(String option, Supplier<Sampling> sampling) {
        return UsageException.unlessValid(option + ": ", sampling);
    }
}
