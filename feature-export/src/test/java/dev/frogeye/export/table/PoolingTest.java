package dev.frogeye.export.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.frogeye.encoder.Shape;
import dev.frogeye.model.Tensor;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PoolingTest {
    // Two rows of three pixels of two channels.
    private static final Shape SHAPE = new Shape(2, 3, 2);
    private static final float[] VALUES = {1, -10, 2, -20, 3, -30, 4, -40, 5, -50, 6, -60};

    @Test
    void gapIsTheMeanOfEachChannel() {
        assertThat(pool("gap", SHAPE, VALUES)).containsExactly(3.5f, -35);
    }

    @Test
    void maxIsTheLargestOfEachChannel() {
        assertThat(pool("max", SHAPE, VALUES)).containsExactly(6, -10);
    }

    @Test
    void noneKeepsEveryValueInItsPlace() {
        assertThat(pool("none", SHAPE, VALUES)).containsExactly(VALUES);
    }

    @Test
    void gridCellsShareAPixelWhereTheyDoNotDivideTheImage() {
        // Columns 0-1 and 1-2 of each row; a row each.
        assertThat(pool("grid:2", SHAPE, VALUES)).containsExactly(1.5f, -15, 2.5f, -25, 4.5f, -45, 5.5f, -55);
    }

    @Test
    void aGridFinerThanTheImageRepeatsPixels() {
        float[] onePixel = {7, 8};
        assertThat(pool("grid:2", new Shape(1, 1, 2), onePixel)).containsExactly(7, 8, 7, 8, 7, 8, 7, 8);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 7, 8, 11})
    void gridCellsAreTheMeansOfTheirBorders(int cells) {
        Shape shape = new Shape(7, 10, 3);
        float[] values = new float[shape.size()];
        Random random = new Random(cells);
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat() - 0.5f;
        }
        float[] pooled = pool("grid:" + cells, shape, values);
        for (int row = 0; row < cells; row++) {
            for (int column = 0; column < cells; column++) {
                for (int c = 0; c < shape.channels(); c++) {
                    double sum = 0;
                    int n = 0;
                    for (int y = (int) Math.floor(row * 7.0 / cells); y < Math.ceil((row + 1) * 7.0 / cells); y++) {
                        for (int x = (int) Math.floor(column * 10.0 / cells);
                                x < Math.ceil((column + 1) * 10.0 / cells);
                                x++) {
                            sum += values[(y * 10 + x) * 3 + c];
                            n++;
                        }
                    }
                    assertThat(pooled[(row * cells + column) * 3 + c]).isCloseTo((float) (sum / n), within(1e-6f));
                }
            }
        }
    }

    @Test
    void anImageIsAveragedUnlessAskedOtherwise() {
        Tensor image = new Tensor("image", List.of(1, 64, 8, 8));
        assertThat(Pooling.of(image, Optional.empty())).isEqualTo(new Pooling.Average());
        assertThat(Pooling.of(image, Optional.of(new Pooling.None()))).isEqualTo(new Pooling.None());
    }

    @Test
    void aVectorStaysAsItIsWhateverIsAsked() {
        Tensor vector = new Tensor("vector", List.of(1, 1000));
        assertThat(Pooling.of(vector, Optional.empty())).isEqualTo(new Pooling.None());
        assertThat(Pooling.of(vector, Optional.of(new Pooling.Grid(4)))).isEqualTo(new Pooling.None());
    }

    @ParameterizedTest
    @ValueSource(strings = {"gap", "max", "none", "grid:1", "grid:256"})
    void textReadsBack(String text) {
        assertThat(Pooling.parse(text).text()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "GAP", "grid", "grid:", "grid:0", "grid:257", "grid:-1", "grid:99999999999", "mean"})
    void anythingElseIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Pooling.parse(text));
    }

    @Test
    void l2MakesTheLengthOne() {
        float[] vector = {3, 0, -4};
        VectorNormalization.L2.apply(vector);
        assertThat(vector).containsExactly(0.6f, 0, -0.8f);
    }

    @Test
    void l2LeavesZerosAlone() {
        float[] vector = {0, 0};
        VectorNormalization.L2.apply(vector);
        assertThat(vector).containsExactly(0, 0);
    }

    private static float[] pool(String pooling, Shape shape, float[] values) {
        Pooling parsed = Pooling.parse(pooling);
        float[] pooled = new float[parsed.pooled(shape).size()];
        parsed.apply(shape, values, pooled);
        return pooled;
    }
}
