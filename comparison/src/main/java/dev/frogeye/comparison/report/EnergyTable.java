package dev.frogeye.comparison.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.frogeye.comparison.ClipResult;
import dev.frogeye.comparison.Energy;
import dev.frogeye.comparison.Energy.Format;
import java.util.List;
import java.util.Locale;

/** The energy estimate, kept apart from everything measured. */
final class EnergyTable {
    static final String SOURCE =
            "M. Horowitz, \"Computing's energy problem (and what we can do about it)\", ISSCC 2014: 45 nm, 0.9 V";
    static final List<String> ASSUMPTIONS = List.of(
            "An estimate from counted operations; nothing here was measured.",
            "Frame by frame and zero-skip: a multiply-add is one multiplication and one addition; each weight is read once,"
                    + " each activation written once and read once per frame.",
            "Delta: a multiply-add is one multiplication and one addition, only an addition for a unit spike; each reads"
                    + " its weight, nothing is reused; each overhead operation is one addition and two accesses of 32 bits.",
            "All accesses hit an 8 KB cache: 10 pJ for 64 bits, shorter words in proportion.",
            "int8: the same counts with 8-bit weights and activations and 32-bit sums; no such network was run.");

    /** One way to compute, by its energy a frame. */
    record Row(String name, String title, Energy energy) {}

    private EnergyTable() {}

    static List<Row> rows(ClipResult clip, Format format) {
        return List.of(
                new Row("dense", "Frame by frame", Energy.frameByFrame(clip, format)),
                new Row("zero_skip", "Zero-skip", Energy.zeroSkip(clip, format)),
                new Row("delta", "Delta", Energy.delta(clip, format)));
    }

    static void write(ObjectNode node, ClipResult clip) {
        for (Format format : Format.values()) {
            ObjectNode ways = node.putObject(format.name().toLowerCase(Locale.ROOT));
            for (Row row : rows(clip, format)) {
                ObjectNode way = ways.putObject(row.name);
                way.put("compute_mj_per_frame", Rounding.measured(row.energy.computeJoules() * 1e3));
                way.put("memory_mj_per_frame", Rounding.measured(row.energy.memoryJoules() * 1e3));
                way.put("total_mj_per_frame", Rounding.measured(row.energy.totalJoules() * 1e3));
            }
        }
    }

    static void model(ObjectNode node) {
        node.put("source", SOURCE);
        ObjectNode picojoules = node.putObject("picojoules");
        for (Format format : Format.values()) {
            String name = format.name().toLowerCase(Locale.ROOT);
            picojoules.put(name + "_multiply", Rounding.measured(format.multiplyPicojoules()));
            picojoules.put(name + "_add", Rounding.measured(format.addPicojoules()));
        }
        picojoules.put("cache_access_64_bit", Rounding.measured(Energy.CACHE_ACCESS_PICOJOULES));
        ArrayNode assumptions = node.putArray("assumptions");
        ASSUMPTIONS.forEach(assumptions::add);
    }
}
