package dev.frogeye.extraction;

import dev.frogeye.export.table.Pooling;
import dev.frogeye.export.table.VectorNormalization;
import dev.frogeye.ingest.PixelMask;
import dev.frogeye.ingest.VideoOptions;
import dev.frogeye.ingest.preset.PreprocessingChoice;
import java.util.List;
import java.util.Optional;

/**
 * How features are extracted. Change the {@link #DEFAULT} with the methods that begin with {@code with}.
 *
 * @param layers where features are taken from: names of tensors or nodes, patterns, {@code @output},
 *     {@code @penultimate}, {@code @all-conv}
 * @param pooling how an image of activations becomes a vector; empty for the mean over its pixels
 * @param normalization what is done to each vector
 * @param preprocessing how a frame becomes the input, as {@code --preprocess} has it; {@code auto} is what a file beside
 *     the model says, or else ImageNet's
 * @param engine what computes the features
 * @param delta how the delta engine runs; the others ignore it
 * @param threads that compute one video
 * @param video which frames of each video
 * @param mask pixels that are left out
 * @param calibration frames that the 8-bit engine takes its ranges from; empty for pictures of noise
 */
public record ExtractorOptions(
        List<String> layers,
        Optional<Pooling> pooling,
        VectorNormalization normalization,
        String preprocessing,
        EngineKind engine,
        DeltaSettings delta,
        int threads,
        VideoOptions video,
        Optional<PixelMask> mask,
        Optional<CalibrationFrames> calibration) {
    /** The output of the delta network at its default thresholds, one thread. */
    public static final ExtractorOptions DEFAULT = new ExtractorOptions(
            List.of("@output"),
            Optional.empty(),
            VectorNormalization.NONE,
            PreprocessingChoice.AUTO,
            EngineKind.DELTA,
            DeltaSettings.DEFAULT,
            1,
            VideoOptions.DEFAULT,
            Optional.empty(),
            Optional.empty());

    public ExtractorOptions {
        layers = List.copyOf(layers);
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be 1 or more, were " + threads);
        }
    }

    /** The same for other layers. */
    public ExtractorOptions withLayers(String... names) {
        return new ExtractorOptions(
                List.of(names),
                pooling,
                normalization,
                preprocessing,
                engine,
                delta,
                threads,
                video,
                mask,
                calibration);
    }

    /** The same with another pooling. */
    public ExtractorOptions withPooling(Optional<Pooling> other) {
        return new ExtractorOptions(
                layers, other, normalization, preprocessing, engine, delta, threads, video, mask, calibration);
    }

    /** The same with another normalization. */
    public ExtractorOptions withNormalization(VectorNormalization other) {
        return new ExtractorOptions(
                layers, pooling, other, preprocessing, engine, delta, threads, video, mask, calibration);
    }

    /** The same with another preprocessing. */
    public ExtractorOptions withPreprocessing(String other) {
        return new ExtractorOptions(
                layers, pooling, normalization, other, engine, delta, threads, video, mask, calibration);
    }

    /** The same with another engine. */
    public ExtractorOptions withEngine(EngineKind other) {
        return new ExtractorOptions(
                layers, pooling, normalization, preprocessing, other, delta, threads, video, mask, calibration);
    }

    /** The same with other settings of the delta engine. */
    public ExtractorOptions withDelta(DeltaSettings other) {
        return new ExtractorOptions(
                layers, pooling, normalization, preprocessing, engine, other, threads, video, mask, calibration);
    }

    /** The same with another number of threads. */
    public ExtractorOptions withThreads(int other) {
        return new ExtractorOptions(
                layers, pooling, normalization, preprocessing, engine, delta, other, video, mask, calibration);
    }

    /** The same for other frames. */
    public ExtractorOptions withVideo(VideoOptions other) {
        return new ExtractorOptions(
                layers, pooling, normalization, preprocessing, engine, delta, threads, other, mask, calibration);
    }

    /** The same with some pixels left out. */
    public ExtractorOptions withMask(PixelMask other) {
        return new ExtractorOptions(
                layers,
                pooling,
                normalization,
                preprocessing,
                engine,
                delta,
                threads,
                video,
                Optional.of(other),
                calibration);
    }

    /** The same with ranges of the 8-bit engine from other frames. */
    public ExtractorOptions withCalibration(CalibrationFrames other) {
        return new ExtractorOptions(
                layers, pooling, normalization, preprocessing, engine, delta, threads, video, mask, Optional.of(other));
    }
}
