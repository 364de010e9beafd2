package dev.frogeye.model.onnx.file;

import dev.frogeye.model.ModelText;
import dev.frogeye.model.UnsupportedModelException;
import dev.frogeye.model.onnx.proto.Onnx.GraphProto;
import dev.frogeye.model.onnx.proto.Onnx.TensorShapeProto;
import dev.frogeye.model.onnx.proto.Onnx.TypeProto;
import dev.frogeye.model.onnx.proto.Onnx.ValueInfoProto;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a file declares as its inputs: the image, inputs of which only the extents are read, and what is none of ours:
 * constants, which old exporters list too, and inputs that no output needs.
 *
 * @param image the only one whose values are read
 * @param extents those of which nothing but the extents is read
 */
public record Inputs(ValueInfoProto image, List<ValueInfoProto> extents) {
    /** Operators that hand values on as they are, whatever their type. */
    private static final Set<String> MOVES =
            Set.of("Identity", "Transpose", "Reshape", "Flatten", "Squeeze", "Unsqueeze", "Slice");

    /** All inputs that are not constants, by their names. */
    public static Map<String, ValueInfoProto> open(String model, GraphProto graph, Set<String> initializers) {
        Map<String, ValueInfoProto> open = new LinkedHashMap<>();
        for (ValueInfoProto input : graph.getInputList()) {
            if (!initializers.contains(input.getName())) {
                open.put(input.getName(), input);
            }
        }
        if (open.isEmpty()) {
            throw new UnsupportedModelException(
                    ModelText.model(model) + " must have exactly one input, the image, but has none");
        }
        return open;
    }

    /**
     * Finds the image.
     *
     * @param open the inputs that are not constants
     * @param nodes those that outputs depend on
     * @throws UnsupportedModelException if there is no image, or more than one
     */
    public static Inputs of(String model, Map<String, ValueInfoProto> open, List<Node> nodes, List<String> outputs) {
        Set<String> sized = new HashSet<>();
        Set<String> read = new HashSet<>(outputs);
        for (Node node : nodes) {
            (node.operator().equals("Shape") || node.operator().equals("Size") ? sized : read).addAll(node.inputs());
        }
        List<ValueInfoProto> images = named(open, read);
        if (images.size() != 1 && open.size() == 1) {
            images = List.copyOf(open.values());
        }
        if (images.size() != 1) {
            List<ValueInfoProto> named = images.isEmpty() ? List.copyOf(open.values()) : images;
            throw new UnsupportedModelException(ModelText.message(ModelText.model(model)
                    + " must have exactly one input, the image, but "
                    + (images.isEmpty() ? "reads none of its inputs: " : "needs " + images.size() + " inputs: ")
                    + ModelText.some(named.stream().map(Inputs::described).toList())
                    + "; export it with all but the image fixed"));
        }
        Set<String> rest = new HashSet<>(sized);
        rest.remove(images.get(0).getName());
        return new Inputs(images.get(0), named(open, rest));
    }

    private static List<ValueInfoProto> named(Map<String, ValueInfoProto> open, Set<String> names) {
        List<ValueInfoProto> named = new ArrayList<>(open.values());
        named.removeIf(input -> !names.contains(input.getName()));
        return named;
    }

    /**
     * Requires pixels that can be taken for floats. Integers can where they are cast before anything is computed.
     *
     * @param nodes those that outputs depend on, in order
     */
    public void requirePixels(String model, List<Node> nodes) {
        ElementType type =
                ElementType.of(image.getType().getTensorType().getElemType()).orElse(ElementType.STRING);
        if (type.isFloat()) {
            return;
        }
        if (!type.isInteger() || !image.getType().hasTensorType()) {
            throw new UnsupportedModelException(
                    ModelText.model(model) + " takes input " + described(image) + "; FLOAT is needed");
        }
        Set<String> integers = new HashSet<>(Set.of(image.getName()));
        for (Node node : nodes) {
            String operator = node.operator();
            if (operator.equals("Cast")
                    || operator.equals("Shape")
                    || node.inputs().stream().noneMatch(integers::contains)) {
                continue;
            }
            if (!MOVES.contains(operator)) {
                throw node.error("computes with the " + type + " pixels of input " + ModelText.quote(image.getName())
                        + "; only models that cast them to FLOAT first are supported");
            }
            integers.addAll(node.outputs());
        }
    }

    private static String described(ValueInfoProto input) {
        TypeProto.Tensor type = input.getType().getTensorType();
        String extents = type.getShape().getDimList().stream()
                .limit(Limits.RANK)
                .map(Inputs::extent)
                .collect(Collectors.joining("x"));
        return ModelText.quote(input.getName()) + " (" + ElementType.name(type.getElemType())
                + (extents.isEmpty() ? "" : " " + extents) + ")";
    }

    private static String extent(TensorShapeProto.Dimension dim) {
        return dim.getDimValue() != 0 ? String.valueOf(dim.getDimValue()) : "?";
    }
}
