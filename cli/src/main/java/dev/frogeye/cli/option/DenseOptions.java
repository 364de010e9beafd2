package dev.frogeye.cli.option;

import picocli.CommandLine.Option;

/** Whether the delta engine hands frames over; as they are made they hold the defaults. */
public final class DenseOptions {
    @Option(
            names = "--dense",
            paramLabel = "auto|never",
            description =
                    "Hand frames over to ONNX Runtime while so much moves that it is faster, or compute all of them"
                            + " from what changed (default: auto). A frame handed over is a key frame.")
    private DenseFrames dense = DenseFrames.AUTO;

    /** Every frame is the delta network's. */
    static DenseOptions never() {
        DenseOptions options = new DenseOptions();
        options.dense = DenseFrames.NEVER;
        return options;
    }

    public DenseFrames dense() {
        return dense;
    }
}
