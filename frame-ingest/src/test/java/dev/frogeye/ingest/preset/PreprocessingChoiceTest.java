package dev.frogeye.ingest.preset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.frogeye.ingest.Preprocessing;
import dev.frogeye.ingest.preset.PreprocessingChoice.Chosen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreprocessingChoiceTest {
    private static final String HUGGING_FACE = "{\"image_processor_type\": \"ViTImageProcessor\", \"resample\": 2,"
            + " \"image_mean\": 0.5, \"image_std\": 0.5, \"size\": {\"height\": 224, \"width\": 224}}";
    private static final String TIMM =
            "{\"pretrained_cfg\": {\"input_size\": [3, 224, 224], \"crop_pct\": 0.95, \"interpolation\": \"bicubic\"}}";
    private static final String GSTREAMER = "[in]\ndir=input\ndims=1,3,224,224\nranges=-1.0,1.0\n";

    @TempDir
    Path folder;

    private Chosen choose(String text) {
        return PreprocessingChoice.parse(text).choose(Optional.of(folder.resolve("net.onnx")), 224, 224);
    }

    private void write(String name, String text) throws IOException {
        Files.createDirectories(folder.resolve(name).getParent());
        Files.writeString(folder.resolve(name), text);
    }

    @Test
    void withoutAnythingItIsImagenet() {
        assertThat(choose("auto")).isEqualTo(new Chosen(Preprocessing.IMAGENET.forInputSize(224, 224), "default"));
        assertThat(PreprocessingChoice.parse("auto")
                        .choose(Optional.empty(), 64, 64)
                        .source())
                .isEqualTo("default");
    }

    @Test
    void theFilesBesideTheModelCountInThisOrder() throws IOException {
        write("config.json", "{\"model_type\": \"vit\", \"nan\": NaN}");
        write("other.modelinfo", GSTREAMER);
        assertThat(choose("auto").source()).isEqualTo("default");
        write("net.modelinfo", GSTREAMER);
        assertThat(choose("auto").source()).isEqualTo("net.modelinfo");
        write("net.onnx.modelinfo", GSTREAMER);
        assertThat(choose("auto").source()).isEqualTo("net.onnx.modelinfo");
        write("config.json", TIMM);
        assertThat(choose("auto").source()).isEqualTo("config.json");
        write("preprocessor_config.json", HUGGING_FACE);
        assertThat(choose("auto"))
                .isEqualTo(new Chosen(
                        Preprocessing.parse("size=224x224,fit=stretch,mean=0.5,std=0.5"), "preprocessor_config.json"));
    }

    @Test
    void aFolderCalledOnnxLooksOneUp() throws IOException {
        write("preprocessor_config.json", HUGGING_FACE);
        Files.createDirectories(folder.resolve("onnx"));
        Optional<Path> model = Optional.of(folder.resolve("onnx").resolve("model.onnx"));
        assertThat(PreprocessingChoice.parse("auto").choose(model, 224, 224).source())
                .isEqualTo("../preprocessor_config.json");
    }

    @Test
    void aFileThatIsNamedCountsMoreAndAKeyMost() throws IOException {
        write("preprocessor_config.json", HUGGING_FACE);
        write("mine.json", TIMM);
        String mine = folder.resolve("mine.json").toString();
        assertThat(choose(mine).preprocessing().describe()).startsWith("shortest edge 235 bicubic");
        assertThat(choose(mine).source()).isEqualTo(mine);
        Chosen refined = choose(mine + ", filter=bilinear,mean=0/0/0");
        assertThat(refined.preprocessing().describe())
                .startsWith("shortest edge 235 bilinear")
                .contains("mean 0,");
        assertThat(refined.source()).isEqualTo(mine + " with filter=bilinear,mean=0/0/0");
        assertThat(choose("auto,order=bgr").preprocessing().toString())
                .isEqualTo("size=224x224,fit=stretch,scale=1/255,mean=0.5,std=0.5,order=bgr");
        assertThat(choose("imagenet").source()).isEqualTo("imagenet");
        assertThat(choose("torchvision:resnet50-v2").preprocessing().describe()).startsWith("shortest edge 232");
        assertThat(choose("fit=stretch,mean=0.5"))
                .isEqualTo(new Chosen(Preprocessing.parse("size=224x224,fit=stretch,mean=0.5"), "--preprocess"));
    }

    @Test
    void anotherSizeIsRefusedUntilItIsMeant() throws IOException {
        write("config.json", TIMM);
        Optional<Path> model = Optional.of(folder.resolve("net.onnx"));
        assertThatThrownBy(() -> PreprocessingChoice.parse("auto").choose(model, 320, 320))
                .isInstanceOf(PresetException.class)
                .hasMessage("config.json is for inputs of 224x224, but the model takes 320x320; if it is meant for this"
                        + " model, say so with --preprocess auto,size=320x320");
        assertThat(PreprocessingChoice.parse("auto,size=320x320")
                        .choose(model, 320, 320)
                        .preprocessing()
                        .describe())
                .startsWith("shortest edge 336 bicubic, centre crop 320x320");
        assertThat(PreprocessingChoice.parse("auto").usual(model).width()).isEqualTo(224);
        assertThat(PreprocessingChoice.parse("auto").usual(Optional.empty()).isSizeFixed())
                .isFalse();
    }

    @Test
    void aBrokenFileBesideTheModelIsNotPassedOver() throws IOException {
        write("preprocessor_config.json", "{\"do_resize\": true, \"do_pad\": true}");
        assertThatThrownBy(() -> choose("auto"))
                .isInstanceOf(PresetException.class)
                .hasMessageStartingWith("preprocessor_config.json asks for do_pad=true, but that step cannot be done")
                .hasMessageContaining("--preprocess imagenet")
                .hasMessageNotContaining("\n");
        assertThat(choose("imagenet").source()).isEqualTo("imagenet");
        Files.write(folder.resolve("preprocessor_config.json"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
        assertThatThrownBy(() -> choose("auto")).hasMessageContaining("is no text in UTF-8");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "imagenett; 'imagenett' is no file and no preset",
                "missing.json; 'missing.json' is no file and no preset",
                "; '' is no file and no preset",
                "imagenet,fit=sideways; fit=sideways is not stretch or crop or letterbox",
                "auto,crop_pct=3; crop_pct=3",
                "imagenet,sise=3; 'sise'",
                "sise=3; 'sise'",
                "fit=crop,fit=crop; twice",
                "torchvision:resnet; there are torchvision:resnet18"
            })
    void whatCannotBeReadIsSaidInOneLine(String text, String message) {
        assertThatThrownBy(() -> PreprocessingChoice.parse(text == null ? "" : text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining("\n");
    }

    @Test
    void aFolderIsNoFile() {
        assertThatThrownBy(() -> PreprocessingChoice.parse(folder.toString()))
                .isInstanceOf(PresetException.class)
                .hasMessage(folder + " is no file");
    }
}
