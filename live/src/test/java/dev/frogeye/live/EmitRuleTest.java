package dev.frogeye.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.frogeye.engine.FrameCost;
import dev.frogeye.export.table.FeatureRow;
import dev.frogeye.live.sink.TestFrames;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmitRuleTest {
    private final FeatureRow row = new FeatureRow("cam0", TestFrames.ofVectors(1).table);
    private final FrameCost cost = new FrameCost();

    @Test
    void rulesAreReadAsTheyAreSpoken() {
        assertThat(EmitRule.parse("all")).isEqualTo(new EmitRule.All());
        assertThat(EmitRule.parse("change>0.02")).isEqualTo(new EmitRule.ChangeAbove(0.02));
        assertThat(EmitRule.parse(" Change > .5 ")).isEqualTo(new EmitRule.ChangeAbove(0.5));
        assertThat(EmitRule.parse("change>0")).isEqualTo(new EmitRule.ChangeAbove(0));
        assertThat(EmitRule.parse("every 1s")).isEqualTo(new EmitRule.EveryPeriod(1_000_000));
        assertThat(EmitRule.parse("every 500ms")).isEqualTo(new EmitRule.EveryPeriod(500_000));
        assertThat(EmitRule.parse("every 0.25 s")).isEqualTo(new EmitRule.EveryPeriod(250_000));
        assertThat(EmitRule.parse("every 2min")).isEqualTo(new EmitRule.EveryPeriod(120_000_000));
        assertThat(EmitRule.parse("every 10 frames")).isEqualTo(new EmitRule.EveryFrames(10));
        assertThat(EmitRule.parse("every frame")).isEqualTo(new EmitRule.EveryFrames(1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "change",
                "change>",
                "change<0.1",
                "change>x",
                "every",
                "every 1",
                "every 0s",
                "every -1s",
                "every 10 parsecs",
                "every 99999999999999d",
                "sometimes"
            })
    void whatIsNoRuleIsToldWithWhatIsOne(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EmitRule.parse(text))
                .withMessageStartingWith("'" + text + "' does not say when to emit")
                .withMessageContaining("change>0.02")
                .withMessageContaining("every 1s")
                .withMessageNotContaining("\n");
    }

    @Test
    void aChangeThatCannotBeAndNoFramesAreToldAsSuch() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EmitRule.parse("change>1.5"))
                .withMessageContaining("from 0 to below 1, was 1.5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EmitRule.parse("every 0 frames"))
                .withMessageContaining("must be positive, was 0");
    }

    @Test
    void everyFramePassesWhereNothingIsAskedFor() {
        EmitFilter filter = EmitRule.parse("all").filter();
        assertThat(emits(filter, 0, 0, false)).isTrue();
        assertThat(emits(filter, 1, 0, false)).isTrue();
    }

    @Test
    void framesPassWhenMoreChangedAndAfterABreak() {
        EmitFilter filter = EmitRule.parse("change>0.25").filter();
        assertThat(emits(filter, 0, 0, false)).as("first").isTrue();
        assertThat(emits(filter, 10, 0.25, false)).as("no more than that").isFalse();
        assertThat(emits(filter, 20, 0.26, false)).isTrue();
        assertThat(emits(filter, 30, 0, true)).as("break").isTrue();
        assertThat(emits(filter, 5, 0, false)).as("clock went back").isTrue();
        assertThat(emits(filter, 6, 0, false)).isFalse();
    }

    @Test
    void periodsAreOfTheStreamsTimeAndDoNotDrift() {
        EmitFilter filter = EmitRule.parse("every 1s").filter();
        List<Long> emitted = new ArrayList<>();
        for (long pts = 500_000; pts < 10_500_000; pts += 33_367) {
            if (emits(filter, pts, 0, false)) {
                emitted.add(pts);
            }
        }
        assertThat(emitted).hasSize(10);
        for (int i = 0; i < emitted.size(); i++) {
            assertThat(emitted.get(i) - 500_000 - i * 1_000_000L).isBetween(0L, 33_367L);
        }
    }

    @Test
    void afterAGapOnePeriodsFramePassesNotAllThatWereMissed() {
        EmitFilter filter = EmitRule.parse("every 1s").filter();
        assertThat(emits(filter, 0, 0, false)).isTrue();
        assertThat(emits(filter, 5_300_000, 0, false)).isTrue();
        assertThat(emits(filter, 5_400_000, 0, false)).isFalse();
        assertThat(emits(filter, 6_000_000, 0, false)).as("on the same beat").isTrue();
    }

    @Test
    void aBreakBeginsPeriodsAndCountsAnew() {
        EmitFilter periods = EmitRule.parse("every 1s").filter();
        assertThat(emits(periods, 0, 0, false)).isTrue();
        assertThat(emits(periods, 100_000, 0, true)).isTrue();
        assertThat(emits(periods, 1_050_000, 0, false)).isFalse();
        assertThat(emits(periods, 1_100_000, 0, false)).isTrue();
        EmitFilter counts = EmitRule.parse("every 3 frames").filter();
        List<Boolean> emitted = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            emitted.add(emits(counts, i, 0, i == 4));
        }
        assertThat(emitted).containsExactly(true, false, false, true, true, false, false, true, false);
    }

    private boolean emits(EmitFilter filter, long pts, double change, boolean isBreak) {
        cost.begin(false);
        cost.setChangeRatio(change);
        row.set(0, pts, cost, 0);
        return filter.emits(row, isBreak);
    }
}
