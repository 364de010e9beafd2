package dev.frogeye.model.builtin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OrtException;
import dev.frogeye.delta.DeltaModel;
import dev.frogeye.delta.DeltaNetwork;
import dev.frogeye.delta.Thresholds;
import dev.frogeye.encoder.Shape;
import dev.frogeye.engine.FrameCost;
import dev.frogeye.model.Graph;
import dev.frogeye.model.Tensor;
import dev.frogeye.model.builtin.GaborFeatures.Picture;
import dev.frogeye.model.onnx.OnnxImporter;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the features of {@code builtin:gabor} say about pictures whose content is known. */
class GaborNetworkTest {
    private static final int RED_GREEN = 8;
    private static final int BLUE_YELLOW = 12;

    private static GaborFeatures gabor;

    @BeforeAll
    static void open() throws OrtException {
        gabor = new GaborFeatures();
    }

    @AfterAll
    static void close() throws OrtException {
        gabor.close();
    }

    @Test
    void takesAnImageAndGivesAVector() throws OrtException {
        assertThat(gabor.session().getInputNames()).containsExactly("image");
        assertThat(gabor.session().getOutputNames()).containsExactly("features");
        assertThat(gabor.of(noise(1))).hasSize(GaborFeatures.COUNT);
    }

    @Test
    void isAGraphOfAQuarterOfABillionMultiplyAddsWithNamedMaps() {
        Graph graph = OnnxImporter.read(Builtin.model("gabor"));
        assertThat(graph.macs()).isEqualTo(261_849_344);
        assertThat(graph.outputs()).extracting(Tensor::dims).containsExactly(List.of(1, GaborFeatures.COUNT));
        assertThat(graph.tensor("gabor1").orElseThrow().shape()).isEqualTo(new Shape(52, 52, 64));
        assertThat(graph.tensor("energy1").orElseThrow().shape()).isEqualTo(new Shape(26, 26, 16));
        assertThat(graph.tensor("energy1_quarter").orElseThrow().shape()).isEqualTo(new Shape(5, 5, 16));
        assertThat(graph.tensor("gabor2").orElseThrow().shape()).isEqualTo(new Shape(10, 10, 256));
        assertThat(graph.tensor("energy2").orElseThrow().shape()).isEqualTo(new Shape(1, 1, 64));
    }

    @Test
    void spikingNetworkWithoutThresholdsAgreesWithOnnxRuntime() throws OrtException {
        Graph graph = OnnxImporter.read(Builtin.model("gabor"));
        DeltaNetwork network = DeltaModel.of(graph).network(graph.outputs(), Thresholds.exact(3));
        Picture scene = noise(6);
        FrameCost cost = new FrameCost();
        float[] features = new float[GaborFeatures.COUNT];
        for (int t = 0; t < 5; t++) {
            int left = 20 * t;
            float[] input = GaborFeatures.input(
                    (x, y, rgb) -> scene.at(x, y, rgb) + (x >= left && x < left + 30 && y > 80 && y < 130 ? 0.3 : 0));
            network.step(input, cost);
            network.read(0, features);
            assertThat(distance(gabor.ofInput(input), features)).isLessThan(1e-5);
            assertThat(cost.macs()).isLessThanOrEqualTo(t == 0 ? graph.macs() : graph.macs() / 4);
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 0", "1, 1, 1", "0.9, 0.1, 0.3"})
    void evenPictureOfAnyColourHasNoFeatures(double red, double green, double blue) throws OrtException {
        double[] colour = {red, green, blue};
        assertThat(gabor.of((x, y, rgb) -> colour[rgb])).containsOnly(new float[GaborFeatures.COUNT], within(1e-5f));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 9", "1, 9", "2, 9", "3, 9", "4, 9", "5, 9", "6, 9", "7, 9",
        "0, 18", "1, 18", "2, 18", "3, 18", "4, 18", "5, 18", "6, 18", "7, 18",
        "0, 36", "1, 36", "2, 36", "3, 36", "4, 36", "5, 36", "6, 36", "7, 36"
    })
    void gratingExcitesItsDirectionAndOctaveMost(int direction, int wavelength) throws OrtException {
        float[] features = gabor.of((x, y, rgb) -> 0.5 + 0.5 * wave(x, y, wavelength, direction * 22.5));
        int octave = wavelength / 18;
        double[] energy = GaborFeatures.energy1(features, octave);

        assertThat(energy[direction]).isCloseTo(1, within(0.1));
        for (int other = 0; other < energy.length; other++) {
            if (other != direction) {
                assertThat(energy[other]).isLessThan(0.5 * energy[direction]);
            }
        }
        for (int elsewhere = 0; elsewhere < 3; elsewhere++) {
            if (elsewhere != octave) {
                assertThat(GaborFeatures.energy1(features, elsewhere)[direction])
                        .isLessThan(0.6);
            }
        }
    }

    @Test
    void colourGratingsExciteTheirOwnAxis() throws OrtException {
        double[] redGreen = {0.3, -0.3 * 0.299 / 0.587, 0};
        double[] blueYellow = {-0.02, -0.02, 0.02 * (0.299 + 0.587) / 0.114};
        assertThat(strongest(coloured(redGreen))).isEqualTo(RED_GREEN);
        assertThat(strongest(coloured(blueYellow))).isEqualTo(BLUE_YELLOW);
    }

    @Test
    void featuresDoNotDependOnTheLight() throws OrtException {
        Picture scene = noise(2);
        float[] features = gabor.of(scene);
        float[] lighter = gabor.of((x, y, rgb) -> scene.at(x, y, rgb) + 0.2 * (rgb + 1) / 3.0);
        assertThat(distance(features, lighter)).isLessThan(1e-4);
    }

    @ParameterizedTest
    @ValueSource(longs = {3, 4, 5})
    void featuresChangeSmoothlyWithSmallShifts(long seed) throws OrtException {
        Picture scene = noise(seed);
        float[] features = gabor.of(scene);
        double none = distance(features, gabor.of(noise(seed + 100)));
        double one = distance(features, gabor.of((x, y, rgb) -> scene.at(x + 1, y, rgb)));
        double two = distance(features, gabor.of((x, y, rgb) -> scene.at(x + 2, y, rgb)));
        double four = distance(features, gabor.of((x, y, rgb) -> scene.at(x + 4, y + 4, rgb)));
        assertThat(one).isLessThan(0.1 * none);
        assertThat(two).isBetween(one, 0.2 * none);
        assertThat(four).isBetween(two, 0.5 * none);
    }

    @Test
    void secondLayerSeesTheDirectionInWhichATextureComesAndGoes() throws OrtException {
        for (int direction = 0; direction < GaborNetwork.DIRECTIONS2; direction++) {
            double degrees = 45 * direction;
            float[] features = gabor.of((x, y, rgb) -> {
                double contrast = 0.25 + 0.25 * wave(x, y, 32, degrees);
                return 0.5 + contrast * wave(x, y, 9, 0);
            });
            double own = GaborFeatures.energy2(features, 0, 0, direction);
            assertThat(own).isBetween(0.25, 0.5);
            for (int other = 0; other < GaborNetwork.DIRECTIONS2; other++) {
                if (other != direction) {
                    assertThat(GaborFeatures.energy2(features, 0, 0, other)).isLessThan(0.6 * own);
                }
            }
        }
        float[] steady = gabor.of((x, y, rgb) -> 0.5 + 0.25 * wave(x, y, 9, 0));
        assertThat(GaborFeatures.energy2(steady, 0, 0, 0)).isLessThan(0.05);
    }

    private static float[] coloured(double[] amplitude) throws OrtException {
        return gabor.of((x, y, rgb) -> 0.5 + amplitude[rgb] * wave(x, y, 18, 0));
    }

    private static int strongest(float[] features) {
        double[] energy = GaborFeatures.energy1(features, 1);
        int best = 0;
        for (int channel = 1; channel < energy.length; channel++) {
            best = energy[channel] > energy[best] ? channel : best;
        }
        return best;
    }

    private static double wave(double x, double y, double wavelength, double degrees) {
        double angle = Math.toRadians(degrees);
        return Math.cos(2 * Math.PI * (x * Math.cos(angle) + y * Math.sin(angle)) / wavelength);
    }

    /** Many waves of random direction, length and colour: as much of each scale as of any other. */
    private static Picture noise(long seed) {
        Random random = new Random(seed);
        int waves = 40;
        double[][] wave = new double[waves][6];
        for (double[] w : wave) {
            double frequency = 2 * Math.PI / (5 * Math.pow(16, random.nextDouble()));
            double angle = 2 * Math.PI * random.nextDouble();
            w[0] = frequency * Math.cos(angle);
            w[1] = frequency * Math.sin(angle);
            w[2] = 2 * Math.PI * random.nextDouble();
            for (int rgb = 0; rgb < 3; rgb++) {
                w[3 + rgb] = 0.05 * random.nextGaussian();
            }
        }
        return (x, y, rgb) -> {
            double value = 0.5;
            for (double[] w : wave) {
                value += w[3 + rgb] * Math.sin(w[0] * x + w[1] * y + w[2]);
            }
            return value;
        };
    }

    /** Length of the difference, relative to the first. */
    private static double distance(float[] a, float[] b) {
        double difference = 0;
        double length = 0;
        for (int i = 0; i < a.length; i++) {
            difference += (a[i] - b[i]) * (a[i] - b[i]);
            length += a[i] * a[i];
        }
        return Math.sqrt(difference / length);
    }
}
