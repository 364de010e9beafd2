package dev.frogeye.model;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One operation of a {@link Graph}. Arrays in a layer are not copied and must not be modified.
 *
 * <p>{@code name} is the ONNX node's name (its output's where the node has none), {@code operator} its ONNX type: what
 * a user finds in the file.
 */
public sealed interface Layer {
    /** Name of the ONNX node. */
    String name();

    /** Type of the ONNX node, such as {@code Conv} or {@code Gemm}. */
    String operator();

    /** The tensors that move into this layer, in order; constants are not among them. */
    List<Tensor> inputs();

    /** What it computes. */
    Tensor output();

    /** A layer that one tensor moves into. */
    sealed interface OfOneTensor extends Layer {
        /** The tensor it reads. */
        Tensor input();

        @Override
        default List<Tensor> inputs() {
            return List.of(input());
        }
    }

    /** Calls the visitor's method for this kind of layer. */
    <R> R accept(Visitor<R> visitor);

    /** One method a kind of layer, so that whoever handles layers handles all of them or does not compile. */
    interface Visitor<R> {
        R convolution(Convolution layer);

        R pointwise(Pointwise layer);

        R maxPool(MaxPool layer);

        R averagePool(AveragePool layer);

        R reduce(Reduce layer);

        R lrn(Lrn layer);

        R softmax(Softmax layer);

        R normalize(Normalize layer);

        R binary(Binary layer);

        R concat(Concat layer);

        R view(View layer);

        R rearrange(Rearrange layer);

        R resample(Resample layer);
    }

    /**
     * Convolution of any kind: grouped, depthwise, and, over one pixel, a fully connected layer.
     *
     * @param groups input channel {@code i} meets only the output channels of its group
     * @param weights {@code [kernelHeight][kernelWidth][inputChannels / groups][outputChannels]}
     * @param bias {@code [outputChannels]}
     */
    record Convolution(
            String name,
            String operator,
            Tensor input,
            Tensor output,
            Window window,
            int groups,
            float[] weights,
            float[] bias)
            implements OfOneTensor {
        public Convolution {
            int expected = window.taps()
                    * (input.shape().channels() / groups)
                    * output.shape().channels();
            if (weights.length != expected || bias.length != output.shape().channels()) {
                throw new IllegalArgumentException("convolution '" + name + "' needs " + expected + " weights and "
                        + output.shape().channels() + " biases, got " + weights.length + " and " + bias.length);
            }
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.convolution(this);
        }

        /** Whether every output channel sees one input channel. */
        public boolean isDepthwise() {
            return groups > 1 && groups == input.shape().channels();
        }

        /** Multiply-adds of the dense computation that meet a pixel of the image; those on padding are left out. */
        public long macs() {
            return window.tapsInside(input.shape(), output.shape())
                    * (input.shape().channels() / groups)
                    * output.shape().channels();
        }

        /** Multiply-adds as other tools count them, padding included. */
        public long macsWithPadding() {
            return (long) output.shape().pixels()
                    * window.taps()
                    * (input.shape().channels() / groups)
                    * output.shape().channels();
        }

        /** Weights and biases. */
        public long parameters() {
            return (long) weights.length + bias.length;
        }
    }

    /** A function of each value by itself. */
    record Pointwise(String name, String operator, Tensor input, Tensor output, Function function)
            implements OfOneTensor {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.pointwise(this);
        }
    }

    /** Largest value in each window; what lies outside the image does not count. */
    record MaxPool(String name, String operator, Tensor input, Tensor output, Window window) implements OfOneTensor {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.maxPool(this);
        }
    }

    /**
     * Mean of each window.
     *
     * @param countPadding whether the divisor counts taps on the padding (never those beyond it, which
     *     {@code ceil_mode} can reach)
     */
    record AveragePool(String name, String operator, Tensor input, Tensor output, Window window, boolean countPadding)
            implements OfOneTensor {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.averagePool(this);
        }
    }

    /** Combines the values along whole axes into one; the axes' extents become 1 (or vanish from {@code dims}). */
    record Reduce(String name, String operator, Tensor input, Tensor output, Reduction reduction, Axes axes)
            implements OfOneTensor {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.reduce(this);
        }
    }

    /** How {@link Reduce} combines values. */
    enum Reduction {
        MEAN,
        SUM,
        MIN,
        MAX,
        PRODUCT,
        /** Sum of the magnitudes. */
        L1,
        /** Square root of the sum of the squares. */
        L2,
        SUM_OF_SQUARES,
        /** Logarithm of the sum. */
        LOG_SUM,
        /** Logarithm of the sum of the exponentials. */
        LOG_SUM_EXP,
        /** Place of the largest value among those combined, in stored order; of several the first. */
        ARG_MAX,
        /** As {@link #ARG_MAX}, of several the last. */
        ARG_MAX_LAST,
        /** Place of the smallest value, of several the first. */
        ARG_MIN,
        /** As {@link #ARG_MIN}, of several the last. */
        ARG_MIN_LAST
    }

    /** Local response normalisation across {@code size} neighbouring channels of a pixel, as ONNX defines it. */
    record Lrn(String name, String operator, Tensor input, Tensor output, int size, float alpha, float beta, float bias)
            implements OfOneTensor {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.lrn(this);
        }
    }

    /**
     * {@code exp(x) / sum(exp(x))} where the sum runs over {@code axes}.
     *
     * @param logarithm whether the result's logarithm is wanted
     */
    record Softmax(String name, String operator, Tensor input, Tensor output, Axes axes, boolean logarithm)
            implements OfOneTensor {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.softmax(this);
        }
    }

    /**
     * Brings values to a common size, which they share along {@code axes}: instance, group, layer and L2 normalisation.
     * Scale and shift that follow are a layer of their own.
     *
     * @param groups where the channels are among the axes: into how many runs of neighbours they are divided first
     * @param epsilon added to the mean square before its root is taken
     */
    record Normalize(
            String name, String operator, Tensor input, Tensor output, Norm norm, Axes axes, int groups, float epsilon)
            implements OfOneTensor {
        public Normalize {
            if (groups < 1 || input.shape().channels() % groups != 0 || (groups > 1 && !axes.channels())) {
                throw new IllegalArgumentException("normalisation '" + name + "' cannot divide "
                        + input.shape().channels() + " channels into " + groups + " groups");
            }
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.normalize(this);
        }
    }

    /** What {@link Normalize} computes. */
    enum Norm {
        /** {@code (x - mean) / sqrt(variance + epsilon)}. */
        STANDARD,
        /** {@code x / sqrt(mean(x^2) + epsilon)}. */
        ROOT_MEAN_SQUARE,
        /** {@code x / sum(|x|)}, 0 where that is 0. */
        L1,
        /** {@code x / sqrt(sum(x^2))}, 0 where that is 0. */
        L2
    }

    /** Arithmetic of two operands, stored axes of extent 1 broadcast; at least one of the two is a tensor. */
    record Binary(String name, String operator, Arithmetic arithmetic, Operand left, Operand right, Tensor output)
            implements Layer {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.binary(this);
        }

        @Override
        public List<Tensor> inputs() {
            return Stream.of(left, right)
                    .filter(Tensor.class::isInstance)
                    .map(Tensor.class::cast)
                    .toList();
        }
    }

    /** What {@link Binary} computes. */
    enum Arithmetic {
        ADD,
        SUBTRACT,
        MULTIPLY,
        DIVIDE,
        MINIMUM,
        MAXIMUM,
        /** Left to the power of right. */
        POWER;

        /** Of two values. */
        public float of(float left, float right) {
            return switch (this) {
                case ADD -> left + right;
                case SUBTRACT -> left - right;
                case MULTIPLY -> left * right;
                case DIVIDE -> left / right;
                case MINIMUM -> Math.min(left, right);
                case MAXIMUM -> Math.max(left, right);
                case POWER -> (float) Math.pow(left, right);
            };
        }
    }

    /** Tensors laid one after the other along a stored axis. */
    record Concat(String name, String operator, List<Tensor> inputs, Tensor output, Axis axis) implements Layer {
        public Concat {
            inputs = List.copyOf(inputs);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.concat(this);
        }
    }

    /** A stored axis. */
    enum Axis {
        HEIGHT,
        WIDTH,
        CHANNELS
    }

    /** The same values in the same stored order under other extents. */
    record View(String name, String operator, Tensor input, Tensor output) implements OfOneTensor {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.view(this);
        }
    }

    /**
     * Every output value is a copy of one input value, or a constant: transpose, slice, padding, flatten of an image.
     *
     * @param source for each output value in stored order, the place of its input value in stored order, or -1 where
     *     the output is {@code fill}
     */
    record Rearrange(String name, String operator, Tensor input, Tensor output, int[] source, float fill)
            implements OfOneTensor {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.rearrange(this);
        }

        /** Whether an index map leaves every value of a tensor where it is. */
        public static boolean isIdentity(int[] source, Tensor input) {
            return source.length == input.shape().size()
                    && IntStream.range(0, source.length).allMatch(i -> source[i] == i);
        }

        /** Where the output is some neighbouring channels of every pixel, as after a split: the first of them; else -1. */
        public int firstOfChannels() {
            int from = input.shape().channels();
            int to = output.shape().channels();
            int first = source[0];
            boolean sameImage = input.shape().height() == output.shape().height()
                    && input.shape().width() == output.shape().width();
            if (!sameImage || first < 0 || first + to > from) {
                return -1;
            }
            for (int i = 0; i < source.length; i++) {
                if (source[i] != i / to * from + first + i % to) {
                    return -1;
                }
            }
            return first;
        }
    }

    /**
     * Each output pixel a weighted sum of input pixels, the weight a product of one of its row and one of its column:
     * linear and cubic interpolation.
     *
     * @param rows which input rows make an output row
     * @param columns which input columns make an output column
     * @param outside the value of pixels in rows or columns that are made of nothing
     */
    record Resample(String name, String operator, Tensor input, Tensor output, Taps rows, Taps columns, float outside)
            implements OfOneTensor {
        public Resample {
            if (rows.count() != output.shape().height()
                    || columns.count() != output.shape().width()
                    || input.shape().channels() != output.shape().channels()) {
                throw new IllegalArgumentException("resampling '" + name + "' to " + rows.count() + " rows and "
                        + columns.count() + " columns does not make " + output.shape());
            }
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.resample(this);
        }
    }
}
