package dev.frogeye.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frogeye.encoder.Shape;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WindowTest {
    @Test
    void tapsInsideAreThoseThatACountOneByOneFinds() {
        Random random = new Random(5);
        for (int i = 0; i < 500; i++) {
            Window window = new Window(
                    1 + random.nextInt(5),
                    1 + random.nextInt(5),
                    1 + random.nextInt(4),
                    1 + random.nextInt(4),
                    1 + random.nextInt(3),
                    1 + random.nextInt(3),
                    random.nextInt(6),
                    random.nextInt(6),
                    0,
                    0);
            Shape input = new Shape(1 + random.nextInt(9), 1 + random.nextInt(9), 1);
            Shape output = new Shape(1 + random.nextInt(9), 1 + random.nextInt(9), 1);
            assertThat(window.tapsInside(input, output)).as("%s", window).isEqualTo(counted(window, input, output));
        }
    }

    private static long counted(Window window, Shape input, Shape output) {
        long count = 0;
        for (int pixel = 0; pixel < output.pixels(); pixel++) {
            for (int tap = 0; tap < window.taps(); tap++) {
                int y = window.inputY(pixel / output.width(), tap / window.kernelWidth());
                int x = window.inputX(pixel % output.width(), tap % window.kernelWidth());
                count += y >= 0 && y < input.height() && x >= 0 && x < input.width() ? 1 : 0;
            }
        }
        return count;
    }
}
