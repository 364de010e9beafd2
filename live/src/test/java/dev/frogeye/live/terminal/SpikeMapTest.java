package dev.frogeye.live.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frogeye.encoder.Shape;
import org.junit.jupiter.api.Test;

class SpikeMapTest {
    private static final Shape SMALL = new Shape(4, 6, 3);

    private final byte[] spikes = new byte[SMALL.pixels()];

    @Test
    void halfBlocksShowTwoCellsInACharacter() {
        spike(0, 0, 1);
        spike(1, 1, -1);
        spike(0, 2, 1);
        spike(1, 2, 1);
        spike(3, 5, -1);
        assertThat(map(false, true).lines()).containsExactly("┌──────┐", "│▀▄█   │", "│     ▄│", "└──────┘");
    }

    @Test
    void asciiShowsSignsInCellsTwiceAsHighAsWide() {
        spike(0, 0, 1);
        spike(3, 5, -1);
        SpikeMap map = map(false, false);
        assertThat(map.lines())
                .containsExactly(
                        "+------------+",
                        "|++          |".replace("++", "+ "),
                        "|            |",
                        "|            |",
                        "|          - |",
                        "+------------+");
        assertThat(map.width()).isEqualTo(14);
    }

    @Test
    void increasesAreRedAndDecreasesBlue() {
        spike(0, 0, 1);
        spike(1, 0, -1);
        spike(0, 1, 1);
        spike(1, 2, -1);
        assertThat(map(true, true).lines().get(1))
                .isEqualTo("│\u001b[91;104m▀\u001b[0m\u001b[91m▀\u001b[0m\u001b[94m▄\u001b[0m   │");
    }

    @Test
    void aCellOfManyPixelsIsBrightWhereMuchOfItChanged() {
        Shape large = new Shape(40, 40, 3);
        byte[] changes = new byte[large.pixels()];
        changes[0] = -1; // one pixel of the first cell
        for (int y = 0; y < 10; y++) {
            for (int x = 30; x < 40; x++) {
                changes[y * 40 + x] = 1; // all of the last one
            }
        }
        SpikeMap map = new SpikeMap(new TerminalStyle(80, 24, true, true), 4, 2);
        map.set(changes, large);
        assertThat(map.lines().get(1)).isEqualTo("│\u001b[34m▀\u001b[0m  \u001b[91m▀\u001b[0m│");
        assertThat(map.lines()).hasSize(4);
    }

    @Test
    void pastChangesAndPicturesOfAnotherSizeLeaveNothing() {
        spike(0, 0, 1);
        SpikeMap map = map(false, true);
        Shape wide = new Shape(2, 90, 3);
        map.set(new byte[wide.pixels()], wide);
        assertThat(map.lines())
                .containsExactly("┌" + "─".repeat(40) + "┐", "│" + " ".repeat(40) + "│", "└" + "─".repeat(40) + "┘");
        map.set(new byte[SMALL.pixels()], SMALL);
        assertThat(map.lines().get(1)).isEqualTo("│      │");
    }

    @Test
    void everyChangedPixelIsSeenWhateverTheSizes() {
        for (int height = 1; height < 70; height += 4) {
            for (int width = 1; width < 70; width += 3) {
                Shape shape = new Shape(height, width, 3);
                byte[] changes = new byte[shape.pixels()];
                changes[changes.length - 1] = 1;
                SpikeMap map = new SpikeMap(new TerminalStyle(80, 24, false, height % 8 == 1), 40, 6);
                map.set(changes, shape);
                assertThat(map.lines()).as("%s", shape).hasSizeBetween(3, 8).allMatch(line -> line.length() <= 42);
                assertThat(String.join("", map.lines().subList(1, map.lines().size() - 1)))
                        .as("%s", shape)
                        .containsAnyOf("▀", "▄", "█", "+");
            }
        }
    }

    @Test
    void thereIsNoMapBeforeThereIsAPicture() {
        SpikeMap map = new SpikeMap(new TerminalStyle(80, 24, true, true), 40, 12);
        assertThat(map.lines()).isEmpty();
        assertThat(map.width()).isZero();
    }

    private void spike(int y, int x, int sign) {
        spikes[y * SMALL.width() + x] = (byte) sign;
    }

    private SpikeMap map(boolean hasColor, boolean hasUnicode) {
        SpikeMap map = new SpikeMap(new TerminalStyle(80, 24, hasColor, hasUnicode), 40, 12);
        map.set(spikes, SMALL);
        return map;
    }
}
