package dev.frogeye.cli.option;

import dev.frogeye.cli.text.UsageException;
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

    public ModelOptions model() {
        return model;
    }

    /** How the delta engine is to run the model. */
    public DeltaSettings delta(OptionOrigins origins, OpenModel opened) {
        return delta.settings(origins, opened, dense.dense());
    }

    public EngineKind engine() {
        return engine;
    }

    public CalibrateOnOption calibration() {
        return calibration;
    }

    /** Threads of each video's engine. */
    public int threads() {
        if (threads < 1) {
            throw new UsageException("--threads must be 1 or more, was " + threads);
        }
        return threads;
    }
}
