package dev.frogeye.model.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.frogeye.model.Function;
import dev.frogeye.model.Graph;
import dev.frogeye.model.Layer;
import dev.frogeye.model.LayerSelector;
import dev.frogeye.model.Unary;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FusionImportTest {
    private static final double SQRT_HALF = Math.sqrt(0.5);
    private static final double SQRT_TWO_OVER_PI = Math.sqrt(2 / Math.PI);

    /** The image times 6 as {@code s}; constants are named after their values. */
    private static OnnxBuilder image(double... constants) {
        OnnxBuilder builder = new OnnxBuilder("fusion", 18)
                .input("x", 1, 4, 5, 6)
                .weights("6.0", new float[] {6})
                .node("Mul", List.of("x", "6.0"), "s");
        for (double constant : constants) {
            builder.weights(String.valueOf(constant), new float[] {(float) constant});
        }
        return builder.output("y");
    }

    /** Adds nodes written as {@code output=Operator input input}. */
    private static OnnxBuilder with(OnnxBuilder builder, String... nodes) {
        for (String node : nodes) {
            List<String> words = Arrays.asList(node.split("[= ]"));
            builder.node(words.get(1), words.subList(2, words.size()), words.get(0));
        }
        return builder;
    }

    /** What the network makes of {@code s}, which must be one function. */
    private static Function check(OnnxBuilder builder) {
        Graph graph = Conformance.check(builder);
        assertThat(graph.layers()).hasSize(2).allMatch(Layer.Pointwise.class::isInstance);
        return ((Layer.Pointwise) graph.layers().get(1)).function();
    }

    @Test
    void swishAsProductWithASigmoid() {
        assertThat(check(with(image(), "g=Sigmoid s", "y=Mul s g"))).isEqualTo(new Function.Swish(1));
        assertThat(check(with(image(), "g=Sigmoid s", "y=Mul g s"))).isEqualTo(new Function.Swish(1));
        assertThat(check(with(image(1.702), "k=Mul s 1.702", "g=Sigmoid k", "y=Mul s g")))
                .isEqualTo(new Function.Swish(1.702f));
        assertThat(check(with(image(1), "n=Neg s", "e=Exp n", "d=Add 1.0 e", "g=Div 1.0 d", "y=Mul s g")))
                .isEqualTo(new Function.Swish(1));
        assertThat(check(with(image(1), "n=Neg s", "e=Exp n", "d=Add 1.0 e", "y=Div s d")))
                .isEqualTo(new Function.Swish(1));
    }

    @Test
    void hardSwishInItsVariants() {
        OnnxBuilder gated = image().node("HardSigmoid", List.of("s"), "g", Map.of("alpha", 1 / 6f));
        assertThat(check(with(gated, "y=Mul s g"))).isEqualTo(new Function.HardSwish());
        for (List<String> clip : List.of(
                List.of("c=Clip a 0.0 6.0"),
                List.of("m=Max a 0.0", "c=Min m 6.0"),
                List.of("m=Min 6.0 a", "c=Relu m"),
                List.of("r=Relu a", "c=Min r 6.0"))) {
            for (List<String> rest : List.of(
                    List.of("m2=Mul s c", "y=Div m2 6.0"),
                    List.of("m2=Mul c s", "y=Mul m2 sixth"),
                    List.of("d=Div c 6.0", "y=Mul s d"),
                    List.of("d=Mul sixth c", "y=Mul d s"),
                    List.of("d=Mul s sixth", "y=Mul d c"))) {
                OnnxBuilder builder = image(0, 3).weights("sixth", new float[] {1 / 6f});
                with(builder, "a=Add s 3.0");
                with(builder, clip.toArray(String[]::new));
                with(builder, rest.toArray(String[]::new));
                assertThat(check(builder)).as("%s %s", clip, rest).isEqualTo(new Function.HardSwish());
            }
        }
    }

    @Test
    void hardSigmoidAsAClip() {
        assertThat(check(with(image(0, 3), "a=Add s 3.0", "c=Clip a 0.0 6.0", "y=Div c 6.0")))
                .isEqualTo(new Function.HardSigmoid(1 / 6f, 0.5f));
    }

    @Test
    void geluInTheOrdersOfExporters() {
        String root = String.valueOf(Math.sqrt(2));
        String half = String.valueOf(SQRT_HALF);
        for (List<String> nodes : List.of(
                List.of("d=Div s " + root, "e=Erf d", "a=Add e 1.0", "m=Mul s a", "y=Mul m 0.5"),
                List.of("h=Mul s 0.5", "d=Div s " + root, "e=Erf d", "a=Add e 1.0", "y=Mul h a"),
                List.of("h=Mul 0.5 s", "d=Mul s " + half, "e=Erf d", "a=Add 1.0 e", "y=Mul a h"),
                List.of("d=Mul " + half + " s", "e=Erf d", "a=Add 1.0 e", "h=Mul a 0.5", "y=Mul h s"),
                List.of("d=Mul s " + half, "e=Erf d", "h=Mul e 0.5", "a=Add h 0.5", "y=Mul s a"))) {
            OnnxBuilder builder = image(0.5, 1, Math.sqrt(2), SQRT_HALF);
            assertThat(check(with(builder, nodes.toArray(String[]::new))))
                    .as("%s", nodes)
                    .isEqualTo(Unary.GELU);
        }
    }

    @Test
    void geluByTanhInTheOrdersOfExporters() {
        String outer = String.valueOf(SQRT_TWO_OVER_PI);
        List<String> end = List.of("t=Tanh i", "a=Add t 1.0", "h=Mul s 0.5", "y=Mul h a");
        for (List<String> nodes : List.of(
                List.of("p=Pow s 3.0", "c=Mul p 0.044715", "b=Add s c", "i=Mul b " + outer),
                List.of("q=Mul s s", "p=Mul q s", "c=Mul 0.044715 p", "b=Add c s", "i=Mul " + outer + " b"),
                List.of("q=Mul s s", "c=Mul q 0.044715", "b=Add c 1.0", "p=Mul b s", "i=Mul p " + outer),
                List.of("k=Mul s " + outer, "q=Mul s s", "c=Mul q 0.044715", "b=Add 1.0 c", "i=Mul k b"))) {
            OnnxBuilder builder = image(0.5, 1, 3, 0.044715, SQRT_TWO_OVER_PI);
            with(builder, nodes.toArray(String[]::new));
            assertThat(check(with(builder, end.toArray(String[]::new))))
                    .as("%s", nodes)
                    .isEqualTo(Unary.GELU_TANH);
        }
    }

    @Test
    void mishSoftplusAndSoftsign() {
        assertThat(check(with(image(), "p=Softplus s", "t=Tanh p", "y=Mul s t")))
                .isEqualTo(Unary.MISH);
        assertThat(check(with(image(1), "e=Exp s", "a=Add e 1.0", "p=Log a", "t=Tanh p", "y=Mul t s")))
                .isEqualTo(Unary.MISH);
        assertThat(check(with(image(1), "e=Exp s", "a=Add 1.0 e", "y=Log a"))).isEqualTo(Unary.SOFTPLUS);
        assertThat(check(with(image(1), "n=Abs s", "a=Add 1.0 n", "y=Div s a"))).isEqualTo(Unary.SOFTSIGN);
    }

    /** Constants that are almost those of a name must not get it. */
    @ParameterizedTest
    @ValueSource(doubles = {0.9, 1.001, 1.00001})
    void functionsThatAreOnlySimilarStayAsTheyAre(double factor) {
        double root = Math.sqrt(2) * factor;
        OnnxBuilder gelu = image(0.5, 1, root);
        Function function = check(with(gelu, "h=Mul s 0.5", "d=Div s " + root, "e=Erf d", "a=Add e 1.0", "y=Mul h a"));
        assertThat(function).isInstanceOf(Function.Combined.class);
        OnnxBuilder tanh = image(0.5, 1, 3, 0.044715 * factor, SQRT_TWO_OVER_PI);
        Function polynomial = check(with(
                tanh,
                "p=Pow s 3.0",
                "c=Mul p " + 0.044715 * factor,
                "b=Add s c",
                "i=Mul b " + SQRT_TWO_OVER_PI,
                "t=Tanh i",
                "a=Add t 1.0",
                "h=Mul s 0.5",
                "y=Mul h a"));
        assertThat(polynomial).isInstanceOf(Function.Combined.class);
    }

    @Test
    void functionsOfOneTensorWithoutANameAreOneFunctionToo() {
        assertThat(check(with(image(), "a=Tanh s", "b=Abs s", "c=Sub a b", "y=Max c s")))
                .isInstanceOf(Function.Combined.class);
        Graph rows = Conformance.check(with(image(2), "a=Exp s", "b=Min a s", "c=Mul b b", "y=Sub 2.0 c"));
        assertThat(rows.layers()).allMatch(Layer.Pointwise.class::isInstance);
        OnnxBuilder channels = image().weights("k", Conformance.values(3, 4), 4, 1, 1);
        Graph product = Conformance.check(with(channels, "t=Tanh s", "a=Mul t k", "b=Sin a", "y=Mul b t"));
        assertThat(product.layers()).allMatch(Layer.Pointwise.class::isInstance);
    }

    @Test
    void whatSomethingElseReadsIsNotFused() {
        Graph read = Conformance.check(with(image(), "g=Sigmoid s", "m=Mul s g", "t=Tanh g", "y=Add m t"));
        assertThat(read.tensor("g")).isPresent();
        Graph output =
                Conformance.check(with(image(), "g=Sigmoid s", "y=Mul s g").output("g"));
        assertThat(output.tensor("g")).isPresent();
        assertThat(output.layers()).anyMatch(Layer.Binary.class::isInstance);
    }

    @Test
    void tensorsOfDifferentShapeAreNotFused() {
        Graph graph = Conformance.check(with(image(), "p=GlobalAveragePool s", "g=Sigmoid p", "y=Mul s g"));
        assertThat(graph.layers()).anyMatch(Layer.Binary.class::isInstance);
    }

    @Test
    void productsOfAnyLengthAreFusedInParts() {
        OnnxBuilder builder = with(image(), "p0=Cos s");
        for (int i = 0; i < 300; i++) {
            builder.node("Tanh", List.of("p" + i), "t" + i).node("Add", List.of("t" + i, "s"), "p" + (i + 1));
        }
        Graph graph = Conformance.check(with(builder, "y=Tanh p300"));
        assertThat(graph.layers()).hasSizeBetween(20, 600).anyMatch(Layer.Binary.class::isInstance);
    }

    @Test
    void whatWasFusedIsFoundByName() {
        Graph graph =
                OnnxImporter.read(with(image(), "g=Sigmoid s", "y=Mul s g").build());

        assertThat(LayerSelector.select(graph, List.of("node_y")))
                .containsExactly(graph.outputs().get(0));
        for (String name : List.of("g", "node_g")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> LayerSelector.select(graph, List.of(name)))
                    .withMessageContaining("computed together with what follows, as 'y'");
        }
        assertThat(graph.layers().get(1).operator()).isEqualTo("Sigmoid+Mul");
    }
}
