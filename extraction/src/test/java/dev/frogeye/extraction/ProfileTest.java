package dev.frogeye.extraction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.frogeye.delta.Coding;
import dev.frogeye.delta.DeltaModel;
import dev.frogeye.delta.Thresholds;
import dev.frogeye.export.table.OutputException;
import dev.frogeye.ingest.Preprocessing;
import dev.frogeye.model.Graph;
import dev.frogeye.model.LayerSelector;
import dev.frogeye.model.builtin.Builtin;
import dev.frogeye.model.onnx.OnnxImporter;
import dev.frogeye.model.onnx.OnnxModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProfileTest {
    private static final OnnxModel MODEL = Builtin.model("gabor");
    private static final Graph WHOLE = OnnxImporter.read(MODEL);
    private static final Graph NETWORK = WHOLE.upTo(WHOLE.outputs());
    private static final Preprocessing PREPROCESSING = Preprocessing.parse(Builtin.preprocessing("gabor"))
            .forInputSize(
                    NETWORK.input().shape().width(), NETWORK.input().shape().height());

    @TempDir
    Path folder;

    @Test
    void readsBackWhatItWrote() throws Exception {
        Path file = folder.resolve("profile.json");

        profile().write(file);

        assertThat(Profile.read(file)).isEqualTo(profile());
        assertThat(Files.readString(file))
                .contains("\"format\" : \"frogeye-profile\"")
                .endsWith("}\n");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void writesTheSameProfileToTheSameBytesWhichItsHashIsOf() throws Exception {
        Path file = folder.resolve("profile.json");
        Path again = folder.resolve("again.json");

        profile().write(file);
        Profile.read(file).write(again);

        assertThat(again).hasSameBinaryContentAs(file);
        byte[] digest = java.security.MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
        assertThat(profile().sha256()).isEqualTo(HexFormat.of().formatHex(digest));
    }

    @Test
    void saysWhereItCannotBeWritten() {
        assertThatThrownBy(() -> profile().write(folder.resolve("missing").resolve("profile.json")))
                .isInstanceOf(OutputException.class)
                .hasMessageContaining("missing");
    }

    @Test
    void givesThresholdsInTheUnitsOfTheNetwork() {
        Thresholds thresholds = profile().of(DeltaModel.of(NETWORK), PREPROCESSING);

        assertThat(thresholds.pixel()[0]).isEqualTo(PREPROCESSING.levelScale()[0] * 2.5f);
        assertThat(thresholds.byTensor()).isEqualTo(profile().thresholds());
    }

    @Test
    void gatesWhatLinearLayersReadButTheImage() {
        assertThat(Profile.gatedTensors(NETWORK))
                .isNotEmpty()
                .doesNotContain(NETWORK.input().name());
        assertThat(Profile.gatedTensors(NETWORK))
                .allMatch(name -> NETWORK.tensor(name).isPresent());
    }

    @Test
    void fitsWhatItWasCalibratedFor() {
        assertThatCode(() -> profile().requireFits(NETWORK, MODEL.sha256(), PREPROCESSING))
                .doesNotThrowAnyException();
    }

    @Test
    void isRefusedForAnotherModel() {
        String other = "f".repeat(64);

        assertThatThrownBy(() -> profile().requireFits(NETWORK, other, PREPROCESSING))
                .isInstanceOf(ProfileException.class)
                .hasMessageContaining(MODEL.sha256().substring(0, 12))
                .hasMessageContaining("ffffffffffff")
                .hasMessageContaining("calibrate this model")
                .message()
                .hasLineCount(1);
    }

    @Test
    void isRefusedForAnotherPreprocessing() {
        Preprocessing other = Preprocessing.parse("imagenet,fit=stretch,crop_pct=1,mean=0.1")
                .forInputSize(
                        NETWORK.input().shape().width(), NETWORK.input().shape().height());

        assertThatThrownBy(() -> profile().requireFits(NETWORK, MODEL.sha256(), other))
                .isInstanceOf(ProfileException.class)
                .hasMessageContaining("--preprocess " + PREPROCESSING);
    }

    @Test
    void isRefusedForTensorsItHasNoThresholdFor() {
        Map<String, Float> fewer = new HashMap<>(profile().thresholds());
        String gone = Profile.gatedTensors(NETWORK).get(0);
        fewer.remove(gone);

        assertThatThrownBy(() -> profile(fewer).requireFits(NETWORK, MODEL.sha256(), PREPROCESSING))
                .isInstanceOf(ProfileException.class)
                .hasMessageContaining("'" + gone + "'")
                .hasMessageContaining("same --layer");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"frogeye-profile\" | \"another\" | it lacks \"format\": \"frogeye-profile\"",
                "\"version\" : 1 | \"version\" : 2 | version 2, this Frogeye knows 1",
                "\"version\" : 1 | \"version\" : \"1\" | 'version' is not a whole number",
                "\"refresh_frames\" | \"refresh\" | lacks 'refresh_frames'",
                "\"pixel_threshold\" : 2.5 | \"pixel_threshold\" : NaN | not JSON",
                "\"pixel_threshold\" : 2.5 | \"pixel_threshold\" : \"NaN\" | 'pixel_threshold' is not a number",
                "\"pixel_threshold\" : 2.5 | \"pixel_threshold\" : -1 | pixel_threshold must be 0 or more, was -1.0",
                ": 0.25 | : -0.25 | must be 0 or more, was -0.25",
                ": 0.25 | : 1e99 | must be 0 or more, was Infinity",
                "\"graded\" | \"rate\" | neither graded nor herding",
                "\"clips\" : [ | \"clips\" : 3, \"x\" : [ | 'clips' is not a list"
            })
    void refusesWhatIsNoProfileInOneLine(String from, String to, String reason) throws IOException {
        Path file = folder.resolve("profile.json");
        profile().write(file);
        String text = Files.readString(file);
        assertThat(text).contains(from);
        Files.writeString(file, text.replace(from, to));

        assertThatThrownBy(() -> Profile.read(file))
                .isInstanceOf(ProfileException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining(reason)
                .hasMessageContaining("frogeye calibrate")
                .message()
                .hasLineCount(1);
    }

    @ParameterizedTest
    @CsvSource({"''", "[1]", "hello", "{}", "{} {}"})
    void refusesOtherFiles(String content) throws IOException {
        Path file = Files.writeString(folder.resolve("profile.json"), content);

        assertThatThrownBy(() -> Profile.read(file))
                .isInstanceOf(ProfileException.class)
                .hasMessageContaining("is no profile");
    }

    @Test
    void saysThatThereIsNoSuchFile() {
        assertThatThrownBy(() -> Profile.read(folder.resolve("nothing.json")))
                .isInstanceOf(ProfileException.class)
                .hasMessageContaining("there is no such file");
    }

    private static Profile profile() {
        Map<String, Float> thresholds = new HashMap<>();
        Profile.gatedTensors(NETWORK).forEach(name -> thresholds.put(name, 0.1f));
        thresholds.put("another", 0.25f);
        return profile(thresholds);
    }

    private static Profile profile(Map<String, Float> thresholds) {
        return new Profile(
                new Profile.Model(MODEL.name(), MODEL.sha256()),
                LayerSelector.select(WHOLE, List.of("@output")).stream()
                        .map(tensor -> tensor.name())
                        .toList(),
                List.of("none"),
                PREPROCESSING.toString(),
                Coding.GRADED,
                20,
                2.5,
                thresholds,
                0.05,
                7,
                48,
                List.of(new Profile.Clip("a.mkv", "ab".repeat(32), 48)),
                new Profile.OperatingPoint(0.0499, 0.998, 123456.75, 9876543),
                new Profile.Global(0.04, 2, 0.0498, 234567.5));
    }
}
