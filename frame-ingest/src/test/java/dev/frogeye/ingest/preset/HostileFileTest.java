package dev.frogeye.ingest.preset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are not what they claim to be. */
class HostileFileTest {
    private static final List<String> GOOD = List.of(
            "{\"image_processor_type\": \"CLIPImageProcessor\", \"crop_size\": {\"height\": 224, \"width\": 224},"
                    + " \"do_center_crop\": true, \"image_mean\": [0.48, 0.45, 0.4], \"image_std\": [0.26, 0.26, 0.27],"
                    + " \"resample\": 3, \"rescale_factor\": 0.00392, \"size\": {\"shortest_edge\": 224}}",
            "{\"pretrained_cfg\": {\"input_size\": [3, 224, 224], \"test_input_size\": [3, 288, 288],"
                    + " \"interpolation\": \"bicubic\", \"crop_pct\": 0.875, \"mean\": [0.485, 0.456, 0.406]}}",
            "[modelinfo]\nversion=1.0\n[in]\ndir=input\ndims=1,3,224,224\nranges=0.0,1.0;-1,1;0,255\n");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "[]",
                "{",
                "{}",
                "{} {}",
                "\"text\"",
                "{\"do_resize\": NaN}",
                "{\"size\": 1, \"size\": 2}",
                "{\"image_processor\": {\"image_processor\": {}}}",
                "{\"pretrained_cfg\": {}}",
                "{\"pretrained_cfg\": {\"input_size\": [3, {}, []]}}",
                "{\"image_mean\": {\"a\": \"line\\nbreak \\u0007\"}, \"size\": {\"height\": 2, \"width\": 2}}",
                "\u0000\u0001\u0002"
            })
    void endInOneLine(String text) {
        refuse(text);
    }

    @Test
    void depthAndLengthAreBounded() {
        refuse("{\"image_mean\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}");
        refuse("{\"a\":".repeat(100_000));
        refuse("{\"image_std\": " + "9".repeat(100_000) + "}");
        refuse("{\"image_std\": 1e" + "9".repeat(90) + ", \"size\": {\"height\": 2, \"width\": 2}, \"resample\": 2}");
        refuse(" ".repeat(PresetText.LARGEST + 1));
        refuse("[a]\n" + "#\n".repeat(20_000));
        refuse("[" + "x".repeat(1_000_000));
    }

    private static void refuse(String text) {
        assertThatThrownBy(() -> PreprocessingFile.parse("file", text))
                .isInstanceOf(PresetException.class)
                .satisfies(e -> assertThat(e.getMessage())
                        .startsWith("file")
                        .hasSizeLessThan(400)
                        .matches(message -> message.chars().noneMatch(Character::isISOControl)));
    }

    @Test
    void nothingButTheOneExceptionComesOfMutations() {
        Random random = new Random(11);
        int read = 0;
        for (int i = 0; i < 30_000; i++) {
            StringBuilder text = new StringBuilder(GOOD.get(i % GOOD.size()));
            for (int change = random.nextInt(4); change >= 0; change--) {
                mutate(text, random);
            }
            try {
                PreprocessingFile file = PreprocessingFile.parse("file", text.toString());
                assertThat(file.variants()).isNotEmpty().allSatisfy(p -> assertThat(p.describe())
                        .isNotEmpty());
                read++;
            } catch (PresetException e) {
                assertThat(e.getMessage().lines()).hasSize(1);
            }
        }
        // Enough of them are still files for the readers to have been reached.
        assertThat(read).isBetween(1_000, 29_000);
    }

    private static void mutate(StringBuilder text, Random random) {
        int at = random.nextInt(text.length());
        int end = Math.min(text.length(), at + random.nextInt(6));
        switch (random.nextInt(4)) {
            case 0 -> text.setCharAt(at, (char) random.nextInt(128));
            case 1 -> text.insert(at, text.substring(at, end));
            case 2 ->
                text.replace(
                        at,
                        end,
                        List.of("-1", "0", "1e308", "null", "true", "[", "}", "99999999999")
                                .get(random.nextInt(8)));
            default -> text.delete(at, Math.min(end, at + text.length() - 1));
        }
    }
}
