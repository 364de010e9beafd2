package dev.frogeye.ingest.preset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.frogeye.ingest.Preprocessing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimmConfigTest {
    private static final String RGB = ",mean=0.485/0.456/0.406,std=0.229/0.224/0.225";
    private static final String CONVNEXT = "{\"architecture\": \"convnext_tiny\", \"num_classes\": 1000,"
            + " \"pretrained_cfg\": {\"tag\": \"fb_in1k\", \"input_size\": [3, 224, 224],"
            + " \"test_input_size\": [3, 288, 288], \"fixed_input_size\": false, \"interpolation\": \"bicubic\","
            + " \"crop_pct\": 0.875, \"test_crop_pct\": 1.0, \"crop_mode\": \"center\","
            + " \"mean\": [0.485, 0.456, 0.406], \"std\": [0.229, 0.224, 0.225], \"pool_size\": [7, 7]}}";

    @Test
    void theSizeItIsValidatedAtHasItsOwnCrop() {
        Preprocessing trained = Preprocessing.parse("size=224x224,fit=crop,crop_pct=0.875" + RGB + ",filter=bicubic");
        Preprocessing validated = Preprocessing.parse("size=288x288,fit=crop" + RGB + ",filter=bicubic");
        assertThat(TimmConfig.parse(CONVNEXT)).containsExactly(trained, validated);
        PreprocessingFile file = PreprocessingFile.parse("config.json", CONVNEXT);
        assertThat(file.forInput(288, 288)).isEqualTo(validated);
        assertThat(file.forInput(224, 224)).isEqualTo(trained);
        assertThat(file.forInput(320, 320)).isEqualTo(trained);
    }

    @Test
    void visionTransformersOfGoogleHaveHalves() {
        assertThat(TimmConfig.parse("{\"pretrained_cfg\": {\"input_size\": [3, 224, 224], \"crop_pct\": 0.9,"
                        + " \"interpolation\": \"bicubic\", \"mean\": [0.5, 0.5, 0.5], \"std\": [0.5, 0.5, 0.5]}}"))
                .singleElement()
                .satisfies(p -> assertThat(p.describe())
                        .isEqualTo(
                                "shortest edge 248 bicubic, centre crop 224x224, rgb, scale 1/255, mean 0.5, std 0.5"));
    }

    @Test
    void whatIsLeftOutIsAsTimmFillsItIn() {
        assertThat(TimmConfig.parse("{\"pretrained_cfg\": {\"input_size\": [3, 299, 320]}}"))
                .containsExactly(Preprocessing.parse("size=320x299,fit=crop,crop_pct=0.875" + RGB + ",filter=bicubic"));
    }

    @Test
    void filesOlderThanTheKeyAreReadToo() {
        assertThat(TimmConfig.parse("{\"architecture\": \"resnet50\", \"input_size\": [3, 224, 224],"
                        + " \"crop_pct\": 0.95, \"interpolation\": \"bilinear\", \"crop_mode\": \"squash\"}"))
                .singleElement()
                .satisfies(
                        p -> assertThat(p.describe()).startsWith("stretched to 235x235 bilinear, centre crop 224x224"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "\"input_size\": [1, 28, 28]; asks for pretrained_cfg.input_size=[1,28,28], but frames have 3 channels",
                "\"input_size\": [3, 224]; pretrained_cfg.input_size is [3,224], not 3 numbers of pixels",
                "\"input_size\": [3, 224, 224], \"crop_mode\": \"border\"; crop_mode=",
                "\"input_size\": [3, 224, 224], \"crop_mode\": \"zoom\"; crop_mode is",
                "\"input_size\": [3, 224, 224], \"interpolation\": \"random\"; pretrained_cfg.interpolation is",
                "\"input_size\": [3, 224, 224], \"crop_pct\": 1e-9; crop_pct must be at least",
                "\"input_size\": [3, 224, 224], \"std\": [1, 0, 1]; std above 0",
                "\"mean\": 0; input_size is missing"
            })
    void whatCannotBeDoneIsNamedWithItsKey(String keys, String message) {
        assertThatThrownBy(() -> TimmConfig.parse("{\"pretrained_cfg\": {" + keys + "}}"))
                .isInstanceOf(PresetException.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining("\n");
    }
}
