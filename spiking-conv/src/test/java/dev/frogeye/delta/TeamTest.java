package dev.frogeye.delta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TeamTest {
    @ParameterizedTest
    @CsvSource({"1, 0", "1, 7", "2, 0", "2, 1", "2, 2", "3, 5", "3, 1000", "8, 3"})
    void everyRowIsWorkedOnOnceAndCountsAreAddedUp(int threads, int rows) {
        AtomicIntegerArray visits = new AtomicIntegerArray(rows);
        try (Team team = new Team(threads)) {
            for (int split = 1; split <= 200; split++) {
                Team.Banded<Integer> work = (call, from, end, band, thread) -> {
                    assertThat(call).isEqualTo(rows);
                    assertThat(thread).isLessThan(threads);
                    assertThat(from).isEqualTo(team.bandStart(rows, band));
                    assertThat(end).isEqualTo(team.bandStart(rows, band + 1));
                    for (int row = from; row < end; row++) {
                        visits.incrementAndGet(row);
                    }
                    return (long) end - from;
                };
                long sum = team.run(rows, work, rows);
                assertThat(sum).isEqualTo(rows);
                for (int row = 0; row < rows; row++) {
                    assertThat(visits.get(row)).isEqualTo(split);
                }
            }
            assertThat(team.bandStart(rows, team.bands(rows))).isEqualTo(rows);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void aFailureOfAHelperIsTheCallersToo(int threads) {
        try (Team team = new Team(threads)) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> {
                        while (true) {
                            team.run(
                                    64,
                                    (call, from, end, band, thread) -> {
                                        if (thread > 0) {
                                            throw new IllegalArgumentException("band " + band);
                                        }
                                        Thread.onSpinWait();
                                        return 0;
                                    },
                                    this);
                        }
                    })
                    .withMessageContaining("thread of the network")
                    .withCauseInstanceOf(IllegalArgumentException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 4})
    void closingEndsTheThreads(int threads) throws InterruptedException {
        Team team = new Team(threads);
        team.run(100, (call, from, end, band, thread) -> 0, this);
        team.close();
        for (Thread helper : team.helpers()) {
            helper.join(10_000);
            assertThat(helper.isAlive()).isFalse();
        }
    }
}
