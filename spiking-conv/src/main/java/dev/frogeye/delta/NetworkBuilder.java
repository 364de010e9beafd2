package dev.frogeye.delta;

import dev.frogeye.encoder.Encoder;
import dev.frogeye.encoder.Spikes;
import dev.frogeye.kernel.Kernels;
import dev.frogeye.model.Constant;
import dev.frogeye.model.Graph;
import dev.frogeye.model.Layer;
import dev.frogeye.model.Operand;
import dev.frogeye.model.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Lays out one network's state: visits the graph's layers in order and lists the stages that bring it up to date.
 *
 * <ul>
 *   <li>A tensor that feeds linear layers gets a {@link Gate}, which drives all of them.
 *   <li>Any other reader of a gated tensor reads what was sent, so that its work follows the spikes too.
 *   <li>Activations, concatenations and splits of channels stay {@link Expression}s, evaluated by the gate behind them,
 *       unless another kind of layer needs their values.
 * </ul>
 */
final class NetworkBuilder implements Layer.Visitor<Expression> {
    private final DeltaModel model;
    private final Thresholds thresholds;
    private final Coding coding;
    private final Kernels kernels;
    private final Team team;
    private final BandedSpikes spikes;
    private final InputGate input;
    private final Set<String> gated = new HashSet<>();
    private final Map<String, Expression> values = new HashMap<>();
    private final Map<String, Gate> gates = new HashMap<>();
    private final Map<String, FeatureMap> stored = new HashMap<>();
    private final List<Synapses> synapses = new ArrayList<>();
    private final List<Stage> stages = new ArrayList<>();
    private final List<NetworkLayer> layers = new ArrayList<>();

    /** Builds the network of {@code model}. */
    NetworkBuilder(DeltaModel model, DeltaOptions options, Team team) {
        this.model = model;
        thresholds = options.thresholds();
        coding = options.coding();
        this.team = team;
        kernels = model.kernels();
        Graph graph = model.graph();
        Tensor image = graph.input();
        int pixels = image.shape().pixels();
        int size = image.shape().size();
        for (Layer layer : graph.layers()) {
            if (layer instanceof Layer.Convolution convolution) {
                gated.add(convolution.input().name());
                pixels = Math.max(pixels, convolution.input().shape().pixels());
                size = Math.max(size, convolution.input().shape().size());
            }
        }
        spikes = new BandedSpikes(pixels, size, team);
        Encoder encoder = Encoder.of(coding.pixels(), image.shape(), thresholds.pixel());
        input = new InputGate(image, encoder, spikes.spikes());
        gates.put(image.name(), input);
        values.put(image.name(), Expression.of(input.output()));
        run(input);
        for (Layer layer : graph.layers()) {
            values.put(layer.output().name(), layer.accept(this));
        }
    }

    /** The container that all gates fill in turn. */
    Spikes spikes() {
        return spikes.spikes();
    }

    /** The first stage. */
    InputGate input() {
        return input;
    }

    /** All linear layers. */
    List<Synapses> synapses() {
        return synapses;
    }

    /** Everything else, in the order of running, the gate of the input first. */
    List<Stage> stages() {
        return stages;
    }

    /** Linear layers and stages in the order of running, gates before what they drive. */
    List<NetworkLayer> layers() {
        return layers;
    }

    /**
     * How a tensor's present value follows from the network's maps.
     *
     * @throws IllegalArgumentException if the graph has no such tensor
     */
    Expression requested(Tensor tensor) {
        Expression value = value(tensor);
        if (value == null) {
            throw new IllegalArgumentException(
                    model.graph().name() + " has no tensor '" + tensor.name() + "'; requested must be of this graph");
        }
        return value;
    }

    private Expression value(Tensor tensor) {
        return values.get(tensor.name());
    }

    @Override
    public Expression convolution(Layer.Convolution layer) {
        Synapses target = model.plan(layer).synapses(kernels, team);
        synapses.add(target);
        gate(layer.input()).drive(target);
        layers.add(NetworkLayer.of(target.cost(), target.accumulator()));
        return Expression.of(target.accumulator());
    }

    @Override
    public Expression pointwise(Layer.Pointwise layer) {
        return bounded(layer, read(layer.input()).then(layer.function()));
    }

    @Override
    public Expression maxPool(Layer.MaxPool layer) {
        Expression input = read(layer.input());
        if (input.isClampedMap()) {
            // The clamp of a maximum is the maximum of the clamped: the pool runs first, and leaves less to clamp.
            Expression.Section section = input.sections().get(0);
            return add(new MaxPoolStage(layer, section.map(), kernels, team))
                    .then(section.chain().get(0).function());
        }
        return add(new MaxPoolStage(layer, readStored(layer.input()), kernels, team));
    }

    @Override
    public Expression averagePool(Layer.AveragePool layer) {
        return add(new AveragePoolStage(layer, readStored(layer.input()), kernels, team));
    }

    @Override
    public Expression reduce(Layer.Reduce layer) {
        return add(new ReduceStage(layer, readStored(layer.input())));
    }

    @Override
    public Expression lrn(Layer.Lrn layer) {
        return add(new LrnStage(layer, readStored(layer.input())));
    }

    @Override
    public Expression softmax(Layer.Softmax layer) {
        return add(new SoftmaxStage(layer, readStored(layer.input())));
    }

    @Override
    public Expression normalize(Layer.Normalize layer) {
        return add(new NormalizeStage(layer, readStored(layer.input())));
    }

    @Override
    public Expression binary(Layer.Binary layer) {
        return add(new BinaryStage(layer, operand(layer.left()), operand(layer.right())));
    }

    private FeatureMap operand(Operand operand) {
        if (operand instanceof Constant constant) {
            return FeatureMap.over(constant.shape(), constant.values());
        }
        return readStored((Tensor) operand);
    }

    @Override
    public Expression concat(Layer.Concat layer) {
        if (layer.axis() == Layer.Axis.CHANNELS) {
            List<Expression> parts = layer.inputs().stream().map(this::read).toList();
            return bounded(layer, Expression.concatenate(layer.output().shape(), parts));
        }
        return add(new ConcatStage(
                layer, layer.inputs().stream().map(this::readStored).toList()));
    }

    @Override
    public Expression view(Layer.View layer) {
        if (layer.input().shape().equals(layer.output().shape())) {
            return read(layer.input());
        }
        return add(new RearrangeStage(layer, readStored(layer.input())));
    }

    @Override
    public Expression rearrange(Layer.Rearrange layer) {
        int firstChannel = layer.firstOfChannels();
        return firstChannel >= 0
                ? read(layer.input()).channels(layer.output().shape(), firstChannel)
                : add(new RearrangeStage(layer, readStored(layer.input())));
    }

    @Override
    public Expression resample(Layer.Resample layer) {
        return add(new ResampleStage(layer, readStored(layer.input()), team));
    }

    /** The expression, or a map of its values once it has become large. */
    private Expression bounded(Layer layer, Expression expression) {
        return expression.isLarge() ? add(new StoredStage(layer.name(), layer.operator(), expression)) : expression;
    }

    private Expression add(Stage stage) {
        run(stage);
        return Expression.of(stage.output());
    }

    private void run(Stage stage) {
        stages.add(stage);
        layers.add(NetworkLayer.of(stage.cost(), stage.output()));
    }

    /** A tensor as other than linear layers read it: what was sent where there is a gate, its value elsewhere. */
    private Expression read(Tensor tensor) {
        return gated.contains(tensor.name()) ? Expression.of(gate(tensor).output()) : value(tensor);
    }

    private FeatureMap readStored(Tensor tensor) {
        Expression expression = read(tensor);
        if (expression.isStored()) {
            return expression.sections().get(0).map();
        }
        return stored.computeIfAbsent(tensor.name(), name -> {
            StoredStage stage = new StoredStage(name, "Pointwise", expression);
            run(stage);
            return stage.output();
        });
    }

    private Gate gate(Tensor tensor) {
        return gates.computeIfAbsent(tensor.name(), name -> {
            Expression value = value(tensor);
            // What follows from the sent pixels alone has passed the pixel threshold already.
            boolean alreadyGated = value.sections().stream().allMatch(section -> section.map() == input.output());
            float threshold = alreadyGated ? 0 : thresholds.of(tensor);
            Gate gate = new TensorGate(tensor, value, threshold, coding, spikes, kernels, team);
            run(gate);
            return gate;
        });
    }
}
