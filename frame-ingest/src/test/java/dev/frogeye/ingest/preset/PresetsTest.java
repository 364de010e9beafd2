package dev.frogeye.ingest.preset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.frogeye.ingest.Preprocessing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PresetsTest {
    private static final String TORCHVISION = "torchvision:";

    /** As torchvision's documentation has them. */
    @ParameterizedTest
    @CsvSource({
        "torchvision:resnet50, shortest edge 232 bilinear, 224",
        "torchvision:resnet50-v1, shortest edge 256 bilinear, 224",
        "torchvision:resnet50-v2, shortest edge 232 bilinear, 224",
        "torchvision:ResNet18, shortest edge 256 bilinear, 224",
        "torchvision:resnext101-64x4d, shortest edge 232 bilinear, 224",
        "torchvision:inception_v3, shortest edge 342 bilinear, 299",
        "torchvision:mobilenet_v2, shortest edge 232 bilinear, 224",
        "torchvision:mobilenet_v2-v1, shortest edge 256 bilinear, 224",
        "torchvision:efficientnet_b1-v2, shortest edge 255 bilinear, 240",
        "torchvision:efficientnet_b3, shortest edge 320 bicubic, 300",
        "torchvision:swin_v2_b, shortest edge 272 bicubic, 256",
        "torchvision:vit_b_16-swag_e2e, shortest edge 384 bicubic, 384",
        "torchvision:convnext_tiny, shortest edge 236 bilinear, 224"
    })
    void presetsOfTorchvisionHaveItsSizes(String name, String resize, int crop) {
        assertThat(Presets.find(name)).get().satisfies(p -> assertThat(p.describe())
                .startsWith(resize + ", centre crop " + crop + "x" + crop)
                .endsWith("mean 0.485/0.456/0.406, std 0.229/0.224/0.225"));
    }

    @Test
    void everyResizeComesOutAsItStandsInTheTable() throws IOException {
        int weights = 0;
        for (String line :
                Files.readAllLines(Path.of("src/main/resources/dev/frogeye/ingest/preset/torchvision.txt"))) {
            String[] columns = line.split(" +");
            for (int i = 1; i < columns.length && !line.startsWith("#"); i++) {
                String[] fields = columns[i].split(":");
                String name = TORCHVISION + columns[0] + "-" + fields[0].replace("*", "");
                assertThat(Presets.find(name).orElseThrow().describe())
                        .as(name)
                        .startsWith(
                                "shortest edge " + fields[1] + " " + fields[3] + ", centre crop " + fields[2] + "x");
                weights++;
            }
        }
        assertThat(weights).isEqualTo(114);
    }

    @Test
    void noTwoPresetsAnswerToOneName() {
        List<String> names =
                Presets.all().keySet().stream().map(Presets::canonical).toList();
        assertThat(names).doesNotHaveDuplicates();
    }

    @Test
    void theModesOfKeras() {
        assertThat(Presets.find("keras:tf").orElseThrow().toString())
                .isEqualTo("fit=stretch,scale=" + 1 / 127.5 + ",mean=1,std=1,order=rgb");
        assertThat(Presets.find("keras:caffe").orElseThrow().order()).isEqualTo(Preprocessing.ChannelOrder.BGR);
        assertThat(Presets.find("keras:torch").orElseThrow().mean()).isEqualTo(Preprocessing.IMAGENET.mean());
    }

    @ParameterizedTest
    @ValueSource(strings = {"torchvision:resnet50-v3", "torchvision:", "keras:jax", "torchvision:resnet51"})
    void anUnknownNameIsAnsweredWithSimilarOnes(String name) {
        assertThatThrownBy(() -> Presets.find(name))
                .isInstanceOf(PresetException.class)
                .hasMessageStartingWith("there is no preset '" + name + "'; there are " + name.substring(0, 5))
                .hasMessageNotContaining("\n");
    }

    @Test
    void otherTextsAreNoPresets() {
        assertThat(Presets.find("imagenett")).isEmpty();
        assertThat(Presets.find("fit=stretch")).isEmpty();
    }

    /** The table in the documentation is this one. */
    @Test
    void theDocumentationListsThemAll() throws IOException {
        Path page = Path.of("..", "docs", "preprocessing.md");
        assertThat(Files.readString(page)).contains(String.join("\n", table()));
    }

    private static List<String> table() {
        Map<String, List<String>> modelsByWeights = new LinkedHashMap<>();
        Map<String, Preprocessing> all = TorchvisionPresets.all();
        for (String model : new TreeSet<>(all.keySet())) {
            if (!model.contains("-")) {
                String weights = all.keySet().stream()
                        .filter(name -> name.startsWith(model + "-"))
                        .sorted()
                        .map(name -> cell(model, name, all))
                        .collect(Collectors.joining("; "));
                modelsByWeights
                        .computeIfAbsent(weights, key -> new ArrayList<>())
                        .add("`" + model + "`");
            }
        }
        return modelsByWeights.entrySet().stream()
                .map(row -> "| " + String.join(" ", row.getValue()) + " | " + row.getKey() + " |")
                .toList();
    }

    private static String cell(String model, String name, Map<String, Preprocessing> all) {
        Preprocessing p = all.get(name);
        boolean isDefault = p.equals(all.get(model));
        String sizes = Math.round(p.width() / p.cropFraction()) + " to " + p.width() + " "
                + p.filter().name().toLowerCase(Locale.ROOT);
        String values = p.mean().equals(Preprocessing.IMAGENET.mean())
                ? ""
                : ", mean and std " + p.mean().first();
        return (isDefault ? "**" : "")
                + name.substring(model.length() + 1)
                + (isDefault ? "** " : " ")
                + sizes
                + values;
    }

    /** Prints the table for the documentation. */
    public static void main(String[] args) {
        table().forEach(System.out::println);
    }
}
