package dev.frogeye.export.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FeatureColumnTest {
    @Test
    void aSingleLayerIsCalledFeature() {
        assertThat(FeatureColumn.names(List.of("mixed10/concat"))).containsExactly("feature");
    }

    @Test
    void severalLayersCarryTheirNames() {
        assertThat(FeatureColumn.names(List.of("@output", "/layer4/conv.2/Conv_output_0")))
                .containsExactly("feature_output", "feature_layer4_conv_2_Conv_output_0");
    }

    @Test
    void namesStayDifferentWhateverTheCase() {
        assertThat(FeatureColumn.names(List.of("conv/1", "conv-1", "CONV_1", "猫")))
                .containsExactly("feature_conv_1", "feature_conv_1_2", "feature_CONV_1_3", "feature_");
    }
}
