package dev.frogeye.model.onnx;

import java.util.List;

/** What an operator that only moves values does with an input of these extents. */
interface PickRule {
    Pick pick(Node node, Constants constants, List<Integer> dims);
}
