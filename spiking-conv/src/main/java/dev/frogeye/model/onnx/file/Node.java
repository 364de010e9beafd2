package dev.frogeye.model.onnx.file;

import dev.frogeye.model.ModelText;
import dev.frogeye.model.UnsupportedModelException;
import dev.frogeye.model.onnx.proto.Onnx.NodeProto;
import java.util.List;

/**
 * A node of the ONNX file.
 *
 * @param owner model, operator and name as they start a message
 * @param opset operator set whose rules hold
 * @param name its name, or that of its first output
 * @param named whether the file gives it a name
 * @param operator its type, with the domain in front where that is not the standard one
 * @param inputs names; an optional input left out is the empty string
 */
public record Node(
        String owner,
        int opset,
        String name,
        boolean named,
        String operator,
        List<String> inputs,
        List<String> outputs,
        Attributes attributes) {
    public static Node of(String model, int opset, NodeProto proto) {
        boolean named = !proto.getName().isEmpty();
        String firstOutput = proto.getOutputCount() > 0 ? proto.getOutput(0) : "";
        String name = named ? proto.getName() : firstOutput;
        String operator = operator(proto.getDomain(), proto.getOpType());
        String owner = ModelText.model(model) + ": " + ModelText.name(operator) + " " + ModelText.quote(name);
        return new Node(
                owner,
                opset,
                name,
                named,
                operator,
                List.copyOf(proto.getInputList()),
                List.copyOf(proto.getOutputList()),
                new Attributes(owner, proto.getAttributeList()));
    }

    /** An operator with its domain in front where that is not the standard one. */
    public static String operator(String domain, String type) {
        return isStandardDomain(domain) ? type : domain + "." + type;
    }

    /** Whether an operator set is the one of ONNX itself. */
    public static boolean isStandardDomain(String domain) {
        return domain.isEmpty() || domain.equals("ai.onnx");
    }

    /** The only output that is used. */
    public String output() {
        return outputs.get(0);
    }

    /** This node as if one of its outputs were its only one. */
    public Node withOutput(int index) {
        String only = outputs.get(index);
        boolean first = index == 0;
        return new Node(owner, opset, first ? name : only, named && first, operator, inputs, List.of(only), attributes);
    }

    public boolean hasInput(int index) {
        return index < inputs.size() && !inputs.get(index).isEmpty();
    }

    public void requireInputs(int least, int most) {
        if (inputs.size() < least || inputs.size() > most) {
            throw error("takes " + (least == most ? least : least + " to " + most) + " inputs, has " + inputs.size());
        }
    }

    public UnsupportedModelException error(String problem) {
        return new UnsupportedModelException(ModelText.message(owner + ": " + problem));
    }
}
