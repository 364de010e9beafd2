package dev.frogeye.delta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.frogeye.encoder.Shape;
import dev.frogeye.encoder.Spikes;
import dev.frogeye.kernel.Kernels;
import dev.frogeye.kernel.RowWeights;
import dev.frogeye.model.Layer;
import dev.frogeye.model.Tensor;
import dev.frogeye.model.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The event convolutions against plain loops in double: sums, marked pixels and counted multiply-adds. */
class SynapsesTest {
    private final Random random = new Random(11);

    record Case(Shape in, Window window, int outputs, int groups) {
        @Override
        public String toString() {
            return in + " -> " + outputs + " groups " + groups + " kernel " + window.kernelHeight() + "x"
                    + window.kernelWidth() + " stride " + window.strideY() + "x" + window.strideX() + " dilation "
                    + window.dilationY() + "x" + window.dilationX() + " pads " + window.padTop() + ","
                    + window.padLeft() + "," + window.padBottom() + "," + window.padRight();
        }
    }

    static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        int[][] kernels = {{1, 1}, {3, 3}, {5, 5}, {1, 7}, {7, 1}, {7, 7}, {2, 4}};
        for (int[] kernel : kernels) {
            for (int stride = 1; stride <= 2; stride++) {
                for (int dilation = 1; dilation <= 2; dilation++) {
                    for (int pad = 0; pad <= 2; pad++) {
                        Window window = new Window(
                                kernel[0], kernel[1], stride, stride, dilation, dilation, pad, pad / 2, 0, pad);
                        cases.add(new Case(new Shape(15, 14, 3), window, 5, 1));
                        cases.add(new Case(new Shape(14, 13, 6), window, 6, 6));
                        cases.add(new Case(new Shape(13, 14, 6), window, 4, 2));
                    }
                }
            }
        }
        cases.add(new Case(new Shape(9, 9, 40), new Window(3, 3, 1, 2, 1, 1, 1, 1, 1, 1), 130, 1));
        cases.add(new Case(new Shape(9, 9, 40), new Window(3, 3, 2, 1, 1, 1, 1, 1, 1, 1), 80, 8));
        cases.add(new Case(new Shape(7, 7, 33), new Window(3, 3, 1, 1, 2, 1, 1, 1, 1, 1), 33, 33));
        cases.add(new Case(new Shape(7, 7, 4), new Window(3, 3, 1, 1, 1, 1, 1, 1, 1, 1), 8, 4));
        cases.add(new Case(new Shape(1, 1, 100), Window.of(1, 1, 1, 1), 30, 1));
        cases.removeIf(c -> outputShape(c).isEmpty());
        return cases;
    }

    private static List<Integer> outputShape(Case c) {
        Window w = c.window;
        int height =
                (c.in.height() + w.padTop() + w.padBottom() - (w.kernelHeight() - 1) * w.dilationY() - 1) / w.strideY()
                        + 1;
        int width =
                (c.in.width() + w.padLeft() + w.padRight() - (w.kernelWidth() - 1) * w.dilationX() - 1) / w.strideX()
                        + 1;
        return height < 1 || width < 1 ? List.of() : List.of(1, c.outputs, height, width);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void matchPlainLoopsInDoubleWithAnyNumberOfThreads(Case c) {
        Layer.Convolution layer = layer(c);
        FeatureMap sent = new FeatureMap(c.in);
        assertMatchPlainLoops(layer, sent, team -> synapses(layer, team));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void windowsEvaluatedAnewMatchPlainLoopsToo(Case c) {
        Layer.Convolution layer = layer(c);
        FeatureMap sent = FeatureMap.over(c.in, new float[c.in.size()]);
        assumeTrue(WindowConvolution.suits(layer), "for images of few channels");
        RowWeights weights = RowWeights.of(layer);
        assertMatchPlainLoops(layer, sent, team -> new WindowConvolution(layer, weights, Kernels.best(), team));
    }

    private void assertMatchPlainLoops(Layer.Convolution layer, FeatureMap sent, Function<Team, Synapses> make) {
        try (Team one = new Team(1);
                Team three = new Team(3)) {
            Synapses alone = make.apply(one);
            Synapses shared = make.apply(three);
            alone.restart();
            shared.restart();
            Spikes spikes = new Spikes(sent.shape);
            for (float density : new float[] {1, 0.05f, 0, 0.4f, 0.01f}) {
                fill(spikes, sent, density);
                accumulate(alone, spikes, sent);
                assertSums(layer, sent, alone.accumulator());
                assertReached(layer, spikes, alone);
                accumulate(shared, spikes, sent);
                assertThat(shared.accumulator().values).containsExactly(alone.accumulator().values);
                assertThat(shared.cost().macs()).isEqualTo(alone.cost().macs());
                assertThat(shared.cost().synops()).isEqualTo(alone.cost().synops());
            }
        }
    }

    private static void accumulate(Synapses synapses, Spikes spikes, FeatureMap sent) {
        synapses.accumulator().changed.clear();
        synapses.cost().begin();
        synapses.accumulate(new SentTensor(sent, spikes));
    }

    private Layer.Convolution layer(Case c) {
        Tensor in = new Tensor("in", List.of(1, c.in.channels(), c.in.height(), c.in.width()));
        Tensor out = new Tensor("out", outputShape(c));
        float[] weights = new float[c.window.taps() * c.in.channels() / c.groups * c.outputs];
        float[] bias = new float[c.outputs];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = random.nextFloat() - 0.5f;
        }
        for (int i = 0; i < bias.length; i++) {
            bias[i] = random.nextFloat() - 0.5f;
        }
        return new Layer.Convolution("conv", "Conv", in, out, c.window, c.groups, weights, bias);
    }

    private static Synapses synapses(Layer.Convolution layer, Team team) {
        return ConvolutionPlan.of(layer, false).synapses(Kernels.best(), team);
    }

    private void fill(Spikes spikes, FeatureMap sent, float density) {
        Shape shape = spikes.shape();
        spikes.clear(shape);
        sent.changed.clear();
        for (int pixel = 0; pixel < shape.pixels(); pixel++) {
            for (int channel = 0; channel < shape.channels(); channel++) {
                if (random.nextFloat() < density) {
                    float delta = random.nextFloat() - 0.5f;
                    spikes.append(pixel % shape.width() * shape.channels() + channel, delta);
                    sent.values[sent.at(pixel) + channel] += delta;
                    sent.changed.add(pixel);
                }
            }
            spikes.endPixel();
        }
    }

    private static void assertSums(Layer.Convolution layer, FeatureMap sent, FeatureMap accumulator) {
        Shape in = layer.input().shape();
        Shape out = layer.output().shape();
        Window window = layer.window();
        int inputsPerGroup = in.channels() / layer.groups();
        int outputsPerGroup = out.channels() / layer.groups();
        for (int oy = 0; oy < out.height(); oy++) {
            for (int ox = 0; ox < out.width(); ox++) {
                for (int o = 0; o < out.channels(); o++) {
                    double sum = layer.bias()[o];
                    for (int ky = 0; ky < window.kernelHeight(); ky++) {
                        for (int kx = 0; kx < window.kernelWidth(); kx++) {
                            int y = oy * window.strideY() - window.padTop() + ky * window.dilationY();
                            int x = ox * window.strideX() - window.padLeft() + kx * window.dilationX();
                            if (y < 0 || y >= in.height() || x < 0 || x >= in.width()) {
                                continue;
                            }
                            for (int i = 0; i < inputsPerGroup; i++) {
                                int channel = o / outputsPerGroup * inputsPerGroup + i;
                                int tap = ky * window.kernelWidth() + kx;
                                sum += (double) sent.values[sent.at(y * in.width() + x) + channel]
                                        * layer.weights()[(tap * inputsPerGroup + i) * out.channels() + o];
                            }
                        }
                    }
                    int pixel = oy * out.width() + ox;
                    assertThat((double) accumulator.values[accumulator.at(pixel) + o])
                            .as("output (%d, %d, %d)", oy, ox, o)
                            .isCloseTo(sum, within(1e-4));
                }
            }
        }
    }

    /** Counts, spike by spike and tap by tap, which pixels are reached and how many multiply-adds that takes. */
    private static void assertReached(Layer.Convolution layer, Spikes spikes, Synapses synapses) {
        Shape in = layer.input().shape();
        Shape out = layer.output().shape();
        Window window = layer.window();
        long macs = 0;
        for (int oy = 0; oy < out.height(); oy++) {
            for (int ox = 0; ox < out.width(); ox++) {
                int reached = 0;
                for (int ky = 0; ky < window.kernelHeight(); ky++) {
                    for (int kx = 0; kx < window.kernelWidth(); kx++) {
                        int y = oy * window.strideY() - window.padTop() + ky * window.dilationY();
                        int x = ox * window.strideX() - window.padLeft() + kx * window.dilationX();
                        if (y >= 0 && y < in.height() && x >= 0 && x < in.width()) {
                            int pixel = y * in.width() + x;
                            reached += spikes.pixelStart()[pixel + 1] - spikes.pixelStart()[pixel];
                        }
                    }
                }
                macs += (long) reached * (out.channels() / layer.groups());
                assertThat(synapses.accumulator().changed.contains(oy * out.width() + ox))
                        .isEqualTo(reached > 0);
            }
        }
        assertThat(synapses.cost().synops()).isEqualTo(macs);
        // Windows evaluated anew are charged for the zeros they multiply.
        assertThat(synapses.cost().macs()).isBetween(macs, layer.macs());
        if (!(synapses instanceof WindowConvolution || layer.isDepthwise())) {
            assertThat(synapses.cost().macs()).isEqualTo(macs);
        }
    }
}
