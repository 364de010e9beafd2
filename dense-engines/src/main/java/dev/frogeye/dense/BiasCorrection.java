package dev.frogeye.dense;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import dev.frogeye.model.Tensor;
import dev.frogeye.model.onnx.proto.Onnx.ModelProto;
import dev.frogeye.model.onnx.proto.Onnx.NodeProto;
import dev.frogeye.model.onnx.proto.Onnx.TensorProto;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the biases of a quantised network have to make up for: the mean error of each channel of its linear layers, each
 * measured behind those that were corrected before it (Nagel et al. 2019, "Data-free quantization through weight
 * equalization and bias correction", appendix D). Measured all at once, what a layer inherits would be corrected twice.
 */
final class BiasCorrection {
    private BiasCorrection() {}

    /**
     * Measures.
     *
     * @param name of the model, for messages
     * @param exact the network in floats
     * @param quantized the same as it is written, not corrected
     * @param plan of {@code exact}
     * @param image the input of both
     * @param frames channels-last, at least one
     * @return by the layers' outputs: one value a channel, to be added to the bias
     */
    static Map<String, float[]> measure(
            String name,
            ModelProto exact,
            ModelProto quantized,
            QuantizationPlan plan,
            Tensor image,
            List<float[]> frames) {
        Set<String> layers = plan.linears().entrySet().stream()
                .filter(layer -> layer.getValue().takesBias())
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        Map<String, ActivationRanges.Range> wanted = ActivationRanges.measure(name, exact, image, layers, frames);
        Map<String, float[]> corrections = new HashMap<>();
        try (PiecewiseNetwork network = new PiecewiseNetwork(quantized, image, frames)) {
            // Written in the order they were in, with outputs of other names.
            Iterator<NodeProto> originals = linears(exact).iterator();
            List<NodeProto> nodes = quantized.getGraph().getNodeList();
            for (int i = 0; i < nodes.size(); i++) {
                NodeProto node = nodes.get(i);
                String layer = LinearNode.isLinear(node) ? originals.next().getOutput(0) : "";
                if (layers.contains(layer)) {
                    String measured = node.getOutput(0) + "/measured";
                    List<OnnxTensor> outputs = network.runTo(
                            i, node.toBuilder().setOutput(0, measured).build());
                    float[] correction = consistent(
                            wanted.get(layer).frameMeans(),
                            ActivationRanges.of(outputs).frameMeans());
                    corrections.put(layer, correction);
                    TensorProto constant = constant(measured + "/correction", correction, outputs.get(0));
                    network.add(constant);
                    network.add(NodeProto.newBuilder()
                            .setOpType("Add")
                            .addInput(measured)
                            .addInput(constant.getName())
                            .addOutput(node.getOutput(0))
                            .build());
                } else {
                    network.add(node);
                }
            }
        } catch (OrtException e) {
            throw RuntimeSessions.refused(name, e);
        }
        return corrections;
    }

    private static List<NodeProto> linears(ModelProto model) {
        return model.getGraph().getNodeList().stream()
                .filter(LinearNode::isLinear)
                .toList();
    }

    /**
     * The mean difference of each channel as far as it is the same in all frames: the positive part of James and Stein's
     * estimate, with the variance of one frame. What differs from frame to frame differs in another clip too.
     */
    static float[] consistent(List<double[]> wanted, List<double[]> measured) {
        float[] consistent = new float[wanted.get(0).length];
        int frames = wanted.size();
        for (int c = 0; c < consistent.length; c++) {
            double mean = 0;
            double squares = 0;
            for (int t = 0; t < frames; t++) {
                double difference = wanted.get(t)[c] - measured.get(t)[c];
                mean += difference / frames;
                squares += difference * difference;
            }
            double variance = Math.max(0, squares - frames * mean * mean) / Math.max(1, frames - 1);
            consistent[c] = variance < mean * mean ? (float) (mean - variance / mean) : 0;
        }
        return consistent;
    }

    /** Lies along the second axis of a tensor. */
    private static TensorProto constant(String name, float[] channels, OnnxTensor tensor) {
        long[] dims = new long[Math.max(1, tensor.getInfo().getShape().length - 1)];
        Arrays.fill(dims, 1);
        dims[0] = channels.length;
        return FloatTensors.floats(name, channels, dims);
    }
}
