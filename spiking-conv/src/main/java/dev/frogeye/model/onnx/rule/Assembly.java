package dev.frogeye.model.onnx.rule;

import dev.frogeye.model.Layer;
import dev.frogeye.model.Layout;
import dev.frogeye.model.ModelText;
import dev.frogeye.model.Tensor;
import dev.frogeye.model.UnsupportedModelException;
import dev.frogeye.model.onnx.constant.Constants;
import dev.frogeye.model.onnx.constant.Dims;
import dev.frogeye.model.onnx.file.Limits;
import dev.frogeye.model.onnx.file.Node;
import dev.frogeye.model.onnx.proto.Onnx.TensorProto;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The network while it is being put together: what each name of the file stands for, and the layers so far. What is not a
 * constant of the file or computed from such is a tensor here.
 */
public final class Assembly extends Constants {
    private final String model;
    private final List<String> outputs;
    private final Set<String> outputNames;
    private final Map<String, Tensor> tensors = new HashMap<>();
    private final Set<String> taken;
    private final Map<String, Tensor> otherLayouts = new HashMap<>();
    private final List<Layer> layers = new ArrayList<>();
    private final Map<String, String> deviations = new HashMap<>();
    private long activations;
    private long rearranged;

    /**
     * @param names all names of tensors in the file
     * @param fileBytes size of the file, which its layers cannot hold many times over
     */
    public Assembly(
            String model,
            Map<String, TensorProto> initializers,
            List<String> outputs,
            Set<String> names,
            long fileBytes) {
        super(model, initializers, fileBytes);
        this.model = model;
        this.outputs = outputs;
        outputNames = Set.copyOf(outputs);
        taken = new HashSet<>(names);
    }

    public Tensor input(String name, List<Integer> dims, Layout layout) {
        if (Dims.size(dims) > Limits.TENSOR_VALUES) {
            throw new UnsupportedModelException(ModelText.model(model) + " takes input " + ModelText.quote(name)
                    + " of " + ModelText.dims(dims) + ": too large");
        }
        Tensor image = new Tensor(name, dims, layout);
        tensors.put(name, image);
        return image;
    }

    public List<Layer> layers() {
        return layers;
    }

    /** Notes that ONNX Runtime computes a tensor otherwise than ONNX defines it. */
    void deviates(Tensor tensor, String sentence) {
        deviations.put(tensor.name(), sentence);
    }

    public Map<String, String> deviations() {
        return deviations;
    }

    /** What the declared outputs stand for. */
    public List<Tensor> results() {
        List<Tensor> results = new ArrayList<>();
        for (String output : outputs) {
            Tensor tensor = tensors.get(output);
            if (tensor == null) {
                throw new UnsupportedModelException(ModelText.model(model) + " declares output "
                        + ModelText.quote(output) + ", which is constant or a second output of its node");
            }
            results.add(tensor);
        }
        return results;
    }

    /** The tensor that a name of the file stands for, if it is neither constant nor left out. */
    public Optional<Tensor> find(String name) {
        return Optional.ofNullable(tensors.get(name));
    }

    /** All names of the file and the tensors they stand for. */
    public Map<String, Tensor> names() {
        return tensors;
    }

    boolean isOutput(String name) {
        return outputNames.contains(name);
    }

    /** An input that moves, in the usual layout of its rank. */
    Tensor tensor(Node node, int input) {
        Tensor tensor = asStored(node, input);
        return inLayout(node, tensor, Layout.usual(tensor.dims().size()));
    }

    /** A tensor in a layout; it is rearranged at most once, whoever needs it. */
    Tensor inLayout(Node node, Tensor tensor, Layout layout) {
        return tensor.layout() == layout
                ? tensor
                : otherLayouts.computeIfAbsent(
                        tensor.name(), name -> RearrangeRule.inLayout(node, this, tensor, layout));
    }

    /** An input that moves, in whatever layout it has. */
    Tensor asStored(Node node, int input) {
        if (!node.hasInput(input)) {
            throw node.error("lacks input " + input);
        }
        Tensor tensor = tensors.get(node.inputs().get(input));
        if (tensor == null) {
            throw node.error("input " + ModelText.quote(node.inputs().get(input))
                    + (isConstant(node, input) ? " must not be constant" : " is not available"));
        }
        return tensor;
    }

    /** Makes the output of a node another name of a tensor; a declared output stays a tensor of its own. */
    void same(Node node, Tensor tensor) {
        if (isOutput(node.output())) {
            add(new Layer.View(node.name(), node.operator(), tensor, outputLike(node, tensor)));
        } else {
            tensors.put(node.output(), tensor);
        }
    }

    /** The output of a node, of these extents, in the usual layout. */
    Tensor output(Node node, List<Integer> dims) {
        return output(node, dims, Layout.usual(dims.size()));
    }

    /** The output of a node, of these extents. */
    Tensor output(Node node, List<Integer> dims, Layout layout) {
        return newTensor(node, node.output(), dims, layout);
    }

    /** The output of a node, of the extents and the layout of one of its inputs. */
    Tensor outputLike(Node node, Tensor input) {
        return output(node, input.dims(), input.layout());
    }

    /** A tensor between the layers of one node, which the file does not know, in the usual layout. */
    Tensor between(Node node, String purpose, List<Integer> dims) {
        return between(node, purpose, dims, Layout.usual(dims.size()));
    }

    /** A tensor between the layers of one node, which the file does not know. */
    Tensor between(Node node, String purpose, List<Integer> dims, Layout layout) {
        String name = node.output() + "/" + purpose;
        for (int i = layers.size(); !taken.add(name); i++) {
            name = node.output() + "/" + purpose + i;
        }
        return newTensor(node, name, dims, layout);
    }

    private Tensor newTensor(Node node, String name, List<Integer> dims, Layout layout) {
        long size = Dims.size(dims);
        if (dims.size() > Limits.RANK || size < 1 || size > Limits.TENSOR_VALUES) {
            throw node.error("would produce a tensor of " + ModelText.dims(dims) + ", which is "
                    + (size < 1 ? "empty" : "too large"));
        }
        if (dims.size() == 4 && dims.get(0) != 1) {
            throw node.error(
                    "would produce " + ModelText.dims(dims) + "; in rank 4 the first extent must be the batch of 1");
        }
        activations += size;
        if (activations > Limits.ACTIVATIONS) {
            throw node.error("the network needs more than " + Limits.ACTIVATIONS + " activations");
        }
        return new Tensor(name, dims, layout);
    }

    /** Adds a layer; its output can be read from now on. */
    Tensor add(Layer layer) {
        layers.add(layer);
        tensors.put(layer.output().name(), layer.output());
        return layer.output();
    }

    /** To be asked before an index map of this length is made. */
    void reserveRearranged(Node node, long values) {
        rearranged += values;
        if (rearranged > Limits.REARRANGED_VALUES) {
            throw node.error("more than " + Limits.REARRANGED_VALUES + " values would have to be rearranged");
        }
    }
}
