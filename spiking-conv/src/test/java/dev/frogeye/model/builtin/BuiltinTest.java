package dev.frogeye.model.builtin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.frogeye.ingest.Preprocessing;
import dev.frogeye.model.onnx.OnnxModel;
import org.junit.jupiter.api.Test;

class BuiltinTest {
    @Test
    void everyNameHasAModelAndItsPreprocessing() {
        assertThat(Builtin.names()).containsExactly("gabor").allSatisfy(name -> {
            assertThat(Builtin.model(name).name()).isEqualTo("builtin:" + name);
            assertThat(Preprocessing.parse(Builtin.preprocessing(name)).width()).isEqualTo(224);
        });
    }

    /** Outputs computed with one version of the filters must be told from those of another by this checksum. */
    @Test
    void gaborHasTheSameBytesOnEveryMachine() {
        OnnxModel model = Builtin.model("gabor");
        assertThat(model.sha256()).isEqualTo("e7eb81f26e1809b4619fa31a65ee7fdae0e8247a2de83aa25a3f6e64e2f3b4b9");
        assertThat(Builtin.model("gabor").bytes()).isEqualTo(model.bytes());
    }

    @Test
    void misspeltNameIsAnsweredWithTheRightOne() {
        assertThatThrownBy(() -> Builtin.model("Gabour"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no built-in model 'Gabour'; available: gabor");
    }

    @Test
    void unknownNameIsAnsweredWithThoseThereAre() {
        assertThatThrownBy(() -> Builtin.model("resnet50"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no built-in model 'resnet50'; available: gabor");
        assertThatThrownBy(() -> Builtin.preprocessing("")).hasMessage("no built-in model ''; available: gabor");
    }
}
