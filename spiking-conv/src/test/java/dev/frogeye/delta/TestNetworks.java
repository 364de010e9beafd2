package dev.frogeye.delta;

import dev.frogeye.model.Graph;
import dev.frogeye.model.onnx.OnnxBuilder;
import dev.frogeye.model.onnx.OnnxImporter;
import dev.frogeye.model.onnx.OnnxModel;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Small networks with seeded weights that between them hold every kind of layer and every way of connecting them. */
enum TestNetworks {
    /** Inception-like: branches, pools before convolutions, concatenation, batch norm that cannot be folded. */
    BRANCHES {
        @Override
        void build(Builder net) {
            net.conv("x", "stem", 3, 12, 3, 2, 1, 1).node("Relu", List.of("stem"), "stem_relu");
            net.node("MaxPool", List.of("stem_relu"), "pool", window(3, 2, 0));
            net.conv("pool", "a", 12, 20, 1, 1, 0, 1).node("Relu", List.of("a"), "a_relu");
            net.conv("pool", "b1", 12, 8, 1, 1, 0, 1).node("LeakyRelu", List.of("b1"), "b1_act", Map.of("alpha", 0.1f));
            net.conv("b1_act", "b2", 8, 17, 3, 1, 1, 1).node("Relu", List.of("b2"), "b_relu");
            net.node(
                    "AveragePool",
                    List.of("pool"),
                    "c_pool",
                    Map.of("kernel_shape", longs(3, 3), "strides", longs(1, 1), "pads", longs(1, 1, 1, 1)));
            net.conv("c_pool", "c", 12, 5, 1, 1, 0, 1).node("Tanh", List.of("c"), "c_act");
            net.node("Concat", List.of("a_relu", "b_relu", "c_act", "pool"), "cat", Map.of("axis", 1));
            net.batchNorm("cat", "norm", 54).node("Relu", List.of("norm"), "norm_relu");
            net.conv("norm_relu", "d", 54, 16, 3, 2, 1, 1).node("Relu", List.of("d"), "d_relu");
            net.conv("cat", "e", 54, 6, 1, 1, 0, 1).node("Sigmoid", List.of("e"), "e_act");
            net.node("GlobalAveragePool", List.of("d_relu"), "gap").node("Flatten", List.of("gap"), "flat");
            net.gemm("flat", "logits", 16, 10).node("Softmax", List.of("logits"), "probabilities", Map.of("axis", 1));
            net.output("probabilities").output("e_act").output("cat");
        }
    },
    /** MobileNet-like: depthwise, linear bottlenecks with residuals, squeeze-and-excite, hard swish. */
    RESIDUALS {
        @Override
        void build(Builder net) {
            net.conv("x", "stem", 3, 16, 3, 2, 1, 1);
            net.node("Clip", List.of("stem", "zero", "six"), "stem_act");
            net.conv("stem_act", "dw1", 16, 16, 3, 1, 1, 16).node("Clip", List.of("dw1", "zero", "six"), "dw1_act");
            net.conv("dw1_act", "pw1", 16, 24, 1, 1, 0, 1);
            net.conv("pw1", "ex2", 24, 40, 1, 1, 0, 1).node("HardSwish", List.of("ex2"), "ex2_act");
            net.conv("ex2_act", "dw2", 40, 40, 5, 1, 2, 40);
            net.node("GlobalAveragePool", List.of("dw2"), "se_gap");
            net.conv("se_gap", "se1", 40, 10, 1, 1, 0, 1).node("Relu", List.of("se1"), "se1_act");
            net.conv("se1_act", "se2", 10, 40, 1, 1, 0, 1).node("HardSigmoid", List.of("se2"), "se2_act");
            net.node("Mul", List.of("dw2", "se2_act"), "scaled");
            net.conv("scaled", "pw2", 40, 24, 1, 1, 0, 1).node("Add", List.of("pw1", "pw2"), "res");
            net.conv("res", "grouped", 24, 32, 3, 2, 1, 4).node("PRelu", List.of("grouped", "slopes"), "grouped_act");
            net.node("LRN", List.of("grouped_act"), "lrn", Map.of("size", 5, "alpha", 0.01f, "beta", 0.75f));
            net.conv("lrn", "last", 32, 12, 3, 1, 1, 1).node("GlobalMaxPool", List.of("last"), "max");
            net.node("Flatten", List.of("res"), "res_flat");
            net.gemm("res_flat", "dense", 24 * 12 * 13, 7);
            net.output("max").output("dense").output("res");
        }
    },
    /** Functions as exporters spell them out, fused or not, and arithmetic of several tensors. */
    FUNCTIONS {
        @Override
        void build(Builder net) {
            net.node("QuantizeLinear", List.of("x", "grain"), "x_steps");
            net.node("DequantizeLinear", List.of("x_steps", "grain"), "x_rounded");
            net.conv("x_rounded", "stem", 3, 12, 3, 2, 1, 1).node("Sigmoid", List.of("stem"), "stem_gate");
            net.node("Mul", List.of("stem", "stem_gate"), "stem_act");
            net.conv("stem_act", "a", 12, 16, 3, 1, 1, 1).node("Add", List.of("a", "half"), "a_more");
            net.node("Clip", List.of("a_more", "zero", "six"), "a_clip").node("Mul", List.of("a", "a_clip"), "a_mul");
            net.node("Div", List.of("a_mul", "six"), "a_act");
            net.conv("stem_act", "b", 12, 16, 1, 1, 0, 1).node("Erf", List.of("b"), "b_erf");
            net.node("Add", List.of("b_erf", "half"), "b_more").node("Mul", List.of("b", "b_more"), "b_act");
            net.conv("a_act", "c", 16, 16, 3, 1, 1, 1).node("Elu", List.of("c"), "c_act");
            net.node("Max", List.of("a_act", "b_act", "c_act"), "most").node("Min", List.of("a", "b"), "least");
            net.conv("most", "d", 16, 9, 1, 1, 0, 1).node("Softplus", List.of("d"), "d_plus");
            net.node("Tanh", List.of("d_plus"), "d_tanh").node("Mul", List.of("d", "d_tanh"), "d_act");
            net.node("Abs", List.of("least"), "size").node("Add", List.of("size", "half"), "base");
            net.node("Pow", List.of("base", "half"), "root").node("Reciprocal", List.of("root"), "inverse");
            net.conv("inverse", "e", 16, 9, 3, 1, 1, 1).node("Mean", List.of("d_act", "e"), "mean");
            net.node("Softplus", List.of("mean"), "grown").node("Sigmoid", List.of("e"), "exponent");
            net.node("Pow", List.of("grown", "exponent"), "power");
            net.output("power").output("least").output("d_act");
        }
    },
    /** Detector-like: heads transposed, reshaped and joined along the boxes, arithmetic on slices with priors. */
    HEADS {
        @Override
        void build(Builder net) {
            net.node("Mul", List.of("x", "half"), "x_scaled");
            net.conv("x_scaled", "f1", 3, 10, 3, 2, 1, 1).node("Relu", List.of("f1"), "f1_act");
            net.dilated("f1_act", "f2", 10, 14).node("Relu", List.of("f2"), "f2_act");
            net.conv("f2_act", "f3", 14, 14, 3, 2, 1, 1).node("Relu", List.of("f3"), "f3_act");
            head(net, "f2_act", "h2", 14, 8, 12 * 13 * 2);
            head(net, "f3_act", "h3", 14, 8, 6 * 7 * 2);
            net.node("Concat", List.of("h2_rows", "h3_rows"), "boxes", Map.of("axis", 1));
            net.node("Softmax", List.of("boxes"), "scores", Map.of("axis", 2));
            net.node("Slice", List.of("boxes", "start", "end", "axis"), "centres");
            net.node("Mul", List.of("centres", "priors"), "moved").node("Exp", List.of("moved"), "sizes");
            net.node("Sub", List.of("sizes", "priors"), "result");
            net.output("scores").output("result");
        }

        private void head(Builder net, String from, String name, int inputs, int outputs, int rows) {
            net.conv(from, name, inputs, outputs, 3, 1, 1, 1);
            net.node("Transpose", List.of(name), name + "_nhwc", Map.of("perm", longs(0, 2, 3, 1)));
            net.integers(name + "_shape", 1, rows, 4);
            net.node("Reshape", List.of(name + "_nhwc", name + "_shape"), name + "_rows");
        }
    },
    /** Normalised over pixels and over space, with gates by the largest and the mean of the channels. */
    NORMS {
        @Override
        void build(Builder net) {
            net.conv("x", "stem", 3, 12, 3, 2, 1, 1);
            net.instanceNorm("stem", "instance", 12).node("Relu", List.of("instance"), "instance_act");
            net.conv("instance_act", "a", 12, 10, 3, 1, 1, 1);
            net.node("MeanVarianceNormalization", List.of("a"), "pixel_norm", Map.of("axes", longs(1)));
            net.conv("pixel_norm", "b", 10, 8, 3, 1, 1, 1);
            net.node("LpNormalization", List.of("b"), "unit", Map.of("axis", 1));
            net.node("ReduceMax", List.of("b"), "largest", Map.of("axes", longs(1)));
            net.node("ReduceMean", List.of("b"), "mean", Map.of("axes", longs(1)));
            net.node("Concat", List.of("largest", "mean"), "both", Map.of("axis", 1));
            net.conv("both", "gate", 2, 1, 3, 1, 1, 1).node("Sigmoid", List.of("gate"), "gate_act");
            net.node("Mul", List.of("unit", "gate_act"), "gated");
            net.conv("gated", "c", 8, 6, 3, 2, 1, 1).node("LogSoftmax", List.of("c"), "log", Map.of("axis", 1));
            net.conv("log", "d", 6, 5, 1, 1, 0, 1);
            net.node("MeanVarianceNormalization", List.of("d"), "image_norm", Map.of("axes", longs(1, 2, 3)));
            net.conv("image_norm", "e", 5, 4, 1, 1, 0, 1);
            net.node("ReduceLogSumExp", List.of("e"), "sizes", Map.of("axes", longs(2, 3), "keepdims", 0));
            net.node("ReduceL2", List.of("e"), "rows", Map.of("axes", longs(3)));
            net.output("sizes").output("rows").output("unit");
        }
    },
    /** U-Net-like: padding, split channels, transposed convolutions and resized pictures joined with earlier ones. */
    NECK {
        @Override
        void build(Builder net) {
            net.integers("border", 0, 0, 1, 0, 0, 0, 1, 3).node("Pad", List.of("x", "border"), "padded");
            net.conv("padded", "down", 3, 16, 3, 2, 0, 1).node("Relu", List.of("down"), "down_act");
            net.integers("parts", 6, 10);
            net.nodeOf("Split", List.of("down_act", "parts"), List.of("part", "rest"), Map.of("axis", 1));
            net.conv("rest", "deep", 10, 12, 3, 2, 1, 1).node("Sigmoid", List.of("deep"), "gate");
            net.node("Mul", List.of("deep", "gate"), "silu");
            net.transposed("silu", "up", 12, 8, 3).node("Relu", List.of("up"), "up_act");
            net.node("Resize", List.of("silu", "", "", "extents"), "wide", Map.of("mode", "linear"));
            net.node("Resize", List.of("silu", "", "", "extents"), "near", Map.of("mode", "nearest"));
            net.node("Concat", List.of("part", "up_act", "wide", "near"), "joined", Map.of("axis", 1));
            net.conv("joined", "last", 38, 16, 3, 1, 1, 1);
            net.node("DepthToSpace", List.of("last"), "picture", Map.of("blocksize", 2, "mode", "CRD"));
            net.integers("mirror", 0, 0, 1, 1, 0, 0, 1, 1);
            net.node("Pad", List.of("picture", "mirror"), "framed", Map.of("mode", "reflect"));
            net.output("framed").output("wide").output("part");
        }
    };

    static final int HEIGHT = 24;
    static final int WIDTH = 26;

    abstract void build(Builder net);

    OnnxModel model() {
        Builder net = new Builder(name(), 100 + ordinal());
        build(net);
        return net.build();
    }

    Graph graph() {
        return OnnxImporter.read(model());
    }

    private static long[] longs(long... values) {
        return values;
    }

    private static Map<String, Object> window(int kernel, int stride, int pad) {
        return Map.of(
                "kernel_shape",
                longs(kernel, kernel),
                "strides",
                longs(stride, stride),
                "pads",
                longs(pad, pad, pad, pad));
    }

    /** An {@link OnnxBuilder} that makes up weights. */
    static final class Builder {
        private final OnnxBuilder onnx;
        private final Random random;

        Builder(String name, long seed) {
            random = new Random(seed);
            onnx = new OnnxBuilder(name, 14).input("x", 1, 3, HEIGHT, WIDTH);
            onnx.weights("zero", new float[] {0})
                    .weights("six", new float[] {6})
                    .weights("half", new float[] {0.5f})
                    .weights("grain", new float[] {0.01f})
                    .weights("slopes", weights(32, 0.5f), 32, 1, 1)
                    .weights("priors", weights(396 * 2, 1), 1, 396, 2)
                    .integers("extents", 1, 12, 12, 14)
                    .integers("start", 1)
                    .integers("end", 3)
                    .integers("axis", 2);
        }

        Builder node(String operator, List<String> inputs, String output) {
            onnx.node(operator, inputs, output);
            return this;
        }

        Builder node(String operator, List<String> inputs, String output, Map<String, ?> attributes) {
            onnx.node(operator, inputs, output, attributes);
            return this;
        }

        Builder nodeOf(String operator, List<String> inputs, List<String> outputs, Map<String, ?> attributes) {
            onnx.node(operator, inputs, outputs, attributes);
            return this;
        }

        /** A transposed convolution of stride 2 that doubles height and width. */
        Builder transposed(String from, String to, int inputs, int outputs, int kernel) {
            weightsOf(to, inputs * kernel * kernel / 4, outputs, inputs, outputs, kernel, kernel);
            onnx.node(
                    "ConvTranspose",
                    List.of(from, to + "_w", to + "_b"),
                    to,
                    Map.of("strides", longs(2, 2), "pads", longs(1, 1, 1, 1), "output_padding", longs(1, 1)));
            return this;
        }

        Builder integers(String name, long... values) {
            onnx.integers(name, values);
            return this;
        }

        Builder output(String name) {
            onnx.output(name);
            return this;
        }

        /** A square convolution with bias, its gain such that activations keep their size. */
        Builder conv(String from, String to, int inputs, int outputs, int kernel, int stride, int pad, int groups) {
            int fanIn = inputs / groups * kernel * kernel;
            weightsOf(to, fanIn, outputs, outputs, inputs / groups, kernel, kernel);
            onnx.node("Conv", List.of(from, to + "_w", to + "_b"), to, convAttributes(kernel, stride, pad, groups));
            return this;
        }

        private static Map<String, Object> convAttributes(int kernel, int stride, int pad, int groups) {
            Map<String, Object> attributes = new java.util.HashMap<>(window(kernel, stride, pad));
            attributes.put("group", groups);
            return attributes;
        }

        Builder dilated(String from, String to, int inputs, int outputs) {
            weightsOf(to, inputs * 9, outputs, outputs, inputs, 3, 3);
            onnx.node(
                    "Conv",
                    List.of(from, to + "_w", to + "_b"),
                    to,
                    Map.of("kernel_shape", longs(3, 3), "dilations", longs(2, 2), "pads", longs(2, 2, 2, 2)));
            return this;
        }

        Builder gemm(String from, String to, int inputs, int outputs) {
            weightsOf(to, inputs, outputs, inputs, outputs);
            onnx.node("Gemm", List.of(from, to + "_w", to + "_b"), to);
            return this;
        }

        private void weightsOf(String layer, int fanIn, int outputs, long... dims) {
            int size = 1;
            for (long dim : dims) {
                size *= (int) dim;
            }
            onnx.weights(layer + "_w", weights(size, (float) Math.sqrt(6.0 / fanIn)), dims);
            onnx.weights(layer + "_b", weights(outputs, 0.2f), outputs);
        }

        Builder batchNorm(String from, String to, int channels) {
            float[] variance = weights(channels, 0.5f);
            for (int i = 0; i < channels; i++) {
                variance[i] += 1;
            }
            onnx.weights(to + "_scale", weights(channels, 1), channels)
                    .weights(to + "_shift", weights(channels, 0.3f), channels)
                    .weights(to + "_mean", weights(channels, 0.3f), channels)
                    .weights(to + "_var", variance, channels);
            onnx.node("BatchNormalization", List.of(from, to + "_scale", to + "_shift", to + "_mean", to + "_var"), to);
            return this;
        }

        Builder instanceNorm(String from, String to, int channels) {
            onnx.weights(to + "_scale", weights(channels, 1), channels)
                    .weights(to + "_shift", weights(channels, 0.3f), channels);
            onnx.node("InstanceNormalization", List.of(from, to + "_scale", to + "_shift"), to);
            return this;
        }

        /** Uniform in {@code [-scale, scale]}. */
        private float[] weights(int size, float scale) {
            float[] values = new float[size];
            for (int i = 0; i < size; i++) {
                values[i] = (2 * random.nextFloat() - 1) * scale;
            }
            return values;
        }

        OnnxModel build() {
            return onnx.build();
        }
    }
}
