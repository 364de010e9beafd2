package dev.frogeye.dense;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class MemoryWalkTest {
    @Test
    void aTransposeIsAWalk() {
        MemoryWalk walk = MemoryWalk.through(new int[] {7, 10, 8, 11, 9, 12}).orElseThrow();

        assertThat(walk.start()).isEqualTo(7);
        assertThat(walk.extents()).containsExactly(3, 2);
        assertThat(walk.strides()).containsExactly(1, 3);
    }

    @Test
    void onePlaceIsAWalk() {
        assertThat(MemoryWalk.through(new int[] {5}).orElseThrow().extents()).containsExactly(1);
    }

    @Test
    void neighboursAreOneLoop() {
        assertThat(MemoryWalk.through(new int[] {2, 3, 4, 5}).orElseThrow().extents())
                .containsExactly(4);
    }

    @Test
    void irregularBackwardAndRepeatedPlacesAreNot() {
        assertThat(MemoryWalk.through(new int[] {0, 1, 3, 5})).isEqualTo(Optional.empty());
        assertThat(MemoryWalk.through(new int[] {0, 1, 2, 4, 5})).isEqualTo(Optional.empty());
        assertThat(MemoryWalk.through(new int[] {3, 2, 1})).isEqualTo(Optional.empty());
        assertThat(MemoryWalk.through(new int[] {4, 4})).isEqualTo(Optional.empty());
    }
}
