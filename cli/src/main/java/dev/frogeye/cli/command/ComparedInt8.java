package dev.frogeye.cli.command;

import dev.frogeye.cli.option.CalibrateOnOption;
import dev.frogeye.comparison.ComparedNetwork;
import dev.frogeye.comparison.Measurement;
import dev.frogeye.dense.Int8Model;
import dev.frogeye.extraction.CalibrationFrames;
import dev.frogeye.extraction.ClipSource;
import dev.frogeye.model.UnsupportedModelException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The network in 8-bit integers that takes part in a comparison. */
final class ComparedInt8 implements Measurement.Quantizer {
    private final ComparedNetwork network;
    private final CalibrateOnOption calibration;
    private final boolean isAskedFor;
    private final Consumer<String> notes;
    private Optional<Int8Model> shared = Optional.empty();
    private boolean isTold;

    /**
     * Quantises nothing yet.
     *
     * @param isAskedFor whether a model that cannot be quantised is an error; else the rival is left out
     * @param notes what a user should know, a line each
     */
    ComparedInt8(ComparedNetwork network, CalibrateOnOption calibration, boolean isAskedFor, Consumer<String> notes) {
        this.network = network;
        this.calibration = calibration;
        this.isAskedFor = isAskedFor;
        this.notes = notes;
    }

    @Override
    public Optional<Int8Model> of(ClipSource clip) throws IOException {
        if (shared.isPresent()) {
            return shared;
        }
        CalibrationFrames frames = calibration.isDefault()
                ? CalibrationFrames.noiseAndBeginning(clip, network.preprocessing())
                : calibration.frames(network.preprocessing());
        try {
            Int8Model model =
                    Int8Model.of(network.model(), network.graph(), List.of(network.requested()), frames.frames());
            tell("int8 is calibrated on " + source(frames));
            if (!model.floats().isEmpty()) {
                tell("not quantised: " + String.join(", ", model.floats().keySet()));
            }
            isTold = true;
            if (!calibration.isDefault() || model.isOriginal()) {
                shared = Optional.of(model);
            }
            return Optional.of(model);
        } catch (UnsupportedModelException e) {
            if (isAskedFor) {
                throw e;
            }
            tell("int8 is left out: " + e.getMessage());
            isTold = true;
            return Optional.empty();
        }
    }

    private String source(CalibrationFrames frames) {
        return calibration.isDefault()
                ? "noise and the first frames of each clip; " + CalibrateOnOption.NAME + " takes other clips"
                : frames.source();
    }

    /** What is the same for every clip is said once. */
    private void tell(String note) {
        if (!isTold) {
            notes.accept(note);
        }
    }
}
