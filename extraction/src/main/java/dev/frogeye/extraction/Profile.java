package dev.frogeye.extraction;

import dev.frogeye.delta.Coding;
import dev.frogeye.delta.DeltaModel;
import dev.frogeye.delta.Thresholds;
import dev.frogeye.export.table.OutputException;
import dev.frogeye.export.table.PendingFile;
import dev.frogeye.ingest.Preprocessing;
import dev.frogeye.model.Graph;
import dev.frogeye.model.Layer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Thresholds of a model that were found by measurement, and what they were found for. Written and read as JSON, the
 * same profile always to the same bytes.
 *
 * @param model what the thresholds belong to
 * @param layers names of the requested tensors that the error was measured on
 * @param poolings how each was pooled, as {@link dev.frogeye.export.table.Pooling#text}
 * @param preprocess specification of the preprocessing, the size of the input in it
 * @param coding of the spikes
 * @param refreshFrames least distance of refreshes, 0 for none
 * @param pixelLevels threshold of a pixel in levels of 0 to 255
 * @param thresholds absolute, by gated tensor
 * @param maxError relative L2 that was asked for
 * @param seed of the search
 * @param framesPerClip at most so many frames of each clip
 * @param clips what was calibrated on
 * @param operatingPoint what the thresholds do on those clips
 * @param global what the best single threshold of no larger error does on those clips
 */
public record Profile(
        Model model,
        List<String> layers,
        List<String> poolings,
        String preprocess,
        Coding coding,
        int refreshFrames,
        double pixelLevels,
        Map<String, Float> thresholds,
        double maxError,
        long seed,
        int framesPerClip,
        List<Clip> clips,
        OperatingPoint operatingPoint,
        Global global)
        implements ThresholdSource {
    /**
     * A model.
     *
     * @param name file name or {@code builtin:...}
     * @param sha256 of the ONNX bytes, lower-case hex
     */
    public record Model(String name, String sha256) {}

    /**
     * A clip that was calibrated on.
     *
     * @param name file name
     * @param sha256 of its frames as the network sees them, lower-case hex
     * @param frames how many of its frames, from the first on
     */
    public record Clip(String name, String sha256, int frames) {}

    /**
     * What thresholds do.
     *
     * @param relativeL2 mean over all frames, of the layer where it is largest
     * @param cosineMean mean over all frames, of the layer where it is smallest
     * @param macsPerFrame multiply-adds, key frames included
     * @param denseMacsPerFrame multiply-adds of the frame-by-frame network
     */
    public record OperatingPoint(double relativeL2, double cosineMean, double macsPerFrame, long denseMacsPerFrame) {}

    /**
     * A single threshold for all tensors, relative to their scales.
     *
     * @param alpha as {@link ThresholdOptions#relative}
     * @param pixelLevels as {@link ThresholdOptions#pixelLevels}
     * @param relativeL2 as for {@link OperatingPoint}
     * @param macsPerFrame as for {@link OperatingPoint}
     */
    public record Global(double alpha, double pixelLevels, double relativeL2, double macsPerFrame) {}

    private static final int SHORT_HASH = 12;

    public Profile {
        layers = List.copyOf(layers);
        poolings = List.copyOf(poolings);
        thresholds = Map.copyOf(thresholds);
        clips = List.copyOf(clips);
        requireThreshold("pixel_threshold", pixelLevels);
        thresholds.forEach((tensor, threshold) -> requireThreshold("the threshold of '" + tensor + "'", threshold));
        if (refreshFrames < 0) {
            throw new IllegalArgumentException("refresh_frames must be 0 or more, was " + refreshFrames);
        }
    }

    private static void requireThreshold(String what, double value) {
        if (!(value >= 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(what + " must be 0 or more, was " + value);
        }
    }

    /**
     * Reads a profile.
     *
     * @throws ProfileException in one line, if the file cannot be read or is no profile that this version knows
     */
    public static Profile read(Path file) throws ProfileException {
        try {
            return ProfileJson.read(Files.readAllBytes(file));
        } catch (IOException e) {
            String reason = Files.exists(file) ? "cannot be read: " + e.getMessage() : "there is no such file";
            throw new ProfileException(file + ": " + reason + "; 'frogeye calibrate' writes profiles", e);
        } catch (IllegalArgumentException e) {
            throw new ProfileException(
                    file + " is no profile: " + e.getMessage() + "; write one with 'frogeye calibrate'", e);
        }
    }

    /**
     * Writes the profile under a temporary name and renames it.
     *
     * @throws OutputException if it cannot be written
     */
    public void write(Path file) throws OutputException {
        PendingFile pending = new PendingFile(file);
        try {
            Files.write(pending.temporary(), ProfileJson.write(this));
            pending.commit();
        } catch (OutputException e) {
            throw e;
        } catch (IOException e) {
            throw OutputException.of(file, e);
        }
    }

    /** Hash of the bytes that {@link #write} writes, lower-case hex. */
    public String sha256() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(ProfileJson.write(this)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    @Override
    public Thresholds of(DeltaModel network, Preprocessing preprocessing) {
        return new Thresholds(preprocessing.ofLevels(pixelLevels), thresholds);
    }

    @Override
    public Map<String, String> settings() {
        return Map.of("profile.sha256", sha256(), "pixel_threshold", String.valueOf(pixelLevels));
    }

    /**
     * Fails unless the thresholds were made for this network and these inputs.
     *
     * @param network the model up to the requested tensors
     * @param modelSha256 of the model's ONNX bytes, lower-case hex
     * @param preprocessing of the frames, of the model's input size
     * @throws ProfileException in one line
     */
    public void requireFits(Graph network, String modelSha256, Preprocessing preprocessing) throws ProfileException {
        if (!model.sha256().equals(modelSha256)) {
            throw new ProfileException("the profile belongs to another model: it was calibrated on " + model.name()
                    + " (sha256 " + shortened(model.sha256()) + "), this is "
                    + network.name() + " (" + shortened(modelSha256)
                    + "); calibrate this model or give the other one");
        }
        if (!preprocess.equals(preprocessing.toString())) {
            throw new ProfileException("the profile was calibrated with --preprocess " + preprocess + ", not "
                    + preprocessing + "; give that or calibrate again");
        }
        TreeSet<String> missing = new TreeSet<>(gatedTensors(network));
        missing.removeAll(thresholds.keySet());
        if (!missing.isEmpty()) {
            throw new ProfileException("the profile was calibrated for " + String.join(", ", layers)
                    + " and has no threshold for " + missing.size() + " of the tensors that are needed now, '"
                    + missing.first() + "' among them; calibrate with the same --layer");
        }
    }

    /** Names of the tensors that have a threshold: what linear layers read, the image left out; first to last. */
    public static List<String> gatedTensors(Graph network) {
        Set<String> gated = new LinkedHashSet<>();
        for (Layer layer : network.layers()) {
            if (layer instanceof Layer.Convolution convolution) {
                gated.add(convolution.input().name());
            }
        }
        gated.remove(network.input().name());
        return List.copyOf(gated);
    }

    private static String shortened(String sha256) {
        return sha256.substring(0, Math.min(SHORT_HASH, sha256.length()));
    }
}
