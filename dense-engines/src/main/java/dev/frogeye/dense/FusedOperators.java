package dev.frogeye.dense;

import dev.frogeye.model.onnx.proto.Onnx.GraphProto;
import dev.frogeye.model.onnx.proto.Onnx.NodeProto;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The operators that ONNX Runtime runs for a quantised file.
 *
 * @param counts of all operators, by type
 */
public record FusedOperators(Map<String, Integer> counts) {
    private static final Set<String> INTEGER_LINEAR = Set.of(
            "QLinearConv", "QGemm", "QLinearMatMul", "MatMulIntegerToFloat", "QConv", "ConvInteger", "MatMulInteger");
    private static final Set<String> FLOAT_LINEAR =
            Set.of("Conv", "FusedConv", "ConvTranspose", "Gemm", "FusedGemm", "MatMul", "FusedMatMul");

    public FusedOperators {
        counts = Map.copyOf(counts);
    }

    static FusedOperators of(GraphProto graph) {
        Map<String, Integer> counts = new TreeMap<>();
        for (NodeProto node : graph.getNodeList()) {
            counts.merge(node.getOpType(), 1, Integer::sum);
        }
        return new FusedOperators(counts);
    }

    /** Convolutions and products with weights that are computed in integers. */
    public int integers() {
        return count(INTEGER_LINEAR);
    }

    /** Those that are computed in floats. */
    public int floats() {
        return count(FLOAT_LINEAR);
    }

    private int count(Set<String> operators) {
        return operators.stream()
                .mapToInt(operator -> counts.getOrDefault(operator, 0))
                .sum();
    }
}
