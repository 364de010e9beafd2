package dev.frogeye.encoder;

/**
 * The spikes of one tensor in one frame: which values changed, and by how much, in compressed-row form with one row a
 * pixel. The spikes of pixel {@code p} are those from {@code pixelStart()[p]} up to, not including,
 * {@code pixelStart()[p + 1]}, in ascending channel order.
 *
 * <p>Instead of the channel alone each spike holds its {@code position = x * channels + channel} within its image row:
 * the weights that a spike meets under a convolution window lie at an address linear in it, so that the neighbouring
 * pixels of a window row are one run of spikes to a kernel. {@link #channel(int)} gives the channel.
 *
 * <p>The arrays are allocated once and reused for every frame; they are exposed, not copied, because kernels read them
 * directly. Filled by appending in pixel order:
 *
 * <pre>{@code
 * spikes.clear(shape);
 * for each pixel: for each channel that moved: spikes.append(x * channels + channel, delta);
 *                 spikes.endPixel();
 * }</pre>
 *
 * <p>Not thread-safe.
 */
public final class Spikes {
    /** Kernels write whole vectors and keep what spiked: up to 16 values behind the last spike are theirs. */
    private static final int SLACK = 16;

    private final int[] pixelStart;
    private final int[] position;
    private final float[] value;
    private Shape shape;
    private int pixel;
    private int count;

    /** Room for every value of a tensor of at most this many pixels and values. */
    public Spikes(int pixelCapacity, int valueCapacity) {
        pixelStart = new int[pixelCapacity + 1];
        position = new int[valueCapacity + SLACK];
        value = new float[valueCapacity + SLACK];
    }

    /** Room for every value of a tensor of this shape. */
    public Spikes(Shape shape) {
        this(shape.pixels(), shape.size());
        clear(shape);
    }

    /** Starts a new frame of a tensor of this shape, at its first pixel. */
    public void clear(Shape newShape) {
        if (newShape.pixels() >= pixelStart.length || newShape.size() > value.length - SLACK) {
            throw new IllegalArgumentException("spikes of " + newShape + " do not fit into a capacity of "
                    + (pixelStart.length - 1) + " pixels and " + (value.length - SLACK) + " values");
        }
        shape = newShape;
        pixel = 0;
        count = 0;
    }

    /** Adds a spike of {@code value} at {@code position = x * channels + channel} to the current pixel. */
    public void append(int spikePosition, float spikeValue) {
        position[count] = spikePosition;
        value[count] = spikeValue;
        count++;
    }

    /** Ends the current pixel and moves to the next in row-major order. */
    public void endPixel() {
        pixelStart[++pixel] = count;
    }

    /** Ends {@code pixels} pixels at once, all spikes appended since the last end belonging to the first of them. */
    public void endPixels(int pixels) {
        for (int i = 0; i < pixels; i++) {
            pixelStart[++pixel] = count;
        }
    }

    /** Sets the number of spikes after a kernel has written the arrays directly. */
    public void setCount(int newCount) {
        count = newCount;
    }

    /** The tensor these spikes belong to. */
    public Shape shape() {
        return shape;
    }

    /** Number of spikes. */
    public int count() {
        return count;
    }

    /** Whether nothing changed. */
    public boolean isEmpty() {
        return count == 0;
    }

    /** Whether every spike is one of {@code size}, up or down. */
    public boolean areAll(float size) {
        for (int i = 0; i < count; i++) {
            if (Math.abs(value[i]) != size) {
                return false;
            }
        }
        return true;
    }

    /** Bytes of the room for spikes. */
    public long bytes() {
        return (long) pixelStart.length * Integer.BYTES + (long) value.length * (Integer.BYTES + Float.BYTES);
    }

    /** Spikes divided by values: the density of the tensor in this frame, 0 to 1. */
    public double density() {
        return (double) count / shape.size();
    }

    /** First spike of each pixel, {@code pixels + 1} entries used, the first of them 0. Not copied; kernels fill it directly. */
    public int[] pixelStart() {
        return pixelStart;
    }

    /** Position of each spike in its image row, {@code x * channels + channel}. Not copied. */
    public int[] position() {
        return position;
    }

    /** By how much each spike's value changed. Not copied. */
    public float[] value() {
        return value;
    }

    /** Channel of a spike. */
    public int channel(int spike) {
        return position[spike] % shape.channels();
    }
}
