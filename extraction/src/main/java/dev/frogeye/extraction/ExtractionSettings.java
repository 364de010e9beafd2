package dev.frogeye.extraction;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.frogeye.delta.DeltaNetwork;
import dev.frogeye.export.table.FeatureColumn;
import dev.frogeye.export.table.Pooling;
import dev.frogeye.export.table.VectorNormalization;
import dev.frogeye.ingest.PixelMask;
import dev.frogeye.ingest.VideoInfo;
import dev.frogeye.ingest.VideoOptions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
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
 * @param preprocessSource where that is from: a file, a preset, an option
 * @param engine {@code delta}, {@code onnxruntime}, {@code onnxruntime-int8} or {@code nd4j}
 * @param kernel which kernels the engine ran
 * @param delta how the delta engine ran; the others ignore it
 * @param video which frames of each video
 * @param maskSha256 of the file that says which pixels are left out, lower-case hex; empty where none are
 * @param calibration of an engine that is quantised; the others have none
 */
public record ExtractionSettings(
        String modelName,
        String modelSha256,
        List<FeatureColumn> columns,
        List<Pooling> poolings,
        VectorNormalization normalization,
        String preprocess,
        String preprocessSource,
        String engine,
        String kernel,
        DeltaSettings delta,
        VideoOptions video,
        Optional<String> maskSha256,
        Optional<Calibration> calibration) {
    /**
     * What the ranges of a quantised network's activations were taken from.
     *
     * @param source for people: the names of the clips
     * @param sha256 of the frames, lower-case hex
     */
    public record Calibration(String source, String sha256) {}

    /** Metadata key of the declared duration in seconds. */
    public static final String VIDEO_DURATION = "frogeye.video.duration";

    private static final String PREPROCESS_SOURCE = "preprocess.source";
    private static final String CALIBRATION_SOURCE = "calibration.source";

    /** Other numbers, the same table: a change of these is no reason to compute it again. */
    private static final Set<String> WITHOUT_INFLUENCE =
            Set.of("version", "kernel", PREPROCESS_SOURCE, CALIBRATION_SOURCE);

    public ExtractionSettings {
        columns = List.copyOf(columns);
        poolings = List.copyOf(poolings);
    }

    /** What is in effect for an engine. */
    static ExtractionSettings of(ExtractionModel model, ExtractorOptions options, EngineOpener engines) {
        List<Pooling> poolings = FeatureReader.poolings(model.requested(), options.pooling());
        return new ExtractionSettings(
                model.file().name(),
                model.file().sha256(),
                FeatureReader.columns(model.requested(), model.layers(), poolings),
                poolings,
                options.normalization(),
                model.preprocessing().toString(),
                model.preprocessingSource(),
                options.engine().toString(),
                engines.kernel(),
                options.delta(),
                options.video(),
                options.mask().map(PixelMask::sha256),
                engines.calibration());
    }

    /** The same for other frames. */
    public ExtractionSettings withVideo(VideoOptions other) {
        return new ExtractionSettings(
                modelName,
                modelSha256,
                columns,
                poolings,
                normalization,
                preprocess,
                preprocessSource,
                engine,
                kernel,
                delta,
                other,
                maskSha256,
                calibration);
    }

    /** The metadata of the table of one video; several layers are separated by commas in the order of the columns. */
    public Map<String, String> metadata(VideoInfo info) {
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
        metadata.put("frogeye.video.fps", String.valueOf(info.averageFps()));
        metadata.put("frogeye.video.width", String.valueOf(info.width()));
        metadata.put("frogeye.video.height", String.valueOf(info.height()));
        info.durationMicros().ifPresent(micros -> metadata.put(VIDEO_DURATION, String.valueOf(micros / 1e6)));
        metadata.put("frogeye.video.codec", info.codec());
        metadata.put("frogeye.video.rotation", String.valueOf(info.rotation()));
        metadata.put("frogeye.video.sample_aspect_ratio", info.pixelAspect().toString());
        metadata.put("frogeye.video.stream", String.valueOf(info.stream()));
        metadata.put("frogeye.video.start_time", String.valueOf(info.startMicros() / 1e6));
        metadata.put("frogeye.video.delay", String.valueOf(info.delayMicros() / 1e6));
        metadata.put("frogeye.video.time_base", info.timeBaseNum() + "/" + info.timeBaseDen());
        return metadata;
    }

    /** As an object of texts and one array of the features. */
    public ObjectNode json() {
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

    /** What decides the content of the tables, as {@link #json()}: without what describes this machine and version. */
    public ObjectNode decisive() {
        return json().without(WITHOUT_INFLUENCE);
    }

    private Map<String, String> values() {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("version", Version.current());
        values.put("model.name", modelName);
        values.put("model.sha256", modelSha256);
        values.put("preprocess", preprocess);
        values.put(PREPROCESS_SOURCE, preprocessSource);
        values.put("engine", engine);
        values.put("kernel", kernel);
        if (engine.equals(DeltaNetwork.NAME)) {
            new TreeMap<>(delta.thresholds().settings()).descendingMap().forEach(values::put);
            values.put("coding", delta.coding().name().toLowerCase(Locale.ROOT));
            values.put("refresh", String.valueOf(delta.refreshFrames()));
            values.put("dense", delta.delegates() ? "auto" : "never");
        }
        values.put("normalize", normalization.name().toLowerCase(Locale.ROOT));
        values.put("range", video.range().toString());
        values.put("sampling", video.sampling().toString());
        values.put("autorotate", String.valueOf(video.autorotate()));
        video.stream().ifPresent(stream -> values.put("stream", String.valueOf(stream)));
        maskSha256.ifPresent(sha256 -> values.put("mask.sha256", sha256));
        calibration.ifPresent(known -> {
            values.put(CALIBRATION_SOURCE, known.source());
            values.put("calibration.sha256", known.sha256());
        });
        return values;
    }

    private static String joined(List<String> values) {
        return values.stream().collect(Collectors.joining(","));
    }
}
