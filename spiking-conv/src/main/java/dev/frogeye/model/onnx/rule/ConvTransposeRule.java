package dev.frogeye.model.onnx.rule;

import dev.frogeye.model.Layer;
import dev.frogeye.model.ModelText;
import dev.frogeye.model.Tensor;
import dev.frogeye.model.Window;
import dev.frogeye.model.onnx.constant.Dims;
import dev.frogeye.model.onnx.constant.Extents;
import dev.frogeye.model.onnx.constant.Literal;
import dev.frogeye.model.onnx.constant.Pick;
import dev.frogeye.model.onnx.file.Limits;
import dev.frogeye.model.onnx.file.Node;
import java.util.Collections;
import java.util.List;

/**
 * {@code ConvTranspose} as a convolution at the resolution of its input and a move: output pixel {@code j * stride + r} is
 * {@code sum over t of in[j - t] * kernel[t * stride + r]}, so that each of the {@code stride} phases {@code r} of an axis
 * is a set of output channels, which are then laid out between each other.
 *
 * <p>All phases share one window of {@code ceil(reach / stride)} taps. Where the stride divides the kernel's extent that is
 * the multiply-adds of the definition; elsewhere taps of weight 0 fill the window up and are counted as done, as are those
 * of pixels which the padding cuts off within a phase.
 */
final class ConvTransposeRule {
    private ConvTransposeRule() {}

    /**
     * One spatial axis.
     *
     * @param taps of the convolution
     * @param dilation of the convolution
     * @param first the convolution's first position, in strides from the start of the uncut output
     * @param positions how many there are
     * @param cut what is cut off the uncut output in front
     * @param output extent of the output
     */
    private record Span(int stride, int spread, int taps, int dilation, int first, int positions, int cut, int output) {
        /** Rows of zeros in front of the image. */
        int padBefore() {
            return (taps - 1) * dilation - first;
        }

        int padAfter(int input) {
            return positions - 1 + (taps - 1) * dilation + 1 - input - padBefore();
        }

        /** The convolution's tap that kernel index {@code k} is, among those of its phase. */
        int tap(int k) {
            return taps - 1 - (stride == 1 ? k : k * spread / stride);
        }

        int phase(int k) {
            return k * spread % stride;
        }
    }

    static void convTranspose(Node node, Assembly net) {
        node.requireInputs(2, 3);
        Tensor input = net.tensor(node, 0);
        Literal.Floats weights = net.floats(node, 1);
        List<Integer> extents = weights.dims();
        ConvolutionRule.requireImage(node, input, extents);
        int channels = input.dims().get(1);
        long groups = node.attributes().integer("group", 1);
        if (groups < 1 || extents.get(0) != channels || channels % groups != 0 || weights.size() == 0) {
            throw node.error("weights " + ModelText.dims(extents) + " in " + groups + " groups do not fit " + channels
                    + " input channels");
        }
        List<Long> kernel = List.of((long) extents.get(2), (long) extents.get(3));
        if (!node.attributes().integers("kernel_shape").orElse(kernel).equals(kernel)) {
            throw node.error("declares a kernel of "
                    + node.attributes().integers("kernel_shape").orElseThrow() + " but has weights for " + kernel);
        }
        new Lowering(
                        node,
                        net,
                        input,
                        ConvolutionRule.finite(node, weights.values()),
                        (int) groups,
                        extents.get(1),
                        span(node, 0, input.dims().get(2), extents.get(2)),
                        span(node, 1, input.dims().get(3), extents.get(3)))
                .add(extents.get(2), extents.get(3));
    }

    private static Span span(Node node, int axis, int extent, int kernel) {
        int stride = attribute(node, "strides", 2, axis, 1, 1);
        int spread = attribute(node, "dilations", 2, axis, 1, 1);
        int added = attribute(node, "output_padding", 2, axis, 0, 0);
        long reach = (kernel - 1L) * spread + 1;
        long uncut = (long) stride * (extent - 1) + added + reach;
        String autoPad = node.attributes().text("auto_pad", "NOTSET");
        boolean same = autoPad.startsWith("SAME_");
        List<Long> shape = node.attributes().integers("output_shape").orElse(List.of());
        long output;
        long cut;
        if (!shape.isEmpty() || same) {
            output = shape.isEmpty() ? (long) extent * stride : shape.get(shape.size() - 2 + axis);
            long padding = Math.max(0, uncut - output);
            cut = autoPad.equals("SAME_UPPER") ? padding / 2 : padding - padding / 2;
            output = shape.isEmpty() ? uncut - padding : output;
        } else {
            boolean padded = autoPad.equals("NOTSET") || autoPad.isEmpty();
            cut = padded ? attribute(node, "pads", 4, axis, 0, 0) : 0;
            output = uncut - cut - (padded ? attribute(node, "pads", 4, axis + 2, 0, 0) : 0);
        }
        if (output < 1 || kernel > Limits.WINDOW) {
            throw node.error(
                    "would make an extent of " + output + " of one of " + extent + " and a kernel of " + kernel);
        }
        int taps = stride == 1 ? kernel : (int) ((reach - 1) / stride + 1);
        int dilation = stride == 1 ? spread : 1;
        int last = Extents.extent(node, (cut + output - 1) / stride);
        int first = (int) Math.min(cut / stride, (taps - 1L) * dilation);
        return new Span(
                stride, spread, taps, dilation, first, last - first + 1, (int) cut, Extents.extent(node, output));
    }

    private static int attribute(Node node, String key, int size, int index, long absent, int least) {
        List<Long> values = node.attributes().integers(key).orElse(Collections.nCopies(size, absent));
        if (values.size() != size || values.get(index) < least || values.get(index) > Limits.WINDOW) {
            throw node.error("has " + key + " " + values + "; supported are " + size + " numbers from " + least + " to "
                    + Limits.WINDOW);
        }
        return values.get(index).intValue();
    }

    /** The layers of one node. */
    private record Lowering(
            Node node, Assembly net, Tensor input, float[] weights, int groups, int perGroup, Span y, Span x) {
        void add(int kernelHeight, int kernelWidth) {
            int phases = Extents.extent(node, (long) y.stride * x.stride);
            int channels = Extents.extent(node, (long) phases * groups * perGroup);
            List<Integer> phased = List.of(1, channels, y.positions, x.positions);
            List<Integer> result = List.of(1, groups * perGroup, y.output, x.output);
            boolean isResult = phased.equals(result) && y.first == y.cut && x.first == x.cut;
            Tensor output = isResult ? net.output(node, result) : net.between(node, "phases", phased);
            Window window = new Window(
                    y.taps,
                    x.taps,
                    1,
                    1,
                    y.dilation,
                    x.dilation,
                    y.padBefore(),
                    x.padBefore(),
                    y.padAfter(input.dims().get(2)),
                    x.padAfter(input.dims().get(3)));
            net.add(new Layer.Convolution(
                    isResult ? node.name() : output.name(),
                    node.operator(),
                    input,
                    output,
                    window,
                    groups,
                    phased(kernelHeight, kernelWidth, channels),
                    bias(channels)));
            if (!isResult) {
                RearrangeRule.pick(node, net, output, Pick.of(result, () -> interleaved(result)));
            }
        }

        /** Group by group, phase by phase: the channels of a phase lie side by side. */
        private int channel(int group, int phaseY, int phaseX, int channel) {
            return ((group * y.stride + phaseY) * x.stride + phaseX) * perGroup + channel;
        }

        private float[] phased(int kernelHeight, int kernelWidth, int channels) {
            int inputs = input.dims().get(1) / groups;
            float[] phased = net.reserveWeights(node, (long) y.taps * x.taps * inputs * channels);
            int from = 0;
            for (int i = 0; i < inputs * groups; i++) {
                for (int o = 0; o < perGroup; o++) {
                    for (int ky = 0; ky < kernelHeight; ky++) {
                        for (int kx = 0; kx < kernelWidth; kx++) {
                            int tap = y.tap(ky) * x.taps + x.tap(kx);
                            int to = channel(i / inputs, y.phase(ky), x.phase(kx), o);
                            phased[(tap * inputs + i % inputs) * channels + to] = weights[from++];
                        }
                    }
                }
            }
            return phased;
        }

        private float[] bias(int channels) {
            float[] given = ConvolutionRule.bias(node, net, groups * perGroup);
            float[] bias = new float[channels];
            int phases = y.stride * x.stride;
            for (int i = 0; i < channels; i++) {
                bias[i] = given[i / (phases * perGroup) * perGroup + i % perGroup];
            }
            return bias;
        }

        private int[] interleaved(List<Integer> result) {
            int[] source = new int[(int) Dims.size(result)];
            for (int i = 0; i < source.length; i++) {
                int column = i % x.output + x.cut;
                int row = i / x.output % y.output + y.cut;
                int o = i / x.output / y.output;
                int channel = channel(o / perGroup, row % y.stride, column % x.stride, o % perGroup);
                int position = (row / y.stride - y.first) * x.positions + column / x.stride - x.first;
                source[i] = channel * y.positions * x.positions + position;
            }
            return source;
        }
    }
}
