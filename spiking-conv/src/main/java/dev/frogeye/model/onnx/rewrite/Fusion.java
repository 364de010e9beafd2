package dev.frogeye.model.onnx.rewrite;

import dev.frogeye.model.Function;
import dev.frogeye.model.Layer;
import dev.frogeye.model.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes one function of layers that together are a function of each value by itself, as exporters spell out
 * {@code x * sigmoid(x)}. A gate evaluates functions of one tensor as it compares; a product of two tensors has to be
 * stored and evaluated by itself.
 *
 * <p>Whatever functions of the same tensor meet in an arithmetic layer are fused, in any order; those that have a name
 * then get it ({@link NamedFunctions}). A tensor that something else reads, or that is an output, is not fused over.
 */
final class Fusion {
    /** Functions that are fused into one; the longest that has a name is made of 9. */
    private static final int LARGEST = 32;
    /**
     * Functions looked at, times their channels, after which layers are left as they are: fused or not, a network computes
     * the same. Those that people have take a hundredth.
     */
    private static final long MOST_EFFORT = 1 << 27;

    private final Readers readers;
    private final Map<String, Layer.Pointwise> producers = new HashMap<>();
    private final Set<String> merged = new HashSet<>();
    private long effort;

    /**
     * A tensor from which another follows by functions alone.
     *
     * @param operators of the layers in between
     * @param tensors that nothing but those layers reads: all from the other one to the one after {@code from}
     */
    private record Path(Tensor from, List<Function> functions, List<String> operators, List<String> tensors) {
        static Path to(Tensor tensor) {
            return new Path(tensor, List.of(), List.of(), List.of());
        }

        /** This path with one layer more in front. */
        Path after(Layer.Pointwise layer) {
            List<Function> longer = new ArrayList<>(NamedFunctions.steps(layer.function()));
            longer.addAll(functions);
            return new Path(
                    layer.input(),
                    longer,
                    joined(List.of(layer.operator()), operators),
                    joined(tensors, List.of(from.name())));
        }
    }

    private Fusion(List<Layer> layers, Set<String> outputs) {
        readers = new Readers(layers, outputs);
    }

    static List<Layer> fused(List<Layer> layers, Set<String> outputs) {
        return new Fusion(layers, outputs).run(layers);
    }

    private List<Layer> run(List<Layer> layers) {
        List<Layer> result = new ArrayList<>();
        for (Layer layer : layers) {
            Layer next = layer;
            if (layer instanceof Layer.Binary binary) {
                next = fused(binary).<Layer>map(this::named).orElse(binary);
            } else if (layer instanceof Layer.Pointwise pointwise) {
                next = named(pointwise);
            }
            if (next instanceof Layer.Pointwise pointwise) {
                producers.put(pointwise.output().name(), pointwise);
            }
            result.add(next);
        }
        result.removeIf(layer -> merged.contains(layer.output().name()));
        return result;
    }

    /** Two tensors of the same shape that meet and are both functions of a third. */
    private Optional<Layer.Pointwise> fused(Layer.Binary layer) {
        if (!(layer.left() instanceof Tensor left)
                || !(layer.right() instanceof Tensor right)
                || !left.shape().equals(right.shape())) {
            return Optional.empty();
        }
        List<Path> rightPaths = paths(right);
        for (Path a : paths(left)) {
            for (Path b : rightPaths) {
                if (a.from.equals(b.from) && fits(a, b)) {
                    return Optional.of(fused(layer, a, b));
                }
            }
        }
        return Optional.empty();
    }

    private static boolean fits(Path left, Path right) {
        return NamedFunctions.size(left.functions) + NamedFunctions.size(right.functions) < LARGEST;
    }

    private Layer.Pointwise fused(Layer.Binary layer, Path left, Path right) {
        merged.addAll(left.tensors);
        merged.addAll(right.tensors);
        // Two paths read the tensor that they start from; of the fused layer one reading is left.
        readers.remove(left.from);
        List<Function> steps = NamedFunctions.combined(
                layer.arithmetic(),
                left.functions,
                right.functions,
                left.from.shape().channels());
        List<String> operators = joined(joined(left.operators, right.operators), List.of(layer.operator()));
        return new Layer.Pointwise(
                layer.name(), String.join("+", operators), left.from, layer.output(), NamedFunctions.inOne(steps));
    }

    /** A layer and those before it as one, if together they have a name. */
    private Layer.Pointwise named(Layer.Pointwise layer) {
        for (Path whole : paths(layer.input())) {
            List<Function> steps = joined(whole.functions, NamedFunctions.steps(layer.function()));
            Optional<List<Function>> named = NamedFunctions.named(steps);
            if (named.isPresent()) {
                merged.addAll(whole.tensors);
                List<String> operators = joined(whole.operators, List.of(layer.operator()));
                return new Layer.Pointwise(
                        layer.name(),
                        String.join("+", operators),
                        whole.from,
                        layer.output(),
                        NamedFunctions.inOne(named.get()));
            }
        }
        return layer;
    }

    /** All tensors from which this one follows by functions that nothing else reads from, itself first. */
    private List<Path> paths(Tensor tensor) {
        List<Path> paths = new ArrayList<>();
        Path path = Path.to(tensor);
        paths.add(path);
        while (effort < MOST_EFFORT && producers.containsKey(path.from.name()) && readers.isOne(path.from)) {
            path = path.after(producers.get(path.from.name()));
            if (path.functions.size() > LARGEST) {
                break;
            }
            effort += (long) path.functions.size() * path.from.shape().channels();
            paths.add(path);
        }
        return paths;
    }

    private static <T> List<T> joined(List<T> first, List<T> second) {
        List<T> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }
}
