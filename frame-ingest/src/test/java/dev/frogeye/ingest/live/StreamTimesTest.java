package dev.frogeye.ingest.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StreamTimesTest {
    private static final long SECOND_NANOS = 1_000_000_000;

    @Test
    void timesGrowOverALeapAndOverAReconnect() {
        StreamClock clock = new StreamClock();
        assertThat(clock.next(500, false, 40_000, SECOND_NANOS)).isTrue();
        assertThat(clock.ptsMicros()).isZero();
        assertThat(clock.next(40_500, false, 40_000, SECOND_NANOS)).isFalse();
        assertThat(clock.ptsMicros()).isEqualTo(40_000);
        assertThat(clock.next(0, true, 40_000, SECOND_NANOS)).isTrue();
        assertThat(clock.ptsMicros()).isEqualTo(80_000);
        assertThat(clock.next(40_000, false, 40_000, SECOND_NANOS)).isFalse();
        assertThat(clock.ptsMicros()).isEqualTo(120_000);
        clock.connect();
        assertThat(clock.next(0, false, 40_000, 6 * SECOND_NANOS)).isTrue();
        assertThat(clock.ptsMicros()).isEqualTo(5_000_000);
        clock.connect();
        assertThat(clock.next(0, false, 0, 6 * SECOND_NANOS)).isTrue();
        assertThat(clock.ptsMicros()).isEqualTo(5_000_001);
    }

    @Test
    void aRepeatedTimeIsNoBreakAndShiftsNothingForGood() {
        StreamClock clock = new StreamClock();
        clock.next(0, false, 40_000, SECOND_NANOS);
        long[] source = {40_000, 40_000, 40_000, 80_000, 120_000};
        long[] shown = {40_000, 40_001, 40_002, 80_000, 120_000};
        for (int i = 0; i < source.length; i++) {
            assertThat(clock.next(source[i], false, 40_000, SECOND_NANOS)).isFalse();
            assertThat(clock.ptsMicros()).isEqualTo(shown[i]);
        }
    }

    @ParameterizedTest
    @CsvSource({"30, 15, 150", "30, 20, 200", "30, 30, 300", "30, 60, 300", "25, 1, 10", "60, 7.5, 75"})
    void aLimitedRateIsMet(double fps, double maxFps, int expected) {
        RateLimit limit = new RateLimit(OptionalDouble.of(maxFps));
        List<Long> kept = new ArrayList<>();
        for (int i = 0; i < 10 * fps; i++) {
            long pts = Math.round(i * 1e6 / fps);
            if (limit.wants(pts)) {
                kept.add(pts);
            }
        }
        assertThat(kept).hasSize(expected).startsWith(0L);
    }

    @Test
    void aLimitIsKeptOnTimesThatVary() {
        RateLimit limit = new RateLimit(OptionalDouble.of(10));
        Random random = new Random(1);
        long pts = 0;
        int kept = 0;
        while (pts < 20_000_000) {
            kept += limit.wants(pts) ? 1 : 0;
            pts += 1000 + random.nextInt(60_000);
        }
        assertThat(kept).isBetween(190, 201);
        assertThat(limit.wants(1_000_000_000)).isTrue();
    }

    @Test
    void withoutALimitAllFramesAreWanted() {
        RateLimit limit = new RateLimit(OptionalDouble.empty());
        assertThat(IntStream.range(0, 100).allMatch(limit::wants)).isTrue();
    }

    @Test
    void delaysGrowToACapAndVary() {
        Reconnect options = Reconnect.DEFAULT
                .withDelays(Duration.ofMillis(100), Duration.ofMillis(1600))
                .withRetries(-1);
        double[] sums = new double[8];
        Random seeds = new Random(9);
        for (int run = 0; run < 400; run++) {
            Backoff backoff = new Backoff(options.withSeed(seeds.nextLong()));
            for (int i = 0; i < sums.length; i++) {
                double millis = backoff.nextDelayNanos() / 1e6;
                assertThat(millis).isBetween(0.0, Math.min(1600.0, 100 * Math.pow(2, i)));
                sums[i] += millis / 400;
            }
            assertThat(backoff.isExhausted()).isFalse();
        }
        for (int i = 0; i < sums.length; i++) {
            double most = Math.min(1600, 100 * Math.pow(2, i));
            assertThat(sums[i]).isBetween(0.4 * most, 0.6 * most);
        }
    }

    @Test
    void delaysRepeatWithTheirSeed() {
        Backoff first = new Backoff(Reconnect.DEFAULT.withSeed(4));
        Backoff second = new Backoff(Reconnect.DEFAULT.withSeed(4));
        for (int i = 0; i < 200; i++) {
            assertThat(first.nextDelayNanos()).isEqualTo(second.nextDelayNanos());
        }
    }

    @Test
    void attemptsAreCountedUntilFramesComeSteadily() {
        Backoff backoff = new Backoff(Reconnect.DEFAULT.withRetries(2).withSteadyAfter(Duration.ofSeconds(5)));
        backoff.nextDelayNanos();
        assertThat(backoff.isExhausted()).isFalse();
        backoff.nextDelayNanos();
        assertThat(backoff.isExhausted()).isTrue();
        backoff.steady(0, 4 * SECOND_NANOS);
        assertThat(backoff.isExhausted()).isTrue();
        backoff.steady(0, 5 * SECOND_NANOS);
        assertThat(backoff.isExhausted()).isFalse();
        assertThat(new Backoff(Reconnect.DEFAULT.withRetries(0)).isExhausted()).isTrue();
    }

    @Test
    void optionsThatMakeNoSenseAreRefused() {
        assertThatThrownBy(() -> Reconnect.DEFAULT.withDelays(Duration.ofSeconds(2), Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> LiveOptions.DEFAULT.withMaxFps(0)).hasMessageContaining("above 0");
        assertThatThrownBy(() -> LiveOptions.DEFAULT.withQueue(0)).hasMessageContaining("at least 1");
        assertThatThrownBy(() -> CaptureOptions.DEFAULT.withRate(Double.NaN)).hasMessageContaining("rate");
        assertThatThrownBy(() -> CaptureOptions.DEFAULT.withTimeouts(Duration.ZERO, Duration.ZERO))
                .hasMessageContaining("timeouts");
        assertThatThrownBy(() -> CaptureOptions.Size.parse("640")).hasMessageContaining("1280x720");
        assertThatThrownBy(() -> CaptureOptions.Size.parse("0x10")).hasMessageContaining("at least 1x1");
        assertThat(CaptureOptions.Size.parse(" 1280X720 ")).isEqualTo(new CaptureOptions.Size(1280, 720));
    }
}
