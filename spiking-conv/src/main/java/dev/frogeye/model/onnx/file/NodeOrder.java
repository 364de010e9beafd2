package dev.frogeye.model.onnx.file;

import dev.frogeye.model.ModelText;
import dev.frogeye.model.UnsupportedModelException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/** The nodes that outputs depend on, each after those it reads; the order of the file where that allows it. */
public final class NodeOrder {
    private final String model;
    private final List<Node> nodes;
    private final Set<String> sources;
    private final Map<String, Integer> producer = new HashMap<>();

    private NodeOrder(String model, List<Node> nodes, Set<String> sources) {
        this.model = model;
        this.nodes = nodes;
        this.sources = sources;
        for (int i = 0; i < nodes.size(); i++) {
            for (String output : nodes.get(i).outputs()) {
                if (!output.isEmpty() && (producer.put(output, i) != null || sources.contains(output))) {
                    throw nodes.get(i).error("produces " + ModelText.quote(output) + ", which exists already");
                }
            }
        }
    }

    /** @param sources names of the input and the initialisers */
    public static List<Node> of(String model, List<Node> nodes, Set<String> sources, List<String> outputs) {
        NodeOrder order = new NodeOrder(model, nodes, sources);
        return order.sorted(order.needed(outputs));
    }

    private BitSet needed(List<String> outputs) {
        BitSet needed = new BitSet(nodes.size());
        Deque<Integer> open = new ArrayDeque<>();
        for (String output : outputs) {
            Integer origin = producer.get(output);
            if (origin != null) {
                open.push(origin);
            } else if (!sources.contains(output)) {
                throw new UnsupportedModelException(ModelText.model(model) + " declares output "
                        + ModelText.quote(output) + ", which nothing produces");
            }
        }
        while (!open.isEmpty()) {
            int index = open.pop();
            if (needed.get(index)) {
                continue;
            }
            needed.set(index);
            open.addAll(predecessors(index));
        }
        return needed;
    }

    private Set<Integer> predecessors(int index) {
        Node node = nodes.get(index);
        Set<Integer> predecessors = new LinkedHashSet<>();
        for (String input : node.inputs()) {
            Integer origin = producer.get(input);
            if (origin != null) {
                predecessors.add(origin);
            } else if (!input.isEmpty() && !sources.contains(input)) {
                throw node.error("reads " + ModelText.quote(input) + ", which nothing produces");
            }
        }
        return predecessors;
    }

    private List<Node> sorted(BitSet needed) {
        int[] waitingFor = new int[nodes.size()];
        Map<Integer, List<Integer>> successors = new HashMap<>();
        PriorityQueue<Integer> ready = new PriorityQueue<>();
        for (int i = needed.nextSetBit(0); i >= 0; i = needed.nextSetBit(i + 1)) {
            Set<Integer> predecessors = predecessors(i);
            waitingFor[i] = predecessors.size();
            for (int predecessor : predecessors) {
                successors
                        .computeIfAbsent(predecessor, key -> new ArrayList<>())
                        .add(i);
            }
            if (predecessors.isEmpty()) {
                ready.add(i);
            }
        }
        List<Node> sorted = new ArrayList<>();
        while (!ready.isEmpty()) {
            int index = ready.poll();
            sorted.add(nodes.get(index));
            for (int successor : successors.getOrDefault(index, List.of())) {
                if (--waitingFor[successor] == 0) {
                    ready.add(successor);
                }
            }
        }
        if (sorted.size() < needed.cardinality()) {
            int stuck =
                    needed.stream().filter(i -> waitingFor[i] > 0).findFirst().orElseThrow();
            throw nodes.get(stuck).error("depends on its own output: the graph has a cycle");
        }
        return sorted;
    }
}
