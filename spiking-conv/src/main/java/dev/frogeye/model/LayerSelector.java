package dev.frogeye.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Finds the tensors of a {@link Graph} that a user asks for by name. */
public final class LayerSelector {
    /** All outputs that the ONNX file declares. */
    public static final String OUTPUT = "@output";

    /** What goes into the classifier, or comes out of the global pooling where there is no classifier. */
    public static final String PENULTIMATE = "@penultimate";

    /** What each convolution computes, before its activation; a normalisation that was merged into it included. */
    public static final String ALL_CONV = "@all-conv";

    private static final int SUGGESTIONS = 3;
    private static final int COMPARED_CHARACTERS = 100;

    private final Graph graph;

    private LayerSelector(Graph graph) {
        this.graph = graph;
    }

    /**
     * The tensors of these names, in their order and each once.
     *
     * @param names {@link #OUTPUT}, {@link #PENULTIMATE}, {@link #ALL_CONV}, names of tensors, nodes, or their aliases,
     *     or patterns of names ({@code *}, {@code ?}, {@code [a-c]}), which stand for what they match in the order of the
     *     graph. A name that there is comes before a pattern
     * @throws IllegalArgumentException if there is no such tensor; the message names the closest ones
     */
    public static List<Tensor> select(Graph graph, List<String> names) {
        LayerSelector selector = new LayerSelector(graph);
        Set<Tensor> selected = new LinkedHashSet<>();
        names.forEach(name -> selected.addAll(selector.resolve(name)));
        return List.copyOf(selected);
    }

    /** Whether this may stand for any number of tensors of the graph, so that it is not what one of them is called. */
    public static boolean isPattern(Graph graph, String name) {
        return name.equals(ALL_CONV)
                || NamePattern.hasWildcard(name) && graph.tensor(name).isEmpty();
    }

    private List<Tensor> resolve(String name) {
        return switch (name) {
            case OUTPUT -> graph.outputs();
            case PENULTIMATE -> List.of(penultimate());
            case ALL_CONV -> convolutions();
            default -> graph.tensor(name).map(List::of).orElseGet(() -> matching(name));
        };
    }

    /** Those of the file: a fully connected layer is none, though it is computed as one. */
    private List<Tensor> convolutions() {
        List<Tensor> tensors = graph.layers().stream()
                .filter(layer ->
                        layer instanceof Layer.Convolution && layer.operator().contains("Conv"))
                .map(Layer::output)
                .toList();
        if (tensors.isEmpty()) {
            throw new IllegalArgumentException(
                    ModelText.model(graph.name()) + " has no convolution, so " + ALL_CONV + " means nothing");
        }
        return tensors;
    }

    private List<Tensor> matching(String name) {
        List<Tensor> tensors = NamePattern.hasWildcard(name) ? matching(NamePattern.of(name)) : List.of();
        if (tensors.isEmpty()) {
            throw miss(name);
        }
        return tensors;
    }

    /** What is computed: the image is found by its name alone. */
    private List<Tensor> matching(NamePattern pattern) {
        Set<String> matched = graph.aliases().entrySet().stream()
                .filter(alias -> pattern.matches(alias.getKey()))
                .map(Map.Entry::getValue)
                .collect(Collectors.toSet());
        return graph.layers().stream()
                .map(Layer::output)
                .filter(tensor -> matched.contains(tensor.name()) || pattern.matches(tensor.name()))
                .toList();
    }

    /** Walks from the first output towards the image, past what classifiers put behind their scores. */
    private Tensor penultimate() {
        Tensor tensor = graph.outputs().get(0);
        boolean scores = false;
        for (Optional<Layer> producer = producer(tensor); producer.isPresent(); producer = producer(tensor)) {
            Layer layer = producer.get();
            Tensor input = layer.inputs().get(0);
            if (layer instanceof Layer.Convolution && (input.shape().pixels() == 1 || scores)) {
                return input;
            }
            boolean pools = poolsToOnePixel(layer);
            // Pooling that a softmax follows pools the scores of a convolution that is the classifier.
            if ((pools || layer instanceof Layer.Rearrange) && !scores) {
                return tensor;
            }
            if (!pools && !isBehindClassifier(layer)) {
                break;
            }
            scores |= layer instanceof Layer.Softmax || choosesClass(layer);
            tensor = input;
        }
        throw new IllegalArgumentException(
                ModelText.model(graph.name()) + " does not end in a classifier or a global pooling, so " + PENULTIMATE
                        + " means nothing; name a tensor that 'frogeye inspect' lists");
    }

    /** Whether an image becomes one pixel, whose channels are left apart. */
    private static boolean poolsToOnePixel(Layer layer) {
        boolean pools = layer instanceof Layer.Reduce reduce && !reduce.axes().channels()
                || layer instanceof Layer.AveragePool
                || layer instanceof Layer.MaxPool;
        return pools && layer.output().shape().pixels() == 1;
    }

    /** What is done with scores, or with an embedding, once they are there. */
    private static boolean isBehindClassifier(Layer layer) {
        return layer instanceof Layer.Softmax
                || layer instanceof Layer.Normalize
                || layer instanceof Layer.Pointwise
                || layer instanceof Layer.View
                || layer instanceof Layer.Rearrange
                || layer instanceof Layer.Binary binary && (binary.inputs().size() == 1 || isOwnSize(binary))
                || choosesClass(layer);
    }

    /** Whether the scores of every pixel become the place or the value of one of them, as ArgMax does. */
    private static boolean choosesClass(Layer layer) {
        return layer instanceof Layer.Reduce reduce
                && reduce.axes().channels()
                && reduce.axes().isWithinPixels(reduce.input().shape());
    }

    /** Whether a tensor is divided by what is one number a pixel, as exporters spell an L2 normalisation out. */
    private static boolean isOwnSize(Layer.Binary binary) {
        return binary.arithmetic() == Layer.Arithmetic.DIVIDE
                && binary.right().shape().channels() == 1
                && binary.left().shape().channels() > 1;
    }

    private Optional<Layer> producer(Tensor tensor) {
        return graph.layers().stream()
                .filter(layer -> layer.output().equals(tensor))
                .findFirst();
    }

    private IllegalArgumentException miss(String name) {
        String hint = merged(name)
                .map(left -> "it is computed together with what follows, as " + ModelText.quote(left))
                .orElseGet(() -> suggestions(name));
        return new IllegalArgumentException(ModelText.model(graph.name()) + " has no layer " + ModelText.quote(name)
                + "; " + hint + "; 'frogeye inspect' lists all");
    }

    /** The tensor that a node or tensor of the file became part of. */
    private Optional<String> merged(String name) {
        return Optional.ofNullable(graph.merged().get(name))
                .filter(left -> graph.tensor(left).isPresent());
    }

    private String suggestions(String name) {
        String anywhere = "*" + name + "*";
        if (NamePattern.hasWildcard(name) && !matching(NamePattern.of(anywhere)).isEmpty()) {
            return "a pattern is of whole names: did you mean " + ModelText.quote(anywhere) + "?";
        }
        Set<String> known = new LinkedHashSet<>();
        graph.layers().forEach(layer -> known.add(layer.output().name()));
        known.add(graph.input().name());
        known.addAll(new TreeMap<>(graph.aliases()).keySet());
        known.add(OUTPUT);
        known.add(PENULTIMATE);
        known.add(ALL_CONV);
        Map<String, Integer> distances = known.stream()
                .collect(Collectors.toMap(candidate -> candidate, candidate -> distance(name, candidate)));
        List<String> closest = new ArrayList<>(known);
        closest.sort(Comparator.comparing(distances::get));
        return "did you mean "
                + closest.stream().limit(SUGGESTIONS).map(ModelText::quote).collect(Collectors.joining(", "))
                + "?";
    }

    /** Levenshtein's distance, upper and lower case alike. */
    private static int distance(String left, String right) {
        String a = comparable(left);
        String b = comparable(right);
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(replaced, Math.min(previous[j], current[j - 1]) + 1);
            }
            previous = current;
        }
        return previous[b.length()];
    }

    private static String comparable(String name) {
        return name.substring(0, Math.min(COMPARED_CHARACTERS, name.length())).toLowerCase(Locale.ROOT);
    }
}
