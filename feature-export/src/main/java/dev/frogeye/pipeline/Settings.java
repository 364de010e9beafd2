package dev.frogeye.pipeline;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.frogeye.export.FeatureColumn;
import dev.frogeye.export.Normalization;
import dev.frogeye.export.Pooling;
import dev.frogeye.ingest.VideoInfo;
import dev.frogeye.spiking.Coding;
import dev.frogeye.spiking.SpikingNetwork;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Everything that decides what a row of a feature table holds, as it was in effect: written into the tables and beside
 * them.
 *
 * @param modelName file name or {@code builtin:...}
 * @param modelSha256 of the ONNX bytes, lower-case hex
 * @param columns the vector columns
 * @param poolings how each column's tensor was pooled
 * @param normalization what was done to each vector
 * @param preprocess specification of the preprocessing
 * @param engine {@code delta}, {@code onnxruntime} or {@code nd4j}
 * @param kernel which kernels the engine ran
 * @param thresholds of the delta engine; the others have none
 * @param coding of the delta engine's spikes
 * @param refreshFrames least distance of the delta engine's refreshes
 * @param range part of each video, as given on the command line; empty for all of it
 */
public record Settings(
        String modelName,
        String modelSha256,
        List<FeatureColumn> columns,
        List<Pooling> poolings,
        Normalization normalization,
        String preprocess,
        String engine,
        String kernel,
        ThresholdOptions thresholds,
        Coding coding,
        int refreshFrames,
        String range) {
    public Settings {
        columns = List.copyOf(columns);
        poolings = List.copyOf(poolings);
    }

    /** The metadata of the table of one video; several layers are separated by commas in the order of the columns. */
    public Map<String, String> metadata(VideoInfo video) {
        Map<String, String> metadata = new LinkedHashMap<>();
        values().forEach((key, value) -> metadata.put("frogeye." + key, value));
        metadata.put(
                "frogeye.layer",
                joined(columns.stream().map(FeatureColumn::layer).toList()));
        metadata.put("frogeye.pool", joined(poolings.stream().map(Pooling::text).toList()));
        for (FeatureColumn column : columns) {
            String prefix = "frogeye." + column.name() + ".";
            metadata.put(prefix + "dim", String.valueOf(column.size()));
            metadata.put(prefix + "shape", column.shape().toString());
            metadata.put(prefix + "tensor", column.tensor());
        }
        metadata.put("frogeye.video.fps", String.valueOf(video.averageFps()));
        metadata.put("frogeye.video.width", String.valueOf(video.width()));
        metadata.put("frogeye.video.height", String.valueOf(video.height()));
        video.durationMicros()
                .ifPresent(micros -> metadata.put("frogeye.video.duration", String.valueOf(micros / 1e6)));
        metadata.put("frogeye.video.codec", video.codec());
        metadata.put("frogeye.video.rotation", String.valueOf(video.rotation()));
        metadata.put("frogeye.video.start_time", String.valueOf(video.startMicros() / 1e6));
        metadata.put("frogeye.video.time_base", video.timeBaseNum() + "/" + video.timeBaseDen());
        return metadata;
    }

    /** The same for all videos, for {@code _run.json}. */
    ObjectNode json() {
        ObjectNode run = JsonNodeFactory.instance.objectNode();
        values().forEach(run::put);
        for (int i = 0; i < columns.size(); i++) {
            FeatureColumn column = columns.get(i);
            run.withArray("features")
                    .addObject()
                    .put("column", column.name())
                    .put("layer", column.layer())
                    .put("tensor", column.tensor())
                    .put("shape", column.shape().toString())
                    .put("dim", column.size())
                    .put("pool", poolings.get(i).text());
        }
        return run;
    }

    private Map<String, String> values() {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("version", Version.current());
        values.put("model.name", modelName);
        values.put("model.sha256", modelSha256);
        values.put("preprocess", preprocess);
        values.put("engine", engine);
        values.put("kernel", kernel);
        if (engine.equals(SpikingNetwork.NAME)) {
            values.put("threshold", String.valueOf(thresholds.relative()));
            values.put("pixel_threshold", String.valueOf(thresholds.pixelLevels()));
            values.put("coding", coding.name().toLowerCase(Locale.ROOT));
            values.put("refresh", String.valueOf(refreshFrames));
        }
        values.put("normalize", normalization.name().toLowerCase(Locale.ROOT));
        values.put("range", range);
        return values;
    }

    private static String joined(List<String> values) {
        return values.stream().collect(Collectors.joining(","));
    }
}
