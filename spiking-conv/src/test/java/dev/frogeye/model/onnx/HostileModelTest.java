package dev.frogeye.model.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.frogeye.model.UnsupportedModelException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Small files that ask for much are refused in one short line, or imported in time that grows with their size. */
@Timeout(60)
class HostileModelTest {
    private static final Map<String, Supplier<OnnxModel>> REFUSED =
            both(HostileModels.refused(), HostileOperators.refused());
    private static final Map<String, Supplier<OnnxModel>> IMPORTED =
            both(HostileModels.imported(), HostileOperators.imported());

    private static Map<String, Supplier<OnnxModel>> both(
            Map<String, Supplier<OnnxModel>> first, Map<String, Supplier<OnnxModel>> second) {
        Map<String, Supplier<OnnxModel>> both = new LinkedHashMap<>(first);
        both.putAll(second);
        return both;
    }

    private static Set<String> refused() {
        return REFUSED.keySet();
    }

    private static Set<String> imported() {
        return IMPORTED.keySet();
    }

    @ParameterizedTest
    @MethodSource("refused")
    void whatAsksForTooMuchIsRefusedInOneLine(String name) {
        OnnxModel model = REFUSED.get(name).get();

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
        assertThat(OnnxImporter.read(IMPORTED.get(name).get()).outputs()).isNotEmpty();
    }
}
