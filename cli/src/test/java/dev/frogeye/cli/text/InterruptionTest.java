package dev.frogeye.cli.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class InterruptionTest {
    private final List<Integer> halts = new ArrayList<>();
    private final List<String> told = new ArrayList<>();
    private final Interruption interruption = new Interruption(Duration.ofMillis(1), halts::add);

    @Test
    void aCommandThatIsStuckIsEnded() {
        interruption.stop();
        assertThat(halts).containsExactly(ExitCode.INTERRUPTED);
    }

    @Test
    void aCommandThatStopsEndsByItself() {
        interruption.onRequest(interruption::finished);
        interruption.stop();
        assertThat(halts).isEmpty();
        assertThatThrownBy(interruption::check).isInstanceOf(CancellationException.class);
    }

    @Test
    void aCommandCanHaveTheSameExitCodeAfterEverySignal() {
        interruption.endAlike();
        interruption.onRequest(interruption::finished);
        interruption.stop();
        assertThat(halts).containsExactly(ExitCode.INTERRUPTED);
    }

    @Test
    void theUsualEndInterruptsNothing() {
        interruption.onRequest(() -> told.add("told"));
        interruption.finished();
        interruption.stop();
        interruption.check();
        assertThat(told).isEmpty();
        assertThat(halts).isEmpty();
    }

    @Test
    void listenersAreToldOnceAndLateOnesAtOnce() {
        interruption.onRequest(() -> told.add("early"));
        interruption.request();
        interruption.request();
        interruption.onRequest(() -> told.add("late"));
        assertThat(told).containsExactly("early", "late");
        assertThat(interruption.requested()).isTrue();
    }
}
