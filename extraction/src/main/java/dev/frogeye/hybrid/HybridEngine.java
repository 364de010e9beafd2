package dev.frogeye.hybrid;

import dev.frogeye.delta.DeltaModel;
import dev.frogeye.delta.DeltaNetwork;
import dev.frogeye.delta.DeltaOptions;
import dev.frogeye.delta.Thresholds;
import dev.frogeye.encoder.Shape;
import dev.frogeye.engine.FeatureEngine;
import dev.frogeye.engine.FrameCost;
import dev.frogeye.model.Tensor;
import dev.frogeye.model.UnsupportedModelException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The delta network where it pays, and a frame-by-frame one for frames in which too much moves: never much slower than
 * the faster of the two. Which one it is follows from counts and not from a clock, see {@link Handover}, so the same
 * frames give the same features.
 *
 * <p>A frame handed over is a key frame, computed from nothing: its features are the frame-by-frame network's, to the
 * bit, and it costs what that does. Its change ratio is measured on every eighth row.
 */
public final class HybridEngine implements FeatureEngine {
    private static final Logger LOG = System.getLogger(HybridEngine.class.getName());

    private final DeltaNetwork delta;
    private final Supplier<? extends FeatureEngine> opener;
    private final Handover handover;
    private final Motion motion;
    private Optional<FeatureEngine> runtime = Optional.empty();
    private boolean alone;
    private boolean handedOver;

    /**
     * Makes the state for one video.
     *
     * @param model the delta network
     * @param requested what {@link #read} gives
     * @param options of the delta network
     * @param opener opens the frame-by-frame engine of the same requested, when the first frame is handed over. Where it fails
     *     with an {@link UnsupportedModelException}, or for want of native code for this platform, that is logged and the
     *     delta network goes on alone. So it does where ONNX Runtime makes something else of the graph than ONNX
     *     defines, see {@link dev.frogeye.model.Graph#deviations}: features of the two are not to be mixed.
     */
    public HybridEngine(
            DeltaModel model, List<Tensor> requested, DeltaOptions options, Supplier<? extends FeatureEngine> opener) {
        Thresholds thresholds = options.thresholds();
        this.opener = opener;
        handover = new Handover(FrameTime.of(model.graph()), thresholds.isExact());
        motion = new Motion(model.graph().input().shape(), thresholds.pixel());
        delta = model.network(requested, options);
        alone = !model.graph().deviations().isEmpty();
        if (alone) {
            LOG.log(
                    Level.WARNING,
                    "frames are not handed over, the delta network computes all: {0}",
                    model.graph().deviations().values().iterator().next());
        }
    }

    @Override
    public String name() {
        return delta.name();
    }

    @Override
    public Shape inputShape() {
        return delta.inputShape();
    }

    @Override
    public List<Tensor> requested() {
        return delta.requested();
    }

    @Override
    public long denseMacs() {
        return delta.denseMacs();
    }

    @Override
    public void reset() {
        delta.reset();
        handover.reset();
        motion.reset();
    }

    @Override
    public void step(float[] pixels, FrameCost cost) {
        if (pixels.length != inputShape().size()) {
            throw new IllegalArgumentException(pixels.length + " values are not a frame of " + inputShape());
        }
        handedOver = false;
        if (alone || !handover.isDense()) {
            stepDelta(pixels, cost);
            return;
        }
        double moved = motion.next(pixels);
        if (handover.staysDense(moved) && open()) {
            runtime.orElseThrow().step(pixels, cost);
            cost.setChangeRatio(moved);
            handedOver = true;
        } else {
            // What the network believes is as old as the last frame that was its own.
            delta.reset();
            stepDelta(pixels, cost);
        }
    }

    private void stepDelta(float[] pixels, FrameCost cost) {
        delta.step(pixels, cost);
        handover.add(cost);
        if (handover.isDense()) {
            motion.keep(pixels);
        }
    }

    /**
     * Opens the frame-by-frame engine now rather than when it is first needed, so that no frame has to wait for it.
     *
     * @return whether it is open
     */
    public boolean open() {
        if (runtime.isEmpty() && !alone) {
            try {
                runtime = Optional.of(opener.get());
            } catch (UnsupportedModelException | LinkageError e) {
                alone = true;
                LOG.log(Level.WARNING, "frames are not handed over, the delta network computes all: {0}", reason(e));
            }
        }
        return !alone;
    }

    /** A class that could not be initialised has no words of its own. */
    private static String reason(Throwable failure) {
        Throwable innermost = failure;
        while (innermost.getMessage() == null && innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        return innermost.getMessage() == null ? innermost.toString() : innermost.getMessage();
    }

    /** The delta network; it has not seen the frames that were handed over. */
    public DeltaNetwork delta() {
        return delta;
    }

    /** Whether the last frame was computed by the frame-by-frame engine. */
    public boolean handedOver() {
        return handedOver;
    }

    @Override
    public void read(int index, float[] destination) {
        if (handedOver) {
            runtime.orElseThrow().read(index, destination);
        } else {
            delta.read(index, destination);
        }
    }

    @Override
    public void close() {
        delta.close();
        runtime.ifPresent(FeatureEngine::close);
    }
}
