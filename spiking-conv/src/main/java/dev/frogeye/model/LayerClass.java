package dev.frogeye.model;

/** How much of a layer's input has to be looked at where some of it changed. */
public enum LayerClass {
    /** What changed in the input passes through: weighted, added up, copied or moved. */
    LINEAR("linear"),
    /** Evaluated anew for the values, pixels or windows that changed. */
    POINTWISE("pointwise"),
    /** Every value depends on others all over the tensor: any change evaluates all of it again. */
    WHOLE_TENSOR("whole-tensor");

    private final String text;

    LayerClass(String text) {
        this.text = text;
    }

    /** The class of a layer. */
    public static LayerClass of(Layer layer) {
        return layer.accept(Classes.INSTANCE);
    }

    /** As it is printed: {@code linear}, {@code pointwise} or {@code whole-tensor}. */
    public String text() {
        return text;
    }

    /** One answer a kind of layer. */
    private enum Classes implements Layer.Visitor<LayerClass> {
        INSTANCE;

        @Override
        public LayerClass convolution(Layer.Convolution layer) {
            return LINEAR;
        }

        @Override
        public LayerClass pointwise(Layer.Pointwise layer) {
            return layer.function() instanceof Function.Affine ? LINEAR : POINTWISE;
        }

        @Override
        public LayerClass maxPool(Layer.MaxPool layer) {
            return POINTWISE;
        }

        @Override
        public LayerClass averagePool(Layer.AveragePool layer) {
            return LINEAR;
        }

        @Override
        public LayerClass reduce(Layer.Reduce layer) {
            return switch (layer.reduction()) {
                case MEAN, SUM -> LINEAR;
                default -> along(layer.axes(), layer.input());
            };
        }

        @Override
        public LayerClass lrn(Layer.Lrn layer) {
            return POINTWISE;
        }

        @Override
        public LayerClass softmax(Layer.Softmax layer) {
            return along(layer.axes(), layer.input());
        }

        @Override
        public LayerClass normalize(Layer.Normalize layer) {
            return along(layer.axes(), layer.input());
        }

        /** A tensor of one pixel, such as the scores of all classes, is its own whole. */
        private static LayerClass along(Axes axes, Tensor input) {
            boolean onePixel = axes.channels() && input.shape().pixels() == 1;
            return axes.isWithinPixels(input.shape()) && !onePixel ? POINTWISE : WHOLE_TENSOR;
        }

        @Override
        public LayerClass binary(Layer.Binary layer) {
            boolean constant = layer.left() instanceof Constant || layer.right() instanceof Constant;
            return switch (layer.arithmetic()) {
                case ADD, SUBTRACT -> LINEAR;
                case MULTIPLY -> constant ? LINEAR : POINTWISE;
                case DIVIDE -> layer.right() instanceof Constant ? LINEAR : POINTWISE;
                case MINIMUM, MAXIMUM, POWER -> POINTWISE;
            };
        }

        @Override
        public LayerClass concat(Layer.Concat layer) {
            return LINEAR;
        }

        @Override
        public LayerClass view(Layer.View layer) {
            return LINEAR;
        }

        @Override
        public LayerClass resample(Layer.Resample layer) {
            return LINEAR;
        }

        @Override
        public LayerClass rearrange(Layer.Rearrange layer) {
            return LINEAR;
        }
    }
}
