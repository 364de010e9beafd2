package dev.frogeye.ingest.preset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.frogeye.ingest.Preprocessing;
import dev.frogeye.ingest.Preprocessing.PerChannel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are not what they claim to be. */
class HostileFileTest {
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "# comment\n[in]\ndir=input",
                "size=224x224,\u001b[31m=1",
                "imagenet,scale=\u2028",
                "imagenet,mean=\u20031/2/x",
                "imagenet,filter=\ud83d",
                "\u0000",
            })
    void choicesEndInOneLine(String text) {
        assertThatThrownBy(() -> PreprocessingChoice.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .satisfies(e -> assertThat(e.getMessage())
                        .hasSizeLessThan(400)
                        .doesNotContainPattern("[\\p{C}\\p{Zl}\\p{Zp}]"));
    }

    @Test
    void spacesOfAnyKindStandAroundNumbers() {
        assertThat(Preprocessing.parse("mean=\u20031/ 1/1 ").mean()).isEqualTo(PerChannel.of(1));
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
}
