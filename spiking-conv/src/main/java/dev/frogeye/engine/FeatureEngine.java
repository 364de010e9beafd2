package dev.frogeye.engine;

import dev.frogeye.encoder.Shape;
import dev.frogeye.model.Tensor;
import java.util.List;

/**
 * Computes the requested tensors of a network for the frames of one video, one after the other. The spiking network and
 * the frame-by-frame engines it is compared with all are one. Not thread-safe; one per video.
 */
public interface FeatureEngine extends AutoCloseable {
    /** {@code delta}, {@code onnxruntime} or {@code nd4j}. */
    String name();

    /** Extent of a frame. */
    Shape inputShape();

    /** The tensors that {@link #read} gives, in the order asked for. */
    List<Tensor> requested();

    /** Multiply-adds of the frame-by-frame network for one frame. */
    long denseMacs();

    /** Forgets every earlier frame: the next one is a key frame. */
    void reset();

    /**
     * Takes in the next frame.
     *
     * @param pixels preprocessed values, channels-last, of {@link #inputShape()}; not kept and not modified
     * @param cost overwritten with what this frame cost
     */
    void step(float[] pixels, FrameCost cost);

    /**
     * Copies a requested tensor of the last frame, in its stored (channels-last) order.
     *
     * @param index into {@link #requested()}
     * @param destination at least {@code requested().get(index).shape().size()} long
     */
    void read(int index, float[] destination);

    @Override
    void close();
}
