package dev.frogeye.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.frogeye.model.onnx.OnnxBuilder;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The order that values come in, against pictures of which every pixel is known. */
class PoolNoneTest {
    /** More than three either way: of fewer it is not plain which axis the channels are. */
    private static final int HEIGHT = 4;

    private static final int WIDTH = 5;
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    @BeforeEach
    void drawPicture() throws IOException {
        BufferedImage picture = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                picture.setRGB(x, y, red(y) << 16 | green(x) << 8 | blue(y, x));
            }
        }
        ImageIO.write(picture, "png", folder.resolve("1.png").toFile());
    }

    private static int red(int y) {
        return 10 + y;
    }

    private static int green(int x) {
        return 100 + x;
    }

    private static int blue(int y, int x) {
        return 200 + y * WIDTH + x;
    }

    /** What a pixel is goes through unchanged. */
    private Path channelsFirst() throws IOException {
        float[] identity = {1, 0, 0, 0, 1, 0, 0, 0, 1};
        return write(new OnnxBuilder("first", 13)
                .input("image", 1, 3, HEIGHT, WIDTH)
                .weights("w", identity, 3, 3, 1, 1)
                .node("Conv", List.of("image", "w"), "y")
                .output("y"));
    }

    private Path channelsLast() throws IOException {
        return write(new OnnxBuilder("last", 13)
                .input("image", 1, HEIGHT, WIDTH, 3)
                .weights("one", new float[] {1})
                .node("Mul", List.of("image", "one"), "y")
                .output("y"));
    }

    /** Channels, rows and columns in one axis, as ONNX flattens an image. */
    private Path flattened() throws IOException {
        float[] identity = {1, 0, 0, 0, 1, 0, 0, 0, 1};
        return write(new OnnxBuilder("flat", 13)
                .input("image", 1, 3, HEIGHT, WIDTH)
                .weights("w", identity, 3, 3, 1, 1)
                .node("Conv", List.of("image", "w"), "c")
                .node("Flatten", List.of("c"), "y", Map.of("axis", 1))
                .output("y"));
    }

    private Path write(OnnxBuilder model) throws IOException {
        return Files.write(folder.resolve("model.onnx"), model.build().bytes());
    }

    private List<Integer> values(Path model) throws IOException {
        String preprocess = "size=" + WIDTH + "x" + HEIGHT + ",fit=stretch,filter=box,scale=1,mean=0,std=1";
        Cli result = Cli.run(
                "extract",
                folder.resolve("%d.png"),
                "--model",
                model,
                "--pool",
                "none",
                "--threshold",
                "0",
                "--preprocess",
                preprocess,
                "--format",
                "jsonl",
                "-o",
                "-");
        assertThat(result.exitCode()).as(result.err()).isZero();
        List<Integer> values = new ArrayList<>();
        JSON.readTree(result.outLines().get(0))
                .get("feature")
                .forEach(value -> values.add(Math.round((float) value.asDouble())));
        return values;
    }

    private static List<Integer> stored(Path model) throws IOException {
        JsonNode layers =
                JSON.readTree(Cli.run("inspect", model, "--json").out()).get("layers");
        List<Integer> stored = new ArrayList<>();
        layers.get(layers.size() - 1).get("stored").forEach(extent -> stored.add(extent.asInt()));
        return stored;
    }

    @Test
    void imagesComeRowByRowTheChannelsOfAPixelSideBySide() throws IOException {
        List<Integer> expected = new ArrayList<>();
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                expected.addAll(List.of(red(y), green(x), blue(y, x)));
            }
        }
        for (boolean channelsFirst : new boolean[] {true, false}) {
            Path model = channelsFirst ? channelsFirst() : channelsLast();
            assertThat(values(model)).isEqualTo(expected);
            assertThat(stored(model)).containsExactly(HEIGHT, WIDTH, 3);
        }
    }

    @Test
    void whatIsNoImageComesInTheOrderOfOnnx() throws IOException {
        List<Integer> expected = new ArrayList<>();
        for (int channel = 0; channel < 3; channel++) {
            for (int y = 0; y < HEIGHT; y++) {
                for (int x = 0; x < WIDTH; x++) {
                    expected.add(List.of(red(y), green(x), blue(y, x)).get(channel));
                }
            }
        }
        Path model = flattened();
        assertThat(values(model)).isEqualTo(expected);
        assertThat(stored(model)).containsExactly(3 * HEIGHT * WIDTH);
    }

    @Test
    void inspectAndThePageSayTheSame() throws IOException {
        String order = "row-major, for images height x width x channels";
        assertThat(Cli.run("inspect", channelsFirst()).out()).contains(order, "1x3x4x5  4x5x3");
        Path page = Path.of(System.getProperty("frogeye.root", ".."), "docs", "how-to-features.md");
        assertThat(Files.readString(page)).contains(order);
    }
}
