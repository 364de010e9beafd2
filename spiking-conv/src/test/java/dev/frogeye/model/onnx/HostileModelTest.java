package dev.frogeye.model.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.frogeye.model.UnsupportedModelException;
import java.util.Set;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Small files that ask for much are refused in one short line, or imported in time that grows with their size. */
@Timeout(60)
class HostileModelTest {
    private static Set<String> refused() {
        return HostileModels.refused().keySet();
    }

    private static Set<String> imported() {
        return HostileModels.imported().keySet();
    }

    @ParameterizedTest
    @MethodSource("refused")
    void whatAsksForTooMuchIsRefusedInOneLine(String name) {
        OnnxModel model = HostileModels.refused().get(name).get();

        assertThatExceptionOfType(UnsupportedModelException.class)
                .isThrownBy(() -> OnnxImporter.read(model))
                .satisfies(e -> assertThat(e.getMessage())
                        .startsWith("model 'x.onnx'")
                        .hasSizeLessThan(3000)
                        .doesNotContainPattern("\\p{Cntrl}"));
    }

    @ParameterizedTest
    @MethodSource("imported")
    void whatIsLargeButSoundIsImported(String name) {
        assertThat(OnnxImporter.read(HostileModels.imported().get(name).get()).outputs())
                .isNotEmpty();
    }
}
