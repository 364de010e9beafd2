package dev.frogeye.model.onnx;

import dev.frogeye.model.LayerClass;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The page that says which operators are supported, as the cases found it. */
final class OperatorTable {
    private static final String HEAD = """
            # Operators

            What `frogeye` opens, operator by operator, held against ONNX Runtime at the operator sets where the operator's
            form changed. This page is written by `OperatorConformanceTest` from its cases.

            - **linear**: what changed in the input passes through, weighted, added up, copied or moved.
            - **pointwise**: evaluated anew for the values, pixels or windows that changed.
            - **whole-tensor**: every value depends on others all over the tensor; any change evaluates all of it again.
            - **constant**: computed when the model is read; of a constant, or of the extents of a tensor.

            `frogeye inspect MODEL.onnx` says which of them each layer of a model is. Where two are named it depends on the
            axes: along the channels of a pixel a softmax is pointwise, along height or width it needs the whole tensor.

            The last column counts cases: variants of attributes and shapes, each at one operator set. An image goes through
            the delta engine as a key frame and as a change from another frame (*delta*), an input of another rank as a key
            frame only (*dense*).

            | operator | operator sets | class | tested against ONNX Runtime |
            |---|---|---|---|
            """;

    private OperatorTable() {}

    /** Of which operator, and at which operator set, a case is. */
    record Tried(String operator, int opset) {}

    /** What was found out about one operator. */
    private static final class Row {
        final Set<Integer> opsets = new TreeSet<>();
        final Set<LayerClass> classes = EnumSet.noneOf(LayerClass.class);
        int delta;
        int dense;

        String line(String operator) {
            String sets = opsets.stream().map(String::valueOf).collect(Collectors.joining(", "));
            String named = classes.isEmpty()
                    ? "constant"
                    : classes.stream().map(LayerClass::text).collect(Collectors.joining(" or "));
            List<String> counts = new ArrayList<>();
            if (delta > 0) {
                counts.add(delta + " delta");
            }
            if (dense > 0) {
                counts.add(dense + " dense");
            }
            return "| " + operator + " | " + sets + " | " + named + " | " + String.join(", ", counts) + " |\n";
        }
    }

    static String of(Map<String, Tried> tried, List<BackendCase.Outcome> outcomes) {
        Map<String, Row> rows = new TreeMap<>();
        for (BackendCase.Outcome outcome : outcomes) {
            Tried what = tried.get(outcome.name());
            Row row = rows.computeIfAbsent(what.operator(), operator -> new Row());
            row.opsets.add(what.opset());
            if (outcome.classes().containsKey(what.operator())) {
                row.classes.add(outcome.classes().get(what.operator()));
            }
            switch (outcome.verdict()) {
                case DENSE_AND_DELTA -> row.delta++;
                case DENSE_ONLY -> row.dense++;
                case REFUSED, WRONG -> {}
            }
        }
        StringBuilder page = new StringBuilder(HEAD);
        rows.forEach((operator, row) -> page.append(row.line(operator)));
        OperatorCases.UNKNOWN_TO_ONNX_RUNTIME.stream()
                .sorted()
                .forEach(
                        operator -> page.append("| " + operator + " | - | - | not: ONNX Runtime does not know it |\n"));
        return page.toString();
    }
}
