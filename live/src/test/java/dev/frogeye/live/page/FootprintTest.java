package dev.frogeye.live.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frogeye.ingest.Preprocessing;
import org.junit.jupiter.api.Test;

class FootprintTest {
    @Test
    void cropTakesTheMiddleOfTheTightSide() {
        // 640x320 becomes 512x256, of which the middle 224x224 is kept: 280x280 of the picture.
        assertThat(Footprint.of(Preprocessing.IMAGENET, 224, 224, 640, 320))
                .isEqualTo(new Footprint(180, 20, 280, 280));
    }

    @Test
    void stretchTakesEverything() {
        assertThat(Footprint.of(Preprocessing.parse("fit=stretch"), 224, 224, 640, 360))
                .isEqualTo(new Footprint(0, 0, 640, 360));
    }

    @Test
    void letterboxTakesMoreThanThereIs() {
        assertThat(Footprint.of(Preprocessing.parse("fit=letterbox"), 320, 320, 640, 320))
                .isEqualTo(new Footprint(0, -160, 640, 640));
    }
}
