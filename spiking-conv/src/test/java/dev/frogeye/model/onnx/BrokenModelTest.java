package dev.frogeye.model.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.frogeye.model.RealModels;
import dev.frogeye.model.UnsupportedModelException;
import dev.frogeye.model.onnx.rule.Operators;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that were cut off or altered are imported or refused in one line, never anything else. */
class BrokenModelTest {
    private static List<OnnxModel> models() {
        return List.of(SeedModels.small(), SeedModels.shapes());
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

    private static void assertRefused(byte[] bytes, String reason) {
        assertThatExceptionOfType(UnsupportedModelException.class)
                .isThrownBy(() -> OnnxImporter.read(new OnnxModel("broken", bytes, "")))
                .withMessageContaining(reason);
    }

    @ParameterizedTest
    @MethodSource("models")
    void modelsAreSoundBeforeTheyAreBroken(OnnxModel model) {
        assertThatCode(() -> OnnxImporter.read(model)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @MethodSource("models")
    void cutOffAnywhere(OnnxModel model) {
        byte[] bytes = model.bytes();
        for (int length = 0; length < bytes.length; length++) {
            importsOrRefuses(Arrays.copyOf(bytes, length), "cut off after " + length);
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void flippedBits(OnnxModel model) {
        byte[] sound = model.bytes();
        for (int bit = 0; bit < sound.length * 8; bit++) {
            byte[] bytes = sound.clone();
            bytes[bit / 8] ^= (byte) (1 << bit % 8);
            importsOrRefuses(bytes, "bit " + bit);
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void severalAlteredBytes(OnnxModel model) {
        byte[] sound = model.bytes();
        for (int seed = 0; seed < 3000; seed++) {
            Random random = new Random(seed);
            byte[] bytes = sound.clone();
            for (int change = random.nextInt(6); change >= 0; change--) {
                bytes[random.nextInt(bytes.length)] = (byte) (random.nextBoolean() ? random.nextInt() : 0xff);
            }
            importsOrRefuses(bytes, "seed " + seed);
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void removedAndRepeatedPieces(OnnxModel model) {
        byte[] sound = model.bytes();
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
    void operatorsWithoutInputs() {
        for (String operator : Operators.names()) {
            importsOrRefuses(
                    new OnnxBuilder("broken", 13)
                            .input("x", 1, 2, 6, 6)
                            .node(operator, List.of(), "y")
                            .output("y")
                            .build()
                            .bytes(),
                    operator);
            importsOrRefuses(
                    new OnnxBuilder("broken", 13)
                            .input("x", 1, 2, 6, 6)
                            .node(operator, List.of("", "x", "", "x"), "y")
                            .output("y")
                            .build()
                            .bytes(),
                    operator);
        }
    }

    @Test
    void joinsOfDifferentRanks() {
        assertRefused(
                new OnnxBuilder("broken", 13)
                        .input("x", 1, 2, 6, 6)
                        .weights("w", new float[24], 2, 12)
                        .node("Flatten", List.of("x"), "f")
                        .node("Concat", List.of("x", "f"), "y", Map.of("axis", 1))
                        .output("y")
                        .build()
                        .bytes(),
                "cannot join");
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
            inner = wrapped(1, wrapped(5, wrapped(6, inner)));
        }
        assertRefused(wrapped(7, inner), "nested");
    }

    @Test
    void groupsNestedTooDeeply() {
        byte[] groups = new byte[1 << 20];
        Arrays.fill(groups, (byte) (1 << 3 | 3));
        assertRefused(groups, "group");
        assertRefused(wrapped(7, wrapped(1, groups)), "group");
    }

    @Test
    void millionsOfEmptyMessages() {
        byte[] nodes = new byte[4 << 20];
        for (int i = 0; i < nodes.length; i += 2) {
            nodes[i] = 1 << 3 | 2;
        }
        assertRefused(wrapped(7, nodes), "more than");
        // The same in a graph in an attribute of a node.
        assertRefused(wrapped(7, wrapped(1, wrapped(5, wrapped(6, nodes)))), "more than");
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
