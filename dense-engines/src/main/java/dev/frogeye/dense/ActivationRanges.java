package dev.frogeye.dense;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.TensorInfo;
import dev.frogeye.model.Tensor;
import dev.frogeye.model.onnx.proto.Onnx.ModelProto;
import dev.frogeye.model.onnx.proto.Onnx.ValueInfoProto;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which values the tensors of a network take on some frames. */
final class ActivationRanges {
    /**
     * The values of one tensor.
     *
     * @param min smallest of all frames
     * @param max largest of all frames
     * @param frameMeans of each channel, the second axis of the tensor, in each frame
     * @param grid on which all values lie, if there is one
     */
    record Range(float min, float max, List<double[]> frameMeans, Optional<ValueGrid> grid) {
        /** Of each channel over all frames. */
        float[] means() {
            float[] means = new float[frameMeans.get(0).length];
            for (int c = 0; c < means.length; c++) {
                int channel = c;
                means[c] = (float) frameMeans.stream()
                        .mapToDouble(frame -> frame[channel])
                        .average()
                        .orElseThrow();
            }
            return means;
        }

        boolean isFinite() {
            return Float.isFinite(min) && Float.isFinite(max);
        }
    }

    /** Sums over the frames so far. */
    private static final class Sums {
        private final List<double[]> means = new ArrayList<>();
        /** All values, while there are few enough to be levels of pixels. */
        private final Set<Float> distinct = new HashSet<>();

        private float min = Float.POSITIVE_INFINITY;
        private float max = Float.NEGATIVE_INFINITY;

        void add(float[] values, int channels, int inner) {
            collect(values);
            double[] mean = new double[channels];
            means.add(mean);
            int outer = values.length / (channels * inner);
            for (int at = 0, i = 0; i < outer; i++) {
                for (int c = 0; c < channels; c++) {
                    double sum = 0;
                    for (int end = at + inner; at < end; at++) {
                        float value = values[at];
                        min = Math.min(min, value);
                        max = Math.max(max, value);
                        sum += value;
                    }
                    mean[c] += sum / ((double) inner * outer);
                }
            }
        }

        private void collect(float[] values) {
            for (int i = 0; i < values.length && distinct.size() <= ValueGrid.MOST_VALUES; i++) {
                if (i == 0 || values[i] != values[i - 1]) {
                    distinct.add(values[i]);
                }
            }
        }

        Range range() {
            boolean isFew = distinct.size() <= ValueGrid.MOST_VALUES && Float.isFinite(max - min);
            return new Range(min, max, means, isFew ? ValueGrid.through(distinct) : Optional.empty());
        }
    }

    private ActivationRanges() {}

    /**
     * Runs a network.
     *
     * @param name of the model, for messages
     * @param image its input
     * @param tensors what to look at
     * @param frames channels-last, at least one
     */
    static Map<String, Range> measure(
            String name, ModelProto network, Tensor image, Set<String> tensors, List<float[]> frames) {
        ModelProto.Builder watched = network.toBuilder();
        watched.getGraphBuilder().clearOutput();
        tensors.stream().filter(tensor -> !tensor.equals(image.name())).forEach(tensor -> watched.getGraphBuilder()
                .addOutput(ValueInfoProto.newBuilder().setName(tensor)));
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        Map<String, Sums> sums = new HashMap<>();
        try (SessionOptions options = RuntimeSessions.options(1);
                OrtSession session = environment.createSession(watched.build().toByteArray(), options)) {
            for (float[] frame : frames) {
                try (OnnxTensor input = RuntimeSessions.tensor(image, frame);
                        OrtSession.Result result = session.run(Map.of(image.name(), input))) {
                    result.forEach(entry -> add(sums, entry.getKey(), (OnnxTensor) entry.getValue()));
                    if (tensors.contains(image.name())) {
                        add(sums, image.name(), input);
                    }
                }
            }
        } catch (OrtException e) {
            throw RuntimeSessions.refused(name, e);
        }
        Map<String, Range> ranges = new HashMap<>();
        sums.forEach((tensor, sum) -> ranges.put(tensor, sum.range()));
        return ranges;
    }

    /** The values of a tensor on some frames, at least one. */
    static Range of(List<OnnxTensor> tensors) {
        Map<String, Sums> sums = new HashMap<>();
        tensors.forEach(tensor -> add(sums, "", tensor));
        return sums.get("").range();
    }

    private static void add(Map<String, Sums> sums, String name, OnnxTensor tensor) {
        TensorInfo info = tensor.getInfo();
        long[] shape = info.getShape();
        int axis = Math.min(1, shape.length - 1);
        int channels = axis < 0 ? 1 : (int) shape[axis];
        int inner = 1;
        for (int i = axis + 1; i < shape.length; i++) {
            inner *= (int) shape[i];
        }
        FloatBuffer buffer = tensor.getFloatBuffer();
        float[] values = new float[buffer.remaining()];
        buffer.get(values);
        sums.computeIfAbsent(name, key -> new Sums()).add(values, channels, inner);
    }
}
