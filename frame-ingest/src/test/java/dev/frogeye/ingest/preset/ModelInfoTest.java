package dev.frogeye.ingest.preset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.frogeye.ingest.Preprocessing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelInfoTest {
    private static String file(String input) {
        return "[modelinfo]\nversion=1.0\ngroup-id=classification\n\n# the picture\n[data_0]\nid=data_0\n"
                + "type=float32\ndir=input\n" + input
                + "\n\n[prob_1]\nid=classes\ntype=float32\ndims=1,1000\ndir=output\n";
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "dims=1,3,224,320|ranges=0.0,255.0; size=320x224,fit=stretch,scale=1",
                "dims=1,224,320,3|ranges=0.0,1.0; size=320x224,fit=stretch,scale=1/255",
                "dims=-1,3,224,224|ranges=-1.0,1.0; size=224x224,fit=stretch,scale=1/255,mean=0.5,std=0.5",
                "dims=1,3,-1,-1|ranges=0,1; fit=stretch,scale=1/255",
                "dims=3,300,300|ranges=0,1; size=300x300,fit=stretch,scale=1/255",
                "dims=320,224,3,1|dims-order=col-major|ranges=0,1; size=320x224,fit=stretch,scale=1/255",
                "ranges = 0.0,1.0; fit=stretch"
            })
    void sizeAndRangesAreTheInputs(String input, String expected) {
        assertThat(ModelInfo.parse(file(input.replace('|', '\n')))).isEqualTo(Preprocessing.parse(expected));
    }

    /** ImageNet's mean and standard deviation as ranges. */
    @Test
    void everyChannelMayHaveItsOwnRange() {
        Preprocessing p =
                ModelInfo.parse(file("dims=1,3,224,224\nranges=-2.1179,2.2489;-2.0357,2.4286;-1.8044,2.6400"));
        assertThat(p.mean().first()).isCloseTo(0.485, within(1e-4));
        assertThat(p.std().third()).isCloseTo(0.225, within(1e-4));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "dims=1,3,224,224; [data_0] has no ranges",
                "dims=1,224|ranges=0,1; dims is '1,224', not those of a colour image",
                "dims=1,1,28,28|ranges=0,1; not those of a colour image",
                "dims=1,3,0,28|ranges=0,1; of sides from 1",
                "dims=1,3,999999999,28|ranges=0,1; of sides from 1",
                "dims=1,3,a,28|ranges=0,1; whole numbers",
                "ranges=PLACEHOLDER; ranges is 'PLACEHOLDER', not LOW,HIGH",
                "ranges=0,1,2; not LOW,HIGH",
                "ranges=0,1|ranges=1,0; LOW below HIGH",
                "ranges=0,1%0,1; not LOW,HIGH",
                "ranges=-1e308,1e308; ranges:",
                "dir=output|ranges=0,1; no section with dir=input"
            })
    void whatIsWrongIsNamedWithItsSection(String input, String message) {
        assertThatThrownBy(() -> ModelInfo.parse(file(input.replace('|', '\n').replace('%', ';'))))
                .isInstanceOf(PresetException.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining("\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "key=value; line 1 is 'key=value', not [SECTION]",
                "[modelinfo]|version=2.0; only version 1",
                "[a]|dir=input|[b]|dir=input; has 2 sections with dir=input"
            })
    void otherFilesAreNotTakenForOne(String text, String message) {
        assertThatThrownBy(() -> ModelInfo.parse(text.replace('|', '\n')))
                .isInstanceOf(PresetException.class)
                .hasMessageContaining(message);
    }
}
