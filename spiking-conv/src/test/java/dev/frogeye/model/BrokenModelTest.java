package dev.frogeye.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that were cut off or altered are imported or refused in one line, never anything else. */
class BrokenModelTest {
    /** Uses most readers of attributes and constants in few bytes. */
    private static OnnxModel small() {
        return new OnnxBuilder("small", 13)
                .input("x", 1, 2, 6, 6)
                .weights("w", Conformance.values(1, 36), 2, 2, 3, 3)
                .weights("v", Conformance.positive(2, 2), 2)
                .weights("m", Conformance.values(3, 24), 8, 3)
                .integers("shape", 1, -1)
                .integers("one", 1)
                .integers("two", 2)
                .node("Conv", List.of("x", "w", "v"), "c", Map.of("pads", new long[] {1, 1, 1, 1}, "group", 1))
                .node("BatchNormalization", List.of("c", "v", "v", "v", "v"), "n")
                .node(
                        "MaxPool",
                        List.of("n"),
                        "p",
                        Map.of("kernel_shape", new long[] {2, 2}, "strides", new long[] {2, 2}, "ceil_mode", 1))
                .node("Slice", List.of("p", "one", "two", "one"), "s")
                .node("Concat", List.of("p", "s"), "j", Map.of("axis", 1))
                .node("Transpose", List.of("j"), "t", Map.of("perm", new long[] {0, 2, 3, 1}))
                .node("LRN", List.of("p"), "l", Map.of("size", 3))
                .node("AveragePool", List.of("l"), "a", Map.of("kernel_shape", new long[] {2, 2}))
                .node("Shape", List.of("a"), "as")
                .node("Gather", List.of("as", "one"), "g")
                .node("Concat", List.of("g", "two", "two"), "target", Map.of("axis", 0))
                .node("ConstantOfShape", List.of("target"), "k")
                .node("Add", List.of("a", "k"), "b")
                .node("Reshape", List.of("b", "shape"), "f")
                .node("Gemm", List.of("f", "m"), "y", Map.of("alpha", 0.5f))
                .node("Softmax", List.of("y"), "z")
                .output("z")
                .output("t")
                .build();
    }

    private static void importsOrRefuses(byte[] bytes, String what) {
        try {
            OnnxImporter.read(new OnnxModel("broken", bytes, ""));
        } catch (UnsupportedModelException e) {
            assertThat(e.getMessage()).as(what).startsWith("model 'broken'").doesNotContain("\n");
        } catch (RuntimeException e) {
            throw new AssertionError(what, e);
        }
    }

    @Test
    void theSmallModelIsSound() {
        assertThatCode(() -> OnnxImporter.read(small())).doesNotThrowAnyException();
    }

    @Test
    void smallModelCutOffAnywhere() {
        byte[] bytes = small().bytes();
        for (int length = 0; length < bytes.length; length++) {
            importsOrRefuses(Arrays.copyOf(bytes, length), "cut off after " + length);
        }
    }

    @Test
    void flippedBits() {
        byte[] sound = small().bytes();
        for (int bit = 0; bit < sound.length * 8; bit++) {
            byte[] bytes = sound.clone();
            bytes[bit / 8] ^= (byte) (1 << bit % 8);
            importsOrRefuses(bytes, "bit " + bit);
        }
    }

    @Test
    void severalAlteredBytes() {
        byte[] sound = small().bytes();
        for (int seed = 0; seed < 5000; seed++) {
            Random random = new Random(seed);
            byte[] bytes = sound.clone();
            for (int change = random.nextInt(6); change >= 0; change--) {
                bytes[random.nextInt(bytes.length)] = (byte) (random.nextBoolean() ? random.nextInt() : 0xff);
            }
            importsOrRefuses(bytes, "seed " + seed);
        }
    }

    @Test
    void removedAndRepeatedPieces() {
        byte[] sound = small().bytes();
        for (int seed = 0; seed < 2000; seed++) {
            Random random = new Random(seed);
            int from = random.nextInt(sound.length);
            int to = Math.min(sound.length, from + 1 + random.nextInt(40));
            byte[] bytes = new byte[sound.length + (seed % 2 == 0 ? from - to : to - from)];
            System.arraycopy(sound, 0, bytes, 0, seed % 2 == 0 ? from : to);
            int rest = seed % 2 == 0 ? to : from;
            System.arraycopy(sound, rest, bytes, seed % 2 == 0 ? from : to, sound.length - rest);
            importsOrRefuses(bytes, "seed " + seed);
        }
    }

    @Test
    void noise() {
        Random random = new Random(1);
        for (int i = 0; i < 1000; i++) {
            byte[] bytes = new byte[random.nextInt(300)];
            random.nextBytes(bytes);
            importsOrRefuses(bytes, "noise " + i);
        }
    }

    @Test
    void messagesNestedTooDeeply() {
        // A graph in an attribute of a node in a graph in ...: each level wraps the one before it.
        byte[] inner = {};
        for (int level = 0; level < 2000; level++) {
            inner = wrapped(7, wrapped(1, wrapped(5, wrapped(6, inner))));
            if (inner.length > 60_000) {
                break;
            }
        }
        importsOrRefuses(inner, "nested");
    }

    @Test
    void millionsOfEmptyMessages() {
        byte[] nodes = new byte[4 << 20];
        for (int i = 0; i < nodes.length; i += 2) {
            nodes[i] = 1 << 3 | 2;
        }
        importsOrRefuses(wrapped(7, nodes), "empty nodes");
    }

    private static byte[] wrapped(int field, byte[] content) {
        byte[] header = new byte[6];
        int length = 0;
        header[length++] = (byte) (field << 3 | 2);
        for (int rest = content.length; ; rest >>>= 7) {
            header[length++] = (byte) (rest < 0x80 ? rest : rest & 0x7f | 0x80);
            if (rest < 0x80) {
                break;
            }
        }
        byte[] bytes = Arrays.copyOf(header, length + content.length);
        System.arraycopy(content, 0, bytes, length, content.length);
        return bytes;
    }

    @ParameterizedTest
    @CsvSource({
        RealModels.RFB_320 + ", 1000",
        RealModels.MOBILENET_V2 + ", 100000",
        RealModels.INCEPTION_V3 + ", 5000000",
    })
    void realModelsCutOff(String file, int step) throws IOException {
        byte[] bytes = RealModels.read(file).bytes();
        for (int length = 0; length < bytes.length; length += step) {
            importsOrRefuses(Arrays.copyOf(bytes, length), "cut off after " + length);
        }
    }

    @Test
    void realModelWithFlippedBits() throws IOException {
        byte[] bytes = RealModels.read(RealModels.RFB_320).bytes();
        Random random = new Random(3);
        for (int i = 0; i < 100; i++) {
            int bit = random.nextInt(bytes.length * 8);
            bytes[bit / 8] ^= (byte) (1 << bit % 8);
            importsOrRefuses(bytes, "flip " + i);
            bytes[bit / 8] ^= (byte) (1 << bit % 8);
        }
    }
}
