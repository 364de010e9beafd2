package dev.frogeye.live.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frogeye.encoder.Shape;
import dev.frogeye.engine.FrameCost;
import dev.frogeye.export.table.FeatureColumn;
import dev.frogeye.export.table.FeatureRow;
import dev.frogeye.export.table.FeatureTable;
import dev.frogeye.ingest.Preprocessing;
import dev.frogeye.ingest.RgbFrame;
import dev.frogeye.live.LiveFrame;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RendererTest {
    private static final int INCREASE = 0xffb000;
    private static final int DECREASE = 0x4da6ff;

    private final HeatMap heat = new HeatMap();
    private final Snapshot shot = new Snapshot();

    /** A picture of one colour, its input half as large. */
    private record Still(RgbFrame picture, Shape inputShape, byte[] spikes, FeatureRow row) implements LiveFrame {
        static Still of(int width, int height, int red, int green, int blue) {
            RgbFrame picture = new RgbFrame();
            byte[] rgb = picture.resize(width, height);
            for (int i = 0; i < width * height; i++) {
                rgb[3 * i] = (byte) red;
                rgb[3 * i + 1] = (byte) green;
                rgb[3 * i + 2] = (byte) blue;
            }
            Shape shape = new Shape(height / 2, width / 2, 3);
            FeatureRow row = new FeatureRow(
                    "x",
                    new FeatureTable(
                            List.of(new FeatureColumn("feature", "@output", "y", new Shape(1, 1, 1))), Map.of()));
            row.set(0, 0, new FrameCost(), 1);
            return new Still(picture, shape, new byte[shape.pixels()], row);
        }

        @Override
        public Instant captured() {
            return Instant.EPOCH;
        }

        @Override
        public double latencyMillis() {
            return 1;
        }

        @Override
        public boolean isEmitted() {
            return false;
        }
    }

    private Renderer.Drawing draw(Still frame, View view, int height) {
        heat.add(frame.spikes(), frame.inputShape().pixels());
        shot.take(frame, heat);
        return new Renderer(Preprocessing.parse("fit=stretch")).draw(shot, view, height);
    }

    private static int pixel(Renderer.Drawing drawing, int x, int y) {
        int at = 3 * (y * drawing.width() + x);
        return (drawing.rgb()[at] & 0xff) << 16 | (drawing.rgb()[at + 1] & 0xff) << 8 | drawing.rgb()[at + 2] & 0xff;
    }

    @ParameterizedTest
    @CsvSource({
        "640,360,180,320,180",
        "320,180,480,320,180",
        "1920,1080,480,853,480",
        "3840,2160,360,640,360",
        "1000,10,480,1000,10",
        "7,5,60,7,5",
    })
    void pictureKeepsItsColourAndShapeAtAnySize(int width, int height, int asked, int drawnWidth, int drawnHeight) {
        Renderer.Drawing drawing = draw(Still.of(width, height, 200, 100, 50), View.INPUT, asked);

        assertThat(drawing.width()).isEqualTo(drawnWidth);
        assertThat(drawing.height()).isEqualTo(drawnHeight);
        for (int y = 0; y < drawing.height(); y++) {
            for (int x = 0; x < drawing.width(); x++) {
                assertThat(pixel(drawing, x, y)).isEqualTo(200 << 16 | 100 << 8 | 50);
            }
        }
    }

    @Test
    void spikesAreDrawnWhereTheyAreInTheirColours() {
        Still frame = Still.of(320, 180, 90, 90, 90);
        int width = frame.inputShape().width();
        frame.spikes()[10 * width + 20] = 1;
        frame.spikes()[80 * width + 150] = -1;
        Renderer.Drawing drawing = draw(frame, View.SPIKES, 180);

        assertThat(pixel(drawing, 40, 20)).isEqualTo(INCREASE);
        assertThat(pixel(drawing, 41, 21)).isEqualTo(INCREASE);
        assertThat(pixel(drawing, 42, 20)).isEqualTo(0x101413);
        assertThat(pixel(drawing, 301, 160)).isEqualTo(DECREASE);
        assertThat(pixel(draw(frame, View.OVERLAY, 180), 40, 20)).isEqualTo(INCREASE);
        assertThat(pixel(draw(frame, View.OVERLAY, 180), 100, 100)).isEqualTo(49 * 0x010101);
    }

    @Test
    void singleSpikeIsSeenInASmallPicture() {
        for (int i = 0; i < 90; i++) {
            Still frame = Still.of(320, 180, 0, 0, 0);
            frame.spikes()[i * 160 + i] = -1;
            Renderer.Drawing drawing = draw(frame, View.SPIKES, 60);

            int seen = 0;
            for (int at = 0; at < drawing.width() * drawing.height(); at++) {
                seen += pixel(drawing, at % drawing.width(), at / drawing.width()) == DECREASE ? 1 : 0;
            }
            assertThat(seen).as("spike " + i).isPositive();
        }
    }

    @Test
    void heatGrowsWithTheNumberOfSpikesAndFades() {
        Still frame = Still.of(320, 180, 128, 128, 128);
        frame.spikes()[0] = 1;
        for (int i = 0; i < 400; i++) {
            frame.spikes()[1] = (byte) (i % 8 == 0 ? -1 : 0);
            heat.add(frame.spikes(), frame.inputShape().pixels());
        }
        Renderer.Drawing drawing = draw(frame, View.HEAT, 180);
        float hot = heat.values()[0];
        Arrays.fill(frame.spikes(), (byte) 0);
        for (int i = 0; i < 300; i++) {
            heat.add(frame.spikes(), frame.inputShape().pixels());
        }

        assertThat(pixel(drawing, 0, 0)).isEqualTo(0xfcffa4);
        assertThat(pixel(drawing, 2, 0) >> 16).isBetween(0x60, 0xf0);
        assertThat(pixel(drawing, 100, 100)).isEqualTo(51 * 0x010101);
        assertThat(heat.values()[0]).isBetween(0.49f * hot, 0.51f * hot);
    }

    @Test
    void geometryMayChange() {
        draw(Still.of(640, 360, 1, 2, 3), View.HEAT, 360);
        Renderer.Drawing drawing = draw(Still.of(64, 48, 4, 5, 6), View.INPUT, 360);

        assertThat(pixel(drawing, 63, 47)).isEqualTo(4 << 16 | 5 << 8 | 6);
    }
}
