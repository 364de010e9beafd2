package dev.frogeye.cli.option;

import dev.frogeye.cli.text.UsageException;
import dev.frogeye.extraction.EngineKind;
import dev.frogeye.extraction.ExtractionModel;
import dev.frogeye.extraction.Extractor;
import dev.frogeye.extraction.ExtractorOptions;
import dev.frogeye.ingest.PixelMask;
import dev.frogeye.ingest.VideoOptions;
import dev.frogeye.model.UnsupportedModelException;
import java.io.IOException;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How features are extracted; as they are made they hold the defaults. */
public final class NetworkOptions {
    @Mixin
    private ModelOptions model = new ModelOptions();

    @Option(
            names = "--engine",
            paramLabel = "delta|onnxruntime|onnxruntime-int8|nd4j",
            description = "Compute what changed, or every frame whole: on ONNX Runtime, there with the network"
                    + " quantised to 8 bits, or on ND4J (default: delta).")
    private EngineKind engine = EngineKind.DELTA;

    @Mixin
    private CalibrateOnOption calibration = new CalibrateOnOption();

    @Mixin
    private DeltaFlags delta = new DeltaFlags();

    @Mixin
    private DenseOptions dense = new DenseOptions();

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Threads that compute a video (default: ${DEFAULT-VALUE}). Several videos at a time, --jobs,"
                    + " use the processors better; the features are the same.")
    private int threads = 1;

    /** The defaults, with the delta network alone: what it does is to be seen. */
    public static NetworkOptions deltaAlone() {
        NetworkOptions options = new NetworkOptions();
        options.dense = DenseOptions.never();
        return options;
    }

    /**
     * Opens the network as the options say.
     *
     * @param origins where the values of the options come from
     * @param video which frames of each video
     * @param mask pixels that are left out
     * @throws UnsupportedModelException if the model cannot be read or run
     * @throws UsageException if the options do not fit one another or the model
     * @throws IOException if folders of clips to calibrate on cannot be searched
     */
    public Extractor open(OptionOrigins origins, VideoOptions video, Optional<PixelMask> mask) throws IOException {
        calibration.requireOf(engine, origins);
        ExtractionModel opened = model.open();
        ExtractorOptions options = new ExtractorOptions(
                opened.layers(),
                model.pooling(),
                model.normalization(),
                opened.preprocessing().toString(),
                engine,
                delta.settings(origins, opened, dense.dense()),
                threads(),
                video,
                mask,
                engine == EngineKind.ONNXRUNTIME_INT8 && !calibration.isDefault()
                        ? Optional.of(calibration.frames(opened.preprocessing()))
                        : Optional.empty());
        Extractor extractor = Extractor.of(opened, options);
        try {
            extractor.prepare();
            return extractor;
        } catch (RuntimeException | Error e) {
            try (extractor) {
                throw e;
            }
        }
    }

    /** Threads of each video's engine. */
    public int threads() {
        if (threads < 1) {
            throw new UsageException("--threads must be 1 or more, was " + threads);
        }
        return threads;
    }
}
