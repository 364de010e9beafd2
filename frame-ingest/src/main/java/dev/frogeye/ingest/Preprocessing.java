package dev.frogeye.ingest;

import java.util.Objects;

/**
 * How a frame becomes a network's input: resized with an antialiased filter, cropped or padded, then a pixel
 * {@code p} in 0 to 255 becomes {@code (p * scale - mean) / std}.
 *
 * <p>The written form, which {@link #parse} reads and {@link #toString} writes, is {@code imagenet} or a list of
 * {@code key=value} separated by commas, or both:
 *
 * <table>
 * <caption>Keys</caption>
 * <tr><th>key</th><th>value</th><th>default</th></tr>
 * <tr><td>{@code size}</td><td>{@code WIDTHxHEIGHT}</td><td>what the model asks for, else 224x224</td></tr>
 * <tr><td>{@code fit}</td><td>{@code stretch}, {@code crop}, {@code letterbox}</td><td>{@code crop}</td></tr>
 * <tr><td>{@code crop_pct}</td><td>share of the resized side that a crop keeps, above 0 to 1</td><td>1</td></tr>
 * <tr><td>{@code scale}</td><td>number or {@code 1/255}</td><td>{@code 1/255}</td></tr>
 * <tr><td>{@code mean}, {@code std}</td><td>one number, or three in the order of the output channels</td><td>0, 1</td></tr>
 * <tr><td>{@code order}</td><td>{@code rgb}, {@code bgr}</td><td>{@code rgb}</td></tr>
 * <tr><td>{@code filter}</td><td>{@code nearest}, {@code box}, {@code bilinear}, {@code hamming}, {@code bicubic},
 * {@code lanczos}</td><td>{@code bilinear}</td></tr>
 * <tr><td>{@code pixels}</td><td>{@code stored}, {@code display}</td><td>{@code stored}</td></tr>
 * </table>
 *
 * @param width pixels a row of the network's input
 * @param height rows of the network's input
 * @param isSizeFixed whether that size was asked for, and is not a default that a model may override
 * @param fit how the frame's shape is reconciled with the input's
 * @param cropFraction share of the resized side that {@link Fit#CROP} and {@link Fit#STRETCH} keep; 224/256 for ImageNet; 1 for
 *     {@link Fit#LETTERBOX}
 * @param scale factor on the pixel
 * @param mean subtracted after scaling, in the order of the output channels
 * @param std divides last, in the order of the output channels
 * @param order order of the output channels
 * @param filter what the frame is resized with
 * @param pixels what shape the frame's pixels count as having
 */
public record Preprocessing(
        int width,
        int height,
        boolean isSizeFixed,
        Fit fit,
        double cropFraction,
        double scale,
        PerChannel mean,
        PerChannel std,
        ChannelOrder order,
        Resampling filter,
        Pixels pixels) {
    /** How a frame's shape is reconciled with the input's. */
    public enum Fit {
        /** Resized to the input's size, or by the crop's share more, whatever the aspect ratio. */
        STRETCH,
        /** Resized to cover the input, the middle cut out. */
        CROP,
        /** Resized to fit into the input, black bars around. */
        LETTERBOX
    }

    /** What shape a frame's pixels count as having where its own is kept, by {@link Fit#CROP} and {@link Fit#LETTERBOX}. */
    public enum Pixels {
        /** Square, whatever the video says: a frame has the shape in which it is stored. */
        STORED,
        /** That of {@link RgbFrame#pixelAspect()}: a frame has the shape in which players show it. */
        DISPLAY
    }

    /** Order of the output channels. */
    public enum ChannelOrder {
        /** Red, green, blue. */
        RGB,
        /** Blue, green, red. */
        BGR
    }

    /** One value for each output channel. */
    public record PerChannel(double first, double second, double third) {
        /** The same value for all three. */
        public static PerChannel of(double value) {
            return new PerChannel(value, value, value);
        }

        /** Value of channel 0, 1 or 2. */
        public double get(int channel) {
            return switch (channel) {
                case 0 -> first;
                case 1 -> second;
                case 2 -> third;
                default -> throw new IndexOutOfBoundsException(channel);
            };
        }
    }

    private static final int DEFAULT_SIDE = 224;
    /** A frame is resized to as much more than the crop. */
    private static final double SMALLEST_CROP = 0.01;

    static final double UNIT_SCALE = 1.0 / 255;

    /** Nothing but the size, and values from 0 to 1: what a specification starts from. */
    static final Preprocessing PLAIN = new Preprocessing(
            DEFAULT_SIDE,
            DEFAULT_SIDE,
            false,
            Fit.CROP,
            1,
            UNIT_SCALE,
            PerChannel.of(0),
            PerChannel.of(1),
            ChannelOrder.RGB,
            Resampling.BILINEAR);

    /**
     * What torchvision's ImageNet models were trained with: short side to 256, centre 224x224, values 0 to 1, the
     * ImageNet mean and standard deviation. For a model of another input size the resize grows in proportion.
     */
    public static final Preprocessing IMAGENET = new Preprocessing(
            DEFAULT_SIDE,
            DEFAULT_SIDE,
            false,
            Fit.CROP,
            224.0 / 256,
            UNIT_SCALE,
            new PerChannel(0.485, 0.456, 0.406),
            new PerChannel(0.229, 0.224, 0.225),
            ChannelOrder.RGB,
            Resampling.BILINEAR);

    /** Of frames of the shape in which they are stored. */
    public Preprocessing(
            int width,
            int height,
            boolean isSizeFixed,
            Fit fit,
            double cropFraction,
            double scale,
            PerChannel mean,
            PerChannel std,
            ChannelOrder order,
            Resampling filter) {
        this(width, height, isSizeFixed, fit, cropFraction, scale, mean, std, order, filter, Pixels.STORED);
    }

    public Preprocessing {
        Objects.requireNonNull(fit, "fit");
        Objects.requireNonNull(order, "order");
        Objects.requireNonNull(filter, "filter");
        Objects.requireNonNull(pixels, "pixels");
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException("input size must be positive, was " + width + "x" + height);
        }
        if (!isSizeFixed && (width != DEFAULT_SIDE || height != DEFAULT_SIDE)) {
            throw new IllegalArgumentException("a size that a model may override is the default, 224x224");
        }
        if (!(cropFraction >= SMALLEST_CROP && cropFraction <= 1)) {
            throw new IllegalArgumentException(
                    "crop_pct must be at least " + SMALLEST_CROP + " and at most 1, was " + cropFraction);
        }
        if (cropFraction != 1 && fit == Fit.LETTERBOX) {
            throw new IllegalArgumentException(
                    "crop_pct goes with fit=crop and fit=stretch, not with letterbox; leave it out");
        }
        if (!Double.isFinite(scale) || scale <= 0) {
            throw new IllegalArgumentException("scale must be above 0, was " + scale);
        }
        for (int channel = 0; channel < 3; channel++) {
            if (!(std.get(channel) > 0) || !Double.isFinite(std.get(channel)) || !Double.isFinite(mean.get(channel))) {
                throw new IllegalArgumentException("mean must be finite and std above 0");
            }
        }
    }

    /**
     * Reads a specification.
     *
     * @throws IllegalArgumentException in one line, naming the key that is wrong and what is allowed
     */
    public static Preprocessing parse(String specification) {
        return PreprocessingSyntax.parse(specification);
    }

    /**
     * The same with some of it changed.
     *
     * @param changes {@code key=value}, separated by commas
     * @throws IllegalArgumentException in one line, naming the key that is wrong and what is allowed
     */
    public Preprocessing with(String changes) {
        return PreprocessingSyntax.refine(this, changes);
    }

    /**
     * The same for a model whose input has this size.
     *
     * @throws IllegalArgumentException if a size was asked for that the model does not take
     */
    public Preprocessing forInputSize(int inputWidth, int inputHeight) {
        if (isSizeFixed && (inputWidth != width || inputHeight != height)) {
            throw new IllegalArgumentException("preprocessing asks for size=" + width + "x" + height
                    + " but the model takes " + inputWidth + "x" + inputHeight + "; leave size out or set it to "
                    + inputWidth + "x" + inputHeight);
        }
        return new Preprocessing(
                inputWidth, inputHeight, true, fit, cropFraction, scale, mean, std, order, filter, pixels);
    }

    /**
     * By how much each output channel changes when its pixel changes by one level of 255: the factor from a threshold
     * in levels to one on the preprocessed scale.
     */
    public float[] levelScale() {
        float[] factors = new float[3];
        for (int channel = 0; channel < 3; channel++) {
            factors[channel] = (float) (scale / std.get(channel));
        }
        return factors;
    }

    /** What so many levels of 255 are on the preprocessed scale, for each output channel. */
    public float[] ofLevels(double levels) {
        float[] scaled = levelScale();
        for (int channel = 0; channel < scaled.length; channel++) {
            scaled[channel] *= (float) levels;
        }
        return scaled;
    }

    /** What it does, in words. */
    public String describe() {
        return PreprocessingSyntax.describe(this);
    }

    /** The specification in one form, which parses back to an equal record. */
    @Override
    public String toString() {
        return PreprocessingSyntax.write(this);
    }
}
