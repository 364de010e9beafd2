package dev.frogeye.comparison.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import dev.frogeye.comparison.ClipResult;
import dev.frogeye.comparison.Comparison;
import dev.frogeye.comparison.FrameResult;
import dev.frogeye.comparison.LayerResult;
import dev.frogeye.comparison.Operations;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** {@code frames.csv} and {@code layers.csv}: comma-separated, the names of the columns in the first line. */
final class CsvTables {
    private static final CsvMapper CSV = CsvMapper.csvBuilder()
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();
    private static final List<String> OPERATIONS =
            List.of("dense_macs", "zero_skip_macs", "delta_macs", "unit_spike_acs", "overhead_ops");

    private CsvTables() {}

    /** A line a frame, the clips one after the other. */
    static String frames(Comparison comparison, EngineOrder engines) {
        List<String> columns =
                new ArrayList<>(List.of("clip", "frame_index", "pts_us", "key", "change_ratio", "spikes"));
        columns.addAll(OPERATIONS);
        engines.all().forEach(engine -> columns.add("ms_" + engine));
        columns.addAll(
                List.of("cosine", "rel_l2", "max_abs", "input_change", "neighbour_cosine", "handed_over", "error"));
        List<List<Object>> rows = new ArrayList<>();
        for (ClipResult clip : comparison.clips()) {
            clip.frames().forEach(frame -> rows.add(row(clip, frame, engines)));
        }
        return text(columns, rows);
    }

    private static List<Object> row(ClipResult clip, FrameResult frame, EngineOrder engines) {
        List<Object> row = new ArrayList<>(Arrays.asList(
                clip.clip(),
                frame.index(),
                frame.ptsMicros(),
                frame.key(),
                Rounding.measured(frame.changeRatio()),
                frame.spikes()));
        row.addAll(operations(frame.operations()));
        for (String engine : engines.all()) {
            row.add(Rounding.measured(frame.ms().getOrDefault(engine, Double.NaN)));
        }
        row.addAll(Arrays.asList(
                Rounding.cosine(frame.distance().cosine()),
                Rounding.measured(frame.distance().relativeL2()),
                Rounding.measured(frame.distance().maxAbs()),
                Rounding.measured(frame.inputChange()),
                Rounding.cosine(frame.neighbourCosine()),
                frame.handedOver(),
                Rounding.measured(frame.error())));
        return row;
    }

    /** A line for each layer and gate of each clip: totals over its frames. */
    static String layers(Comparison comparison) {
        List<String> columns = new ArrayList<>(List.of("clip", "layer", "operator", "input", "shape"));
        columns.addAll(OPERATIONS);
        columns.addAll(List.of("spikes", "density", "state_bytes"));
        List<List<Object>> rows = new ArrayList<>();
        for (ClipResult clip : comparison.clips()) {
            clip.layers().forEach(layer -> rows.add(row(clip, layer)));
        }
        return text(columns, rows);
    }

    private static List<Object> row(ClipResult clip, LayerResult layer) {
        List<Object> row = new ArrayList<>(Arrays.asList(
                clip.clip(),
                layer.name(),
                layer.operator(),
                layer.input(),
                layer.shape().toString()));
        row.addAll(operations(layer.operations()));
        row.addAll(Arrays.asList(layer.spikes(), Rounding.measured(layer.density()), layer.stateBytes()));
        return row;
    }

    private static List<Object> operations(Operations operations) {
        return List.of(
                operations.dense(),
                operations.zeroSkip(),
                operations.delta(),
                operations.unit(),
                operations.overhead());
    }

    private static String text(List<String> columns, List<List<Object>> rows) {
        CsvSchema.Builder schema = CsvSchema.builder().setUseHeader(true).setLineSeparator("\r\n");
        columns.forEach(schema::addColumn);
        try {
            return CSV.writer(schema.build()).writeValueAsString(rows);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a table of values that cannot be written", e);
        }
    }
}
