package dev.frogeye.model.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.onnxruntime.OrtException;
import dev.frogeye.model.Graph;
import dev.frogeye.model.UnsupportedModelException;
import dev.frogeye.model.onnx.proto.Onnx.StringStringEntryProto;
import dev.frogeye.model.onnx.proto.Onnx.TensorProto;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExternalDataTest {
    private static final int WEIGHTS = 12;

    @TempDir
    private Path folder;

    private final OnnxModel whole = new OnnxBuilder("whole.onnx", 13)
            .input("x", 1, 3, 4, 5)
            .weights("w", Conformance.values(1, WEIGHTS), 4, 3, 1, 1)
            .node("Conv", List.of("x", "w"), "c")
            .node(
                    "Constant",
                    List.of(),
                    "k",
                    Map.of(
                            "value",
                            OnnxBuilder.tensor(Conformance.values(2, 4), 4, 1, 1)
                                    .build()))
            .node("Mul", List.of("c", "k"), "y")
            .output("y")
            .build();

    private Path write(Map<String, String> entries) throws IOException {
        OnnxModel parted = Retyped.edited(whole, file -> {
            part(file.getGraphBuilder().getInitializerBuilder(0), entries);
            return file;
        });
        return Files.write(folder.resolve("model.onnx"), parted.bytes());
    }

    private static void part(TensorProto.Builder tensor, Map<String, String> entries) {
        tensor.clearRawData().setDataLocation(TensorProto.DataLocation.EXTERNAL);
        entries.forEach((key, value) -> tensor.addExternalData(
                StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
    }

    private static Map<String, String> entries(String location, String offset, String length) {
        Map<String, String> entries = new LinkedHashMap<>();
        entries.put("location", location);
        entries.put("offset", offset);
        entries.put("length", length);
        return entries;
    }

    private byte[] weights(int before) throws IOException {
        byte[][] raw = new byte[1][];
        Retyped.edited(whole, file -> {
            raw[0] = file.getGraph().getInitializer(0).getRawData().toByteArray();
            return file;
        });
        byte[] data = new byte[before + raw[0].length];
        System.arraycopy(raw[0], 0, data, before, raw[0].length);
        return data;
    }

    private static ThrowableAssertAlternative<UnsupportedModelException> refuses(Path model) {
        return assertThatExceptionOfType(UnsupportedModelException.class)
                .isThrownBy(() -> OnnxModel.read(model))
                .satisfies(e -> assertThat(e.getMessage())
                        .startsWith("model 'model.onnx'")
                        .doesNotContain("\n"));
    }

    @Test
    void weightsBesideTheModelAreReadWithIt() throws IOException, OrtException {
        Files.write(folder.resolve("model.onnx.data"), weights(4096));
        OnnxModel model = OnnxModel.read(write(entries("model.onnx.data", "4096", "48")));
        Graph graph = OnnxImporter.read(model);

        assertThat(graph.sha256()).isEqualTo(model.sha256());
        Conformance.check(model, graph, Conformance.values(3, 60), Conformance.TOLERANCE);
    }

    @Test
    void offsetAndLengthMayBeLeftOut() throws IOException {
        Files.createDirectories(folder.resolve("data"));
        Files.write(folder.resolve("data").resolve("w"), weights(0));

        OnnxModel model = OnnxModel.read(write(Map.of("location", "data/w")));

        assertThat(OnnxImporter.read(model).layers()).isNotEmpty();
    }

    @Test
    void constantsOfNodesAreReadToo() throws IOException {
        Files.write(folder.resolve("k"), new byte[16]);
        OnnxModel parted = Retyped.edited(whole, file -> {
            part(
                    file.getGraphBuilder()
                            .getNodeBuilder(1)
                            .getAttributeBuilder(0)
                            .getTBuilder(),
                    entries("k", "0", "16"));
            return file;
        });

        OnnxModel model = OnnxModel.read(Files.write(folder.resolve("model.onnx"), parted.bytes()));

        assertThat(OnnxImporter.read(model).layers()).isNotEmpty();
    }

    @Test
    void theHashCoversTheWeights() throws IOException {
        Path data = folder.resolve("w");
        Path model = write(entries("w", "0", "48"));
        byte[] weights = weights(0);
        String first = OnnxModel.read(writtenTo(data, weights, model)).sha256();
        weights[5]++;
        String second = OnnxModel.read(writtenTo(data, weights, model)).sha256();

        assertThat(first).isNotEqualTo(second);
    }

    private static Path writtenTo(Path data, byte[] weights, Path model) throws IOException {
        Files.write(data, weights);
        return model;
    }

    @Test
    void aModelInOneFileKeepsItsBytes() throws IOException {
        Path model = Files.write(folder.resolve("model.onnx"), whole.bytes());

        assertThat(OnnxModel.read(model).bytes()).isEqualTo(whole.bytes());
        assertThat(OnnxModel.read(model).sha256()).isEqualTo(whole.sha256());
    }

    @Test
    void missingFiles() throws IOException {
        refuses(write(entries("model.onnx.data", "0", "48")))
                .withMessageContaining("constant 'w' is stored in 'model.onnx.data', which does not exist")
                .withMessageContaining(folder.toRealPath().toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"../w", "a/../../w", "/etc/hostname", "", "..\\w", "C:\\w", "w\u0000"})
    void filesOutsideOfTheFolder(String location) throws IOException {
        Files.write(folder.resolve("w"), weights(0));

        refuses(write(entries(location, "0", "48"))).withMessageContaining("only files in the model's folder");
    }

    @Test
    void linksOutOfTheFolder(@TempDir Path other) throws IOException {
        Files.write(other.resolve("secret"), weights(0));
        Files.createSymbolicLink(folder.resolve("w"), other.resolve("secret"));
        Files.createSymbolicLink(folder.resolve("down"), other);

        refuses(write(entries("w", "0", "48"))).withMessageContaining("link out of the model's folder");
        refuses(write(entries("down/secret", "0", "48"))).withMessageContaining("link out of the model's folder");
    }

    @Test
    void linksWithinTheFolder() throws IOException {
        Files.write(folder.resolve("w"), weights(0));
        Files.createSymbolicLink(folder.resolve("link"), folder.resolve("w"));

        assertThat(OnnxModel.read(write(entries("link", "0", "48"))).bytes()).isNotEmpty();
    }

    @Test
    void foldersAreNotFiles() throws IOException {
        Files.createDirectories(folder.resolve("w"));

        refuses(write(entries("w", "0", "48"))).withMessageContaining("not a file");
        refuses(write(entries(".", "0", "48"))).withMessageContaining("not a file");
    }

    @Test
    void placesThatTheFileDoesNotHave() throws IOException {
        Files.write(folder.resolve("w"), weights(0));

        refuses(write(entries("w", "1", "48"))).withMessageContaining("which has only 48");
        refuses(write(entries("w", "999999999999999999", "48"))).withMessageContaining("which has only 48");
        refuses(write(entries("w", "0", "47")))
                .withMessageContaining("47 bytes")
                .withMessageContaining("needs 48");
        for (String number : List.of("-1", "0x10", "", "99999999999999999999", "1e3")) {
            refuses(write(entries("w", number, "48"))).withMessageContaining("as offset");
        }
    }

    @Test
    void claimsOfMoreThanTheFileHoldsAreNotAllocated() throws IOException {
        Files.write(folder.resolve("w"), weights(0));
        for (long[] dims : new long[][] {{1 << 28}, {1 << 20, 1 << 20}, {-1}, {1L << 62, 4}}) {
            OnnxModel parted = Retyped.edited(whole, file -> {
                TensorProto.Builder tensor = file.getGraphBuilder().getInitializerBuilder(0);
                part(tensor, Map.of("location", "w"));
                tensor.clearDims();
                Arrays.stream(dims).forEach(tensor::addDims);
                return file;
            });

            refuses(Files.write(folder.resolve("model.onnx"), parted.bytes())).withMessageContaining("'w'");
        }
    }

    @Test
    void moreThanTwoGigabytes() throws IOException {
        // One file of no blocks serves all of them.
        try (RandomAccessFile data = new RandomAccessFile(folder.resolve("w").toFile(), "rw")) {
            data.setLength(1L << 30);
        }
        OnnxModel parted = Retyped.edited(whole, file -> {
            for (int i = 0; i < 3; i++) {
                TensorProto.Builder tensor = file.getGraphBuilder()
                        .addInitializerBuilder()
                        .setDataType(1)
                        .setName("huge" + i);
                part(tensor, Map.of("location", "w"));
                tensor.addDims(1 << 28);
            }
            return file;
        });

        refuses(Files.write(folder.resolve("model.onnx"), parted.bytes())).withMessageContaining("takes more than");
    }

    @Test
    void modelsThatWereNotReadFromTheirFolder() {
        OnnxModel parted = Retyped.edited(whole, file -> {
            part(file.getGraphBuilder().getInitializerBuilder(0), entries("w", "0", "48"));
            return file;
        });

        assertThatExceptionOfType(UnsupportedModelException.class)
                .isThrownBy(() -> OnnxImporter.read(parted))
                .withMessageContaining("constant 'w' is stored in another file");
    }

    @Test
    void whatIsNoModelIsLeftToTheImporter() throws IOException {
        Path file = Files.write(folder.resolve("model.onnx"), new byte[] {1, 2, 3});

        assertThat(OnnxModel.read(file).bytes()).containsExactly(1, 2, 3);
    }
}
