package dev.frogeye.ingest.preset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.frogeye.ingest.Preprocessing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files as the processors of well-known models write them. */
class HuggingFaceConfigTest {
    private static final String IMAGENET =
            "\"image_mean\": [0.485, 0.456, 0.406], \"image_std\": [0.229, 0.224, 0.225]";
    private static final String HALF = "\"image_mean\": [0.5, 0.5, 0.5], \"image_std\": [0.5, 0.5, 0.5]";
    private static final String RGB = ",scale=1/255,mean=0.485/0.456/0.406,std=0.229/0.224/0.225";

    private static Preprocessing parse(String... keys) {
        return HuggingFaceConfig.parse("{" + String.join(", ", keys) + "}");
    }

    private static Preprocessing expected(String specification) {
        return Preprocessing.parse(specification);
    }

    @Test
    void visionTransformersStretch() {
        assertThat(parse(
                        "\"do_normalize\": true, \"do_rescale\": true, \"do_resize\": true",
                        HALF,
                        "\"image_processor_type\": \"ViTImageProcessor\"",
                        "\"resample\": 2, \"rescale_factor\": 0.00392156862745098",
                        "\"size\": {\"height\": 224, \"width\": 224}"))
                .isEqualTo(expected("size=224x224,fit=stretch,scale=1/255,mean=0.5,std=0.5"));
    }

    @Test
    void featureExtractorsWroteOneNumber() {
        assertThat(parse(
                        "\"do_normalize\": true, \"do_resize\": true",
                        "\"feature_extractor_type\": \"ViTFeatureExtractor\"",
                        HALF,
                        "\"resample\": 2, \"size\": 384"))
                .isEqualTo(expected("size=384x384,fit=stretch,scale=1/255,mean=0.5,std=0.5"));
    }

    @Test
    void clipScalesTheShortestEdgeAndCrops() {
        String values = "\"image_mean\": [0.48145466, 0.4578275, 0.40821073],"
                + " \"image_std\": [0.26862954, 0.26130258, 0.27577711]";
        Preprocessing clip = expected("size=224x224,fit=crop,mean=0.48145466/0.4578275/0.40821073,"
                + "std=0.26862954/0.26130258/0.27577711,filter=bicubic");
        assertThat(parse(
                        "\"crop_size\": {\"height\": 224, \"width\": 224}, \"do_center_crop\": true",
                        "\"do_convert_rgb\": true, \"do_normalize\": true, \"do_rescale\": true, \"do_resize\": true",
                        "\"image_processor_type\": \"CLIPImageProcessor\"",
                        values,
                        "\"resample\": 3, \"rescale_factor\": 0.00392156862745098, \"size\": {\"shortest_edge\": 224}"))
                .isEqualTo(clip);
        assertThat(parse(
                        "\"crop_size\": 224, \"do_center_crop\": true, \"do_normalize\": true, \"do_resize\": true",
                        "\"feature_extractor_type\": \"CLIPFeatureExtractor\"",
                        values,
                        "\"resample\": 3, \"size\": 224"))
                .isEqualTo(clip);
    }

    /** ResNet, RegNet and CvT use this processor, too. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "\"crop_pct\": 0.875, \"size\": {\"shortest_edge\": 224}; size=224x224,fit=crop,crop_pct=0.875",
                "\"crop_pct\": null, \"size\": 224; size=224x224,fit=crop,crop_pct=0.875",
                "\"crop_pct\": 0.95, \"size\": {\"shortest_edge\": 224}; size=224x224,fit=crop,crop_pct=" + 224.0 / 235,
                "\"crop_pct\": 0.875, \"size\": {\"shortest_edge\": 384}; size=384x384,fit=stretch"
            })
    void convNextCropsBelow384AndStretchesFromThereOn(String size, String geometry) {
        assertThat(parse(
                        "\"image_processor_type\": \"ConvNextImageProcessor\", \"do_normalize\": true",
                        IMAGENET,
                        "\"resample\": 3",
                        size))
                .isEqualTo(expected(geometry + RGB + ",filter=bicubic"));
    }

    @Test
    void levitScalesBy256Over224() {
        Preprocessing levit = parse(
                "\"feature_extractor_type\": \"LevitFeatureExtractor\", \"do_center_crop\": true",
                IMAGENET,
                "\"resample\": 3, \"size\": 224, \"crop_size\": 224");
        assertThat(levit.describe()).startsWith("shortest edge 256 bicubic, centre crop 224x224, rgb");
    }

    @Test
    void deitStretchesThenCrops() {
        assertThat(parse(
                                "\"feature_extractor_type\": \"DeiTFeatureExtractor\"",
                                IMAGENET,
                                "\"crop_size\": 224, \"do_center_crop\": true, \"resample\": 3, \"size\": 256")
                        .describe())
                .startsWith("stretched to 256x256 bicubic, centre crop 224x224");
    }

    @Test
    void mobileVitIsBlueFirstAndNotNormalised() {
        assertThat(parse(
                        "\"crop_size\": {\"height\": 256, \"width\": 256}, \"do_center_crop\": true",
                        "\"do_flip_channel_order\": true, \"do_rescale\": true, \"do_resize\": true",
                        "\"image_processor_type\": \"MobileViTImageProcessor\", \"resample\": 2",
                        "\"size\": {\"shortest_edge\": 288}"))
                .isEqualTo(expected("size=256x256,fit=crop,crop_pct=" + 256.0 / 288 + ",scale=1/255,order=bgr"));
    }

    @Test
    void efficientNetDividesTwice() {
        Preprocessing efficientNet = parse(
                "\"do_center_crop\": false, \"image_processor_type\": \"EfficientNetImageProcessor\"",
                "\"image_mean\": [0.485, 0.456, 0.406], \"image_std\": [0.47853944, 0.4732864, 0.47434163]",
                "\"include_top\": true, \"resample\": 0, \"rescale_offset\": false",
                "\"size\": {\"height\": 224, \"width\": 224}");
        assertThat(efficientNet.std().first()).isCloseTo(0.229, within(1e-6));
        assertThat(efficientNet.describe()).startsWith("stretched to 224x224 nearest");
    }

    @Test
    void poolFormerAndItsCropShare() {
        assertThat(parse(
                                "\"crop_pct\": 0.9, \"crop_size\": {\"height\": 224, \"width\": 224}",
                                "\"image_processor_type\": \"PoolFormerImageProcessor\", \"resample\": 3",
                                IMAGENET,
                                "\"size\": {\"shortest_edge\": 224}")
                        .describe())
                .startsWith("shortest edge 248 bicubic, centre crop 224x224");
    }

    @Test
    void processorsOfSeveralInputsKeepItOneDeeper() {
        assertThat(parse("\"image_processor\": {\"image_processor_type\": \"SiglipImageProcessor\", \"resample\": 3, "
                        + HALF + ", \"size\": {\"height\": 384, \"width\": 384}}, \"processor_class\": \"S\""))
                .isEqualTo(expected("size=384x384,fit=stretch,mean=0.5,std=0.5,filter=bicubic"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "\"do_pad\": true; asks for do_pad=true",
                "\"do_grayscale\": true; asks for do_grayscale=true",
                "\"do_resize\": false; asks for do_resize=false",
                "\"size\": {\"shortest_edge\": 800, \"longest_edge\": 1333}; size.longest_edge=1333",
                "\"size\": {\"shortest_edge\": 256}, \"do_center_crop\": false; without do_center_crop",
                "\"size\": {\"height\": 4, \"width\": 0}; size.width is 0, not a whole number of pixels",
                "\"size\": {\"width\": 1e9, \"height\": 4}; size.width is 1.0E9, not a whole number of pixels",
                "\"size\": {\"width\": 99999999999, \"height\": 4}; size.width is 99999999999",
                "\"crop_size\": 300, \"do_center_crop\": true; asks for crop_size=300",
                "\"crop_size\": {\"height\": 100, \"width\": 200}; square",
                "\"image_mean\": [0.5, 0.5]; image_mean is [0.5,0.5], not one number or three",
                "\"image_mean\": null; image_mean is missing",
                "\"image_std\": [0, 1, 1]; std above 0",
                "\"image_std\": 1e400; image_std is",
                "\"rescale_factor\": 0; scale must be above 0",
                "\"resample\": 9; resample is 9, not a number of Pillow",
                "\"do_normalize\": 1; do_normalize is 1, not true or false",
                "\"image_processor_type\": 7; image_processor_type is 7, not text"
            })
    void whatCannotBeDoneIsNamedWithItsKey(String change, String message) {
        String[] names = change.replaceAll("\\{.*?\\}|\\[.*?\\]", "").split(",");
        StringBuilder file = new StringBuilder("{").append(change);
        addUnless(file, names, "\"image_processor_type\": \"BitImageProcessor\"");
        addUnless(file, names, "\"size\": {\"height\": 224, \"width\": 224}");
        addUnless(file, names, "\"do_center_crop\": " + change.contains("crop_size"));
        addUnless(file, names, "\"resample\": 3");
        addUnless(file, names, "\"image_mean\": 0.5");
        addUnless(file, names, "\"image_std\": 0.5");
        String text = file.append("}").toString();
        assertThatThrownBy(() -> HuggingFaceConfig.parse(text))
                .isInstanceOf(PresetException.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining("\n");
    }

    private static void addUnless(StringBuilder file, String[] names, String pair) {
        String key = pair.substring(0, pair.indexOf(':') + 1);
        for (String name : names) {
            if (name.strip().startsWith(key)) {
                return;
            }
        }
        file.append(", ").append(pair);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"image_processor_type\": \"NewImageProcessor\", \"size\": 224}",
                "{\"do_resize\": true, \"size\": 2}"
            })
    void oneNumberOfAnUnknownClassIsNotGuessedAt(String text) {
        assertThatThrownBy(() -> HuggingFaceConfig.parse(text))
                .isInstanceOf(PresetException.class)
                .hasMessageContaining("known classes only");
    }

    @Test
    void otherFilesAreNotTakenForOne() {
        assertThatThrownBy(() -> HuggingFaceConfig.parse("{\"sampling_rate\": 16000}"))
                .isInstanceOf(PresetException.class)
                .hasMessageContaining("no preprocessing of Hugging Face");
    }
}
