package dev.frogeye.model.onnx.constant;

import dev.frogeye.model.onnx.file.Node;
import java.util.List;
import java.util.Map;

/** The operators that only move values. */
public final class Picks {
    private interface Rule {
        Pick pick(Node node, Constants constants, List<Integer> dims);
    }

    private static final Map<String, Rule> RULES = Map.of(
            "DepthToSpace", BlockPick::depthToSpace,
            "Expand", RepeatPick::expand,
            "Gather", GatherPick::gather,
            "GatherElements", GatherPick::gatherElements,
            "GatherND", GatherPick::gatherNd,
            "Pad", PadPick::pad,
            "Slice", SlicePick::slice,
            "SpaceToDepth", BlockPick::spaceToDepth,
            "Tile", RepeatPick::tile,
            "Transpose", TransposePick::transpose);

    private Picks() {}

    /** Where a node with one of these operators takes its values from, in an input of these extents. */
    public static Pick of(Node node, Constants constants, List<Integer> dims) {
        return RULES.get(node.operator()).pick(node, constants, dims);
    }
}
