package dev.frogeye.cli.text;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.frogeye.ingest.preset.PreprocessingChoice;
import dev.frogeye.model.Graph;
import dev.frogeye.model.Layer;
import dev.frogeye.model.LayerClass;
import dev.frogeye.model.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** The layers of a network and what they cost, for people and for programs. */
public final class ModelTable {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What is said of the column, also in {@code docs/how-to-features.md}. */
    private static final String STORED = "the order of --pool none: row-major, for images height x width x channels";

    private final Graph graph;
    private final long totalMacs;

    private final Optional<PreprocessingChoice.Chosen> preprocessing;

    /**
     * Of a network.
     *
     * @param preprocessing how its input is made; empty if that cannot be told
     */
    public ModelTable(Graph graph, Optional<PreprocessingChoice.Chosen> preprocessing) {
        this.graph = graph;
        this.preprocessing = preprocessing;
        totalMacs = graph.macs();
    }

    /** A line a layer, then the totals. */
    public List<String> lines() {
        TextTable table = new TextTable("rlllllrrrl");
        table.row("#", "operator", "node", "output", "shape", "stored", "parameters", "MACs", "%", "class");
        int number = 0;
        for (Layer layer : graph.layers()) {
            table.row(
                    String.valueOf(++number),
                    layer.operator(),
                    layer.name(),
                    layer.output().name(),
                    layer.output().dimsText(),
                    layer.output().storedText(),
                    grouped(parameters(layer)),
                    grouped(macs(layer)),
                    percent(macs(layer)),
                    LayerClass.of(layer).text());
        }
        List<String> lines = new ArrayList<>();
        lines.add("model       " + graph.name());
        lines.add("sha256      " + graph.sha256());
        lines.add("input       " + graph.input().name() + " " + graph.input().dimsText());
        preprocessing.ifPresent(chosen ->
                lines.add("prepared    " + chosen.preprocessing().describe() + " (from " + chosen.source() + ")"));
        for (Tensor output : graph.outputs()) {
            lines.add("output      " + output.name() + " " + output.dimsText());
        }
        lines.add("");
        lines.addAll(table.lines());
        lines.add("");
        lines.add("parameters  " + grouped(graph.parameters()));
        lines.add("MACs        " + grouped(totalMacs) + " a frame; " + grouped(macsWithPadding())
                + " counting those on padding, as other tools do");
        lines.add("stored      " + STORED);
        return lines;
    }

    /** Where ONNX Runtime and the delta network do not compute the same, a sentence a layer. */
    public List<String> deviations() {
        return graph.layers().stream()
                .map(layer -> graph.deviations().get(layer.output().name()))
                .filter(Objects::nonNull)
                .toList();
    }

    /** The same as one JSON object. */
    public String json() {
        ObjectNode model = JSON.createObjectNode();
        model.put("model", graph.name());
        model.put("sha256", graph.sha256());
        tensor(model.putObject("input"), graph.input());
        preprocessing.ifPresent(chosen -> model.putObject("preprocessing")
                .put("preprocess", chosen.preprocessing().toString())
                .put("source", chosen.source())
                .put("description", chosen.preprocessing().describe()));
        for (Tensor output : graph.outputs()) {
            tensor(model.withArray("outputs").addObject(), output);
        }
        model.put("parameters", graph.parameters());
        model.put("macs", totalMacs);
        model.put("macs_with_padding", macsWithPadding());
        model.putArray("layers");
        for (Layer layer : graph.layers()) {
            ObjectNode row = model.withArray("layers").addObject();
            row.put("operator", layer.operator());
            row.put("node", layer.name());
            tensor(row.putObject("output"), layer.output());
            layer.output().storedDims().forEach(row.putArray("stored")::add);
            row.put("parameters", parameters(layer));
            row.put("macs", macs(layer));
            row.put("class", LayerClass.of(layer).text());
        }
        deviations().forEach(model.putArray("deviations")::add);
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(model);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of numbers and text always becomes JSON", e);
        }
    }

    private static void tensor(ObjectNode node, Tensor tensor) {
        node.put("name", tensor.name());
        tensor.dims().forEach(node.putArray("shape")::add);
    }

    private static long parameters(Layer layer) {
        return layer instanceof Layer.Convolution convolution ? convolution.parameters() : 0;
    }

    private static long macs(Layer layer) {
        return layer instanceof Layer.Convolution convolution ? convolution.macs() : 0;
    }

    private long macsWithPadding() {
        return graph.layers().stream()
                .mapToLong(layer -> layer instanceof Layer.Convolution convolution ? convolution.macsWithPadding() : 0)
                .sum();
    }

    private static String grouped(long number) {
        return number == 0 ? "-" : String.format(Locale.ROOT, "%,d", number);
    }

    private String percent(long macs) {
        return macs == 0 ? "-" : String.format(Locale.ROOT, "%.1f", 100.0 * macs / totalMacs);
    }
}
