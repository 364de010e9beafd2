package dev.frogeye.cli.option;

import dev.frogeye.batch.Input;
import dev.frogeye.cli.text.UsageException;
import dev.frogeye.extraction.CalibrationFrames;
import dev.frogeye.extraction.ClipSource;
import dev.frogeye.extraction.EngineKind;
import dev.frogeye.ingest.Preprocessing;
import dev.frogeye.ingest.VideoLocation;
import dev.frogeye.ingest.VideoOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The clips that tell a quantised network which values to expect; as it is made it names none. */
public final class CalibrateOnOption {
    public static final String NAME = "--calibrate-on";

    private static final String PREFIX = NAME + ": ";

    @Option(
            names = NAME,
            paramLabel = "CLIP",
            description =
                    "With the engine onnxruntime-int8: take the ranges of the activations from some frames of this"
                            + " clip, one like those that are to be processed. Repeat it for several (default: pictures of"
                            + " noise).")
    private List<String> clips = List.of();

    /** Whether no clip is named. */
    public boolean isDefault() {
        return clips.isEmpty();
    }

    /**
     * Some frames of each clip; pictures of noise where none is named, which are the same for every video and machine.
     *
     * @throws UsageException if a clip cannot be read
     */
    public CalibrationFrames frames(Preprocessing preprocessing) throws IOException {
        if (isDefault()) {
            return CalibrationFrames.noise(preprocessing);
        }
        List<ClipSource> sources = inputs().stream()
                .map(input -> new ClipSource(input.id(), input.location(), input.options(VideoOptions.DEFAULT)))
                .toList();
        try {
            return CalibrationFrames.of(sources, preprocessing);
        } catch (IOException e) {
            throw new UsageException(PREFIX + e.getMessage(), e);
        }
    }

    /** Fails where the option is given for an engine that takes no calibration. */
    public void requireOf(EngineKind engine, OptionOrigins origins) {
        boolean isFlag = origins.of(NAME).source() == OptionOrigins.Source.FLAG;
        if (isFlag && !isDefault() && engine != EngineKind.ONNXRUNTIME_INT8) {
            throw new UsageException(NAME + " is for --engine onnxruntime-int8; give both, or neither");
        }
    }

    /**
     * Fails where one of the clips is measured, too: what a quantised network is worth shows on others.
     *
     * @param measured whatever way they are written
     */
    public void requireNoneOf(List<Input> measured) throws IOException {
        for (Input clip : isDefault() ? List.<Input>of() : inputs()) {
            for (Input other : measured) {
                if (isSame(clip.location(), other.location())) {
                    throw new UsageException(PREFIX + clip.location()
                            + " is measured on; what calibration is worth shows on other clips");
                }
            }
        }
    }

    private List<Input> inputs() throws IOException {
        try {
            return InputOptions.collect(clips, Optional.empty(), note -> {});
        } catch (UsageException e) {
            throw new UsageException(PREFIX + e.getMessage(), e);
        } catch (IOException e) {
            throw new UsageException(PREFIX + "no video in " + String.join(", ", clips) + "; name another clip", e);
        }
    }

    private static boolean isSame(VideoLocation a, VideoLocation b) throws IOException {
        if (a instanceof VideoLocation.Local first
                && b instanceof VideoLocation.Local second
                && Files.exists(first.path())
                && Files.exists(second.path())) {
            return Files.isSameFile(first.path(), second.path());
        }
        return a.equals(b);
    }
}
