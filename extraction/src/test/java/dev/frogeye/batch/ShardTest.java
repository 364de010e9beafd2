package dev.frogeye.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShardTest {
    @Test
    void everyVideoIsInExactlyOneOfTheParts() {
        int[] sizes = new int[5];
        for (int video = 0; video < 1000; video++) {
            String id = "clips/" + video + ".mp4";
            int[] holders = IntStream.rangeClosed(1, 5)
                    .filter(index -> new Shard(index, 5).holds(id))
                    .toArray();
            assertThat(holders).hasSize(1);
            sizes[holders[0] - 1]++;
        }
        assertThat(IntStream.of(sizes)).allMatch(size -> size > 140 && size < 260);
    }

    @Test
    void theWholeHoldsEverythingAndHasNoSuffix() {
        assertThat(Shard.parse("1/1")).isEqualTo(Shard.WHOLE);
        assertThat(Shard.WHOLE.holds("any")).isTrue();
        assertThat(Shard.WHOLE.suffix()).isEmpty();
    }

    @Test
    void partsOfDifferentDivisionsMayOverlap() {
        assertThat(new Shard(1, 2).overlaps(new Shard(2, 2))).isFalse();
        assertThat(new Shard(1, 2).overlaps(new Shard(1, 2))).isTrue();
        assertThat(new Shard(1, 2).overlaps(new Shard(4, 4))).isTrue();
        assertThat(Shard.WHOLE.overlaps(new Shard(4, 4))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "0/2", "3/2", "1/0", "a/b", "-1/2", "1/2/3", "1/9999999999"})
    void whatIsNoPartIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Shard.parse(text));
    }
}
